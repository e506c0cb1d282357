import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { ChannelCredentials, type ChannelToken } from './channel-credentials.ts';

/** Longest wait for the channel to take an activity, in milliseconds: Teams gives an invoke 10 to 15 s in all. */
const SEND_LIMIT = 8_000;

/** Service URLs whose clients are kept; the one that came first makes room. Teams has one a region, lately one a tenant. */
const CLIENTS_MAX = 100;

/** The bot's registration as far as it is needed to send: its id (empty in the playground) and where its tokens come from. */
export interface Registration {
  readonly botId: string;
  readonly oauthScope: string;
  readonly token: ChannelToken | null;
}

/** Who the bot is to the SDK, and how it sends. */
export interface Connection {
  readonly authentication: BotFrameworkAuthentication;
  readonly claimsIdentity: ClaimsIdentity;
  readonly connectorFactory: ConnectorFactory;
}

export function connect({ botId, oauthScope, token }: Registration, sendLimit = SEND_LIMIT): Connection {
  const authentication = new Authentication(
    { MicrosoftAppId: botId, ToChannelFromBotOAuthScope: oauthScope },
    new ChannelCredentials(botId, token),
  );
  const claims = [AuthenticationConstants.AudienceClaim, AuthenticationConstants.AppIdClaim];
  const claimsIdentity = new ClaimsIdentity(botId === '' ? [] : claims.map((type) => ({ type, value: botId })), 'gate');
  const factory = authentication.createConnectorFactory(claimsIdentity);
  return { authentication, claimsIdentity, connectorFactory: new SendOnceConnectorFactory(factory, sendLimit) };
}

/** The SDK makes a client for people's own tokens with each turn. Nothing here asks for such a token: one serves all. */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  #userTokens: Promise<UserTokenClient> | undefined;
  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#userTokens ??= super.createUserTokenClient(identity);
    return this.#userTokens;
  }
}

/** Keeps the clients that it makes: to make one costs as much as to send by it. */
class SendOnceConnectorFactory extends ConnectorFactory {
  readonly #factory: ConnectorFactory;
  readonly #limit: number;
  readonly #clients = new Map<string, ConnectorClient>();
  constructor(factory: ConnectorFactory, limit: number) {
    super();
    this.#factory = factory;
    this.#limit = limit;
  }
  override async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    const known = this.#clients.get(serviceUrl);
    if (known) return known;
    const client = sendOnce(await this.#factory.create(serviceUrl, audience ?? ''), this.#limit);
    const [first] = this.#clients.keys();
    if (first !== undefined && this.#clients.size >= CLIENTS_MAX) this.#clients.delete(first);
    this.#clients.set(serviceUrl, client);
    return client;
  }
}

/** What of a connector client's request pipeline is changed here. */
interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (request: { timeout: number }) => Promise<never>): Promise<never>;
  }): void;
}

/** Sends once and within a time limit: the SDK's own retries post an answer up to four times, and know no limit. */
function sendOnce(client: ConnectorClient, limit: number): ConnectorClient {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client; // private in its type, the one way to its pipeline
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.removePolicy({ name: 'redirectPolicy' });
  pipeline.addPolicy({
    name: 'signpostTimeLimit',
    sendRequest: (request, next) => {
      request.timeout = limit;
      return next(request);
    },
  });
  return client;
}
