import { z } from 'zod';
import type { AdaptiveCard } from '../cards/card.ts';
import { type Repeat, unknownVerbCard } from '../cards/error-card.ts';
import { explainActions } from './actions/explain.ts';
import { notifyActions } from './actions/notify.ts';
import { recordActions } from './actions/records.ts';
import { settingActions } from './actions/setting.ts';
import { whereActions } from './actions/where.ts';
import { type CardData, cardData } from './card-data.ts';
import { showHelp } from './help.ts';
import { type PrivateView, topicOf } from './private-view.ts';
import type { Turn } from './turn.ts';

type Action = (turn: Turn, data: CardData) => Promise<AdaptiveCard>;

/** Each verb that a card may send, and what answers it. */
const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>(
  Object.entries({
    ...settingActions,
    ...recordActions,
    ...explainActions,
    ...notifyActions,
    ...whereActions,
    'help.show': showHelp,
  }),
);

/** The verbs that change a setting. */
export const CHANGE_VERBS: ReadonlySet<string> = new Set(['setting.off', 'setting.on']);

/** The verbs whose answer everyone in a group or channel may see. */
const OPEN_VERBS: ReadonlySet<string> = new Set([
  'notify.on',
  'notify.off',
  'notify.show',
  'notify.askFilter',
  'notify.filter',
  'explain.form',
  'explain.link',
  'where.form',
  'where.ask',
  'where.rate',
  'help.show',
]);

/** What a button carries that opens for one person alone. */
const BUTTON_DATA = ['migration', 'until', 'again', 'before', 'digits', 'from'];

/** The texts among what a client sent. */
function textsIn(data: unknown): [name: string, text: string][] {
  const fields = z.record(z.unknown()).safeParse(data).data ?? {};
  return Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
}

const buttonData = (data: unknown): Record<string, string> =>
  Object.fromEntries(textsIn(data).filter(([name]) => BUTTON_DATA.includes(name)));

/** The same click once more, with all that was filled in: where it fails, nobody has to write it again. */
export function repeatOf(call: ActionCall | undefined): Repeat | undefined {
  if (!call || !ACTIONS.has(call.verb)) return undefined;
  return { verb: call.verb, data: Object.fromEntries(textsIn(call.data).filter(([name]) => name !== 'verb')) };
}

/** What of this click's answer opens for one person alone in a group or channel; null: everyone there may see it. */
export function privateViewOf(call: ActionCall | undefined): PrivateView | null {
  if (!call || !ACTIONS.has(call.verb) || OPEN_VERBS.has(call.verb)) return null;
  const verb = CHANGE_VERBS.has(call.verb) ? 'setting.show' : call.verb;
  return { topic: topicOf(call.verb), verb, data: buttonData(call.data), opensByItself: false };
}

/** What Teams sends for Action.Execute: `value.action` of an adaptiveCard/action invoke. */
const executeSchema = z.object({ action: z.object({ verb: z.string(), data: z.unknown() }) });
/** What Action.Submit sends: `value` of a message, with the verb in it. */
const submitSchema = z.object({ verb: z.string() }).passthrough();

interface ActionCall {
  readonly verb: string;
  readonly data: unknown;
}

export function readExecute(value: unknown): ActionCall | undefined {
  const read = executeSchema.safeParse(value);
  return read.success ? { verb: read.data.action.verb, data: read.data.action.data } : undefined;
}

export function readSubmit(value: unknown): ActionCall | undefined {
  const read = submitSchema.safeParse(value);
  return read.success ? { verb: read.data.verb, data: read.data } : undefined;
}

/** The name under which a verb stands in the log: never what a stranger to the table sent. */
export const loggedVerb = (call: ActionCall | undefined): string =>
  call && ACTIONS.has(call.verb) ? call.verb : 'unknown';

/** The card that answers a click. @throws SignpostError */
export async function answerAction(turn: Turn, call: ActionCall | undefined): Promise<AdaptiveCard> {
  const action = call && ACTIONS.get(call.verb);
  return action ? action(turn, cardData(call.data)) : unknownVerbCard(turn.reader);
}
