import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
} from 'botframework-connector';
import { ChannelCredentials, type ChannelToken } from './channel-credentials.ts';

/** Longest wait for the channel to take a reply: Teams gives an invoke 10 to 15 s in all. */
const SEND_TIMEOUT = 8_000;

/** What of a connector client's request pipeline is changed here. */
interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (request: { timeout: number }) => Promise<never>): Promise<never>;
  }): void;
}

/** Sends once and within a time limit: the SDK's own retries post an answer up to four times, and know no limit. */
function sendOnce(client: ConnectorClient): ConnectorClient {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client; // private in its type, the one way to its pipeline
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.removePolicy({ name: 'redirectPolicy' });
  pipeline.addPolicy({
    name: 'signpostTimeLimit',
    sendRequest: (request, next) => {
      request.timeout = SEND_TIMEOUT;
      return next(request);
    },
  });
  return client;
}

class SendOnceConnectorFactory extends ConnectorFactory {
  readonly #factory: ConnectorFactory;
  constructor(factory: ConnectorFactory) {
    super();
    this.#factory = factory;
  }
  override async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    return sendOnce(await this.#factory.create(serviceUrl, audience ?? ''));
  }
}

/** The bot's registration as far as the adapter needs it: its id (empty in the playground) and where its tokens come from. */
export interface Registration {
  readonly botId: string;
  readonly oauthScope: string;
  readonly token: ChannelToken | null;
}

/** The SDK's adapter behind Signpost's own gate: whoever comes here has been checked already. */
export class SignpostAdapter extends CloudAdapter {
  readonly #verified: AuthenticateRequestResult;

  constructor({ botId, oauthScope, token }: Registration) {
    const authentication = new ConfigurationBotFrameworkAuthentication(
      { MicrosoftAppId: botId, ToChannelFromBotOAuthScope: oauthScope },
      new ChannelCredentials(botId, token),
    );
    super(authentication);
    const claimsIdentity = new ClaimsIdentity(
      botId === ''
        ? []
        : [
            { type: AuthenticationConstants.AudienceClaim, value: botId },
            { type: AuthenticationConstants.AppIdClaim, value: botId },
          ],
      'gate',
    );
    this.#verified = {
      audience: oauthScope,
      callerId: '',
      claimsIdentity,
      connectorFactory: new SendOnceConnectorFactory(authentication.createConnectorFactory(claimsIdentity)),
    };
  }

  /** Runs one turn for an activity that the gate has let in; for an invoke gives what is to be answered. */
  turn(activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(this.#verified, activity, logic);
  }
}
