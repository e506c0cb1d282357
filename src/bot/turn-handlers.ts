import { ActivityTypes, CardFactory, type InvokeResponse, MessageFactory, type TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { AdaptiveCard } from '../cards/card.ts';
import { errorCard, type Repeat } from '../cards/error-card.ts';
import { line, messageCard } from '../cards/message.ts';
import { SignpostError } from '../core/errors.ts';
import type { Allowance } from '../core/minute-limit.ts';
import { rememberPersonalChat, removedFrom } from '../core/notices/subscribe.ts';
import { MINUTE } from '../core/time.ts';
import { answerAction, CHANGE_VERBS, privateViewOf, readExecute, readSubmit, repeatOf } from './actions.ts';
import { answerText } from './commands.ts';
import type { ExtensionAnswer } from './extension/extension.ts';
import { personalWelcome, sharedWelcome } from './help.ts';
import { cardResponse, errorResponse } from './invoke-response.ts';
import { commandText } from './message-text.ts';
import { privateCard } from './private-card.ts';
import { removalOf } from './removal.ts';
import type { Turn } from './turn.ts';

/** Answers one kind of activity, and says how that went, as the log has it: `ok`, or a code. */
export type TurnHandler = (context: TurnContext, turn: Turn, allowance: Allowance) => Promise<string>;

const send = (context: TurnContext, card: AdaptiveCard) =>
  context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card)));

/** The card, or the card that tells of its failure; what nobody foresaw goes to the log. `repeat`: what is tried again. */
async function cardOf(
  log: Logger,
  turn: Turn,
  make: () => Promise<AdaptiveCard>,
  repeat?: Repeat,
): Promise<{ readonly card: AdaptiveCard; readonly outcome: string }> {
  try {
    return { card: await make(), outcome: 'ok' };
  } catch (error) {
    const known = error instanceof SignpostError;
    if (!known) log.error({ err: error }, 'turn failed');
    return { card: errorCard(turn.reader, error, repeat), outcome: known ? error.code : 'unexpected' };
  }
}

/** Times are shown to the minute: the one that is named is the first in which an answer is sure. */
function tooFast({ reader }: Turn, until: number): { title: string; happened: string } {
  const texts = reader.words.errors['too-fast'];
  const shown = reader.words.time(Math.ceil(until / MINUTE) * MINUTE, reader.timeZone);
  return { title: texts.title, happened: texts.happened(shown) };
}

/** Whether a message is to be answered; says once that there were too many. */
async function goesOn(context: TurnContext, turn: Turn, allowance: Allowance): Promise<boolean> {
  if (allowance.kind === 'over' && allowance.first) {
    const { title, happened } = tooFast(turn, allowance.until);
    await send(context, messageCard({ title, lines: [line(happened)] }));
  }
  return allowance.kind === 'go';
}

const respond = (context: TurnContext, value: InvokeResponse) =>
  context.sendActivity({ type: ActivityTypes.InvokeResponse, value });

export const onExecute =
  (log: Logger): TurnHandler =>
  async (context, turn, allowance) => {
    if (allowance.kind !== 'go') {
      await respond(context, errorResponse(429, 'TooManyRequests', tooFast(turn, allowance.until).happened));
      return 'too-fast';
    }
    const call = readExecute(context.activity.value);
    const { card, outcome } = await cardOf(log, turn, () => answerAction(turn, call), repeatOf(call));
    await respond(context, cardResponse(card));
    return outcome;
  };

/** The compose box and messages: what fails says so in an error body, which Teams shows. */
export const onExtension =
  (log: Logger, answer: ExtensionAnswer): TurnHandler =>
  async (context, turn, allowance) => {
    if (allowance.kind !== 'go') {
      await respond(context, errorResponse(429, 'TooManyRequests', tooFast(turn, allowance.until).happened));
      return 'too-fast';
    }
    try {
      await respond(context, await answer(turn, context.activity.value));
      return 'ok';
    } catch (error) {
      log.error({ err: error }, 'turn failed');
      const { happened } = turn.reader.words.errors.unexpected;
      await respond(context, errorResponse(500, 'InternalServerError', happened));
      return 'unexpected';
    }
  };

export const onText =
  (log: Logger): TurnHandler =>
  async (context, turn, allowance) => {
    if (!(await goesOn(context, turn, allowance))) return 'too-fast';
    const answer = answerText(turn, commandText(context.activity));
    const shared = !turn.isPersonal && answer.inPrivate ? privateCard(turn, answer.inPrivate) : null;
    const { card, outcome } = await cardOf(log, turn, shared ? async () => shared : answer.card, answer.inPrivate);
    await send(context, card);
    return outcome;
  };

/** In a personal chat the outcome takes the card's place; elsewhere what not everyone may see opens for one person. */
export const onSubmit =
  (log: Logger): TurnHandler =>
  async (context, turn, allowance) => {
    if (!(await goesOn(context, turn, allowance))) return 'too-fast';
    const call = readSubmit(context.activity.value);
    const view = turn.isPersonal ? null : privateViewOf(call);
    const make = async () => {
      if (!view) return answerAction(turn, call);
      if (call && CHANGE_VERBS.has(call.verb)) await answerAction(turn, call);
      return privateCard(turn, view);
    };
    // What was filled in stands on no card that others get.
    const { card, outcome } = await cardOf(log, turn, make, view ? undefined : repeatOf(call));
    await (turn.isPersonal ? replace : send)(context, card);
    return outcome;
  };

async function replace(context: TurnContext, card: AdaptiveCard): Promise<void> {
  const message = MessageFactory.attachment(CardFactory.adaptiveCard(card));
  const { replyToId } = context.activity;
  if (replyToId) {
    try {
      await context.updateActivity({ ...message, id: replyToId });
      return;
    } catch {
      // The card is gone, or too old to be changed: the outcome is said in a message of its own.
    }
  }
  await context.sendActivity(message);
}

export const onInstall =
  (log: Logger): TurnHandler =>
  async (context, turn, allowance) => {
    if (!(await goesOn(context, turn, allowance))) return 'too-fast';
    if (turn.isPersonal) await remember(log, turn);
    const make = turn.isPersonal ? () => personalWelcome(turn) : async () => sharedWelcome(turn);
    const { card, outcome } = await cardOf(log, turn, make);
    await send(context, card);
    return outcome;
  };

/** Somebody is welcome whether or not the database takes how to reach them: their next change is another occasion. */
async function remember(log: Logger, { ports, actor, place }: Turn): Promise<void> {
  await rememberPersonalChat(ports, actor, place).catch((error: unknown) => {
    log.warn({ err: error }, 'a personal chat could not be kept');
  });
}

/** Nobody is there to be answered. Where the database fails, the channel learns it by the status of its request. */
export const onRemoval: TurnHandler = async ({ activity }, { ports, actor }) => {
  const removal = removalOf(activity);
  if (removal) await removedFrom(ports, actor.tenant, removal);
  return 'ok';
};
