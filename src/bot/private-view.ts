import type { Words } from '../wording/en.ts';

type Topic = keyof Words['inPrivate']['topics'];

/**
 * What opens for one person alone in a group or channel, and what it is about. `opensByItself`: Teams may open it for the
 * person who asked, for it changes nothing and stays the same when asked twice.
 */
const VIEWS = {
  'settings.list': { topic: 'status', opensByItself: true },
  'setting.show': { topic: 'status', opensByItself: true },
  'setting.askOff': { topic: 'off', opensByItself: false },
  'setting.askOn': { topic: 'on', opensByItself: false },
  'history.show': { topic: 'history', opensByItself: true },
  'feedback.show': { topic: 'feedback', opensByItself: true },
  'traffic.show': { topic: 'traffic', opensByItself: true },
  'chain.verify': { topic: 'verify', opensByItself: true },
  'notify.list': { topic: 'notices', opensByItself: true },
  'where.misses': { topic: 'misses', opensByItself: true },
} as const satisfies Readonly<Record<string, { readonly topic: Topic; readonly opensByItself: boolean }>>;

type ViewVerb = keyof typeof VIEWS;

/** The action behind a card that opens for one person alone. */
export interface PrivateView {
  readonly topic: Topic;
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
  readonly opensByItself: boolean;
}

/** What of a command's answer opens for the person who gave it. What is not there is no data of the button. */
export const viewOf = (verb: ViewVerb, data: Readonly<Record<string, string | undefined>> = {}): PrivateView => ({
  ...VIEWS[verb],
  verb,
  data: Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
});

const isView = (verb: string): verb is ViewVerb => Object.hasOwn(VIEWS, verb);

/** What a click is about. */
export const topicOf = (verb: string): Topic => (isView(verb) ? VIEWS[verb].topic : 'change');
