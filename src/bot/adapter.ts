import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import { connect, type Registration } from './connector.ts';

/** The SDK's adapter behind Signpost's own gate: whoever comes here has been checked already. */
export class SignpostAdapter extends CloudAdapter {
  readonly #verified: AuthenticateRequestResult;

  constructor(registration: Registration) {
    const { authentication, claimsIdentity, connectorFactory } = connect(registration);
    super(authentication);
    this.#verified = { audience: registration.oauthScope, callerId: '', claimsIdentity, connectorFactory };
  }

  /** Runs one turn for an activity that the gate has let in; for an invoke gives what is to be answered. */
  turn(activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(this.#verified, activity, logic);
  }
}
