import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { SignpostError } from '../core/errors.ts';
import type { MinuteLimit } from '../core/minute-limit.ts';
import { loggedVerb, readExecute, readSubmit } from './actions.ts';
import { COMMANDS } from './commands.ts';
import { EXTENSION_INVOKES } from './extension/extension.ts';
import { isAddressedToBot } from './message-text.ts';
import { removalOf } from './removal.ts';
import { type BotPorts, turnOf } from './turn.ts';
import { onExecute, onExtension, onInstall, onRemoval, onSubmit, onText, type TurnHandler } from './turn-handlers.ts';

interface ApplicationParts {
  readonly ports: BotPorts;
  readonly limit: MinuteLimit;
  readonly log: Logger;
  /** Told of each turn when it is over; `ms` in milliseconds. */
  readonly onTurn: (facts: { readonly verb: string; readonly outcome: string; readonly ms: number }) => void;
}

/** What Teams sends, and who answers it: messages, clicks, and being added somewhere. */
export function createApplication({ ports, limit, log, onTurn }: ApplicationParts): Application {
  const application = new Application({ startTypingTimer: false, removeRecipientMention: false });
  const route = (verb: (activity: Activity) => string, handle: TurnHandler) => async (context: TurnContext) => {
    const started = performance.now();
    const turn = turnOf(context.activity, ports, COMMANDS);
    const { tenant, objectId } = turn.actor;
    const allowance = limit.take(`${tenant}/${objectId ?? turn.personId}`);
    const tell = (outcome: string): void => {
      const facts = { verb: verb(context.activity), outcome, ms: Math.round(performance.now() - started) };
      log.info({ ...facts, tenant, kind: turn.place.type }, 'turn');
      onTurn(facts);
    };
    // What fails while an answer is made is answered, too. Else the answer was not taken, or nobody is there to get one.
    const outcome = await handle(context, turn, allowance).catch((error: unknown) => {
      tell(error instanceof SignpostError ? error.code : 'unsent');
      throw error;
    });
    tell(outcome);
  };
  application.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.Invoke && activity.name === 'adaptiveCard/action',
    route(({ value }) => loggedVerb(readExecute(value)), onExecute(log)),
    true,
  );
  for (const [name, answer] of EXTENSION_INVOKES) {
    application.addRoute(
      async ({ activity }) => activity.type === ActivityTypes.Invoke && activity.name === name,
      route(() => name, onExtension(log, answer)),
      true,
    );
  }
  application.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.Message && isSubmit(activity),
    route(({ value }) => loggedVerb(readSubmit(value)), onSubmit(log)),
  );
  application.addRoute(
    async ({ activity }) =>
      activity.type === ActivityTypes.Message && !isSubmit(activity) && isAddressedToBot(activity),
    route(() => 'message', onText(log)),
  );
  application.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.InstallationUpdate && activity.action === 'add',
    route(() => 'install', onInstall(log)),
  );
  application.addRoute(
    async ({ activity }) => removalOf(activity) !== null,
    route(() => 'removal', onRemoval),
  );
  return application;
}

/** A click on Action.Submit is a message with a value and no text. */
const isSubmit = ({ value, text }: Activity): boolean => value !== null && value !== undefined && !text;
