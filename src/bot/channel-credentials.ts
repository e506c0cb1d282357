import {
  AppCredentials,
  type ServiceClientCredentials,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';

/** An access token for the channel, from wherever the application's tokens come. */
export type ChannelToken = () => Promise<string>;

type Signable = Parameters<ServiceClientCredentials['signRequest']>[0];

class BearerCredentials extends AppCredentials {
  readonly #token: ChannelToken | null;
  constructor(botId: string, token: ChannelToken | null) {
    super(botId);
    this.#token = token;
  }
  override async signRequest(request: Signable): Promise<Signable> {
    if (this.#token) request.headers.set('authorization', `Bearer ${await this.#token()}`);
    return request;
  }
  protected override refreshToken(): never {
    throw new Error('tokens come from the application, which keeps them itself');
  }
}

/** Gives the SDK the application's own tokens; in the playground, where there is no registration, none. */
export class ChannelCredentials implements ServiceClientCredentialsFactory {
  readonly #botId: string;
  readonly #credentials: BearerCredentials;
  constructor(botId: string, token: ChannelToken | null) {
    this.#botId = botId;
    this.#credentials = new BearerCredentials(botId, token);
  }
  async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#botId;
  }
  async isAuthenticationDisabled(): Promise<boolean> {
    return this.#botId === '';
  }
  async createCredentials(): Promise<ServiceClientCredentials> {
    return this.#credentials;
  }
}
