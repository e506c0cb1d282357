import { cardAction, cardSubmit, type Json, message, type Person, type Place } from './activity.ts';
import type { Signpost, World } from './signpost.ts';

type Element = Readonly<Record<string, unknown>>;

/** A card with what tests ask of it. */
export interface Seen {
  readonly card: Element;
  /** All that a person can read, in order. */
  readonly text: string;
  /** Each button of this verb, or of all. */
  buttons(verb?: string): readonly Button[];
  /** @throws Error where there is no such button */
  button(verb: string): Button;
  /** The inputs as they are untouched. */
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Button {
  readonly verb: string;
  readonly title: string;
  readonly data: Readonly<Record<string, string>>;
}

function* elements(value: unknown): Generator<Element> {
  if (Array.isArray(value)) for (const each of value) yield* elements(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as Element; // its properties are read one by one
    for (const each of Object.values(value)) yield* elements(each);
  }
}

const READABLE = ['text', 'title', 'label', 'placeholder', 'altText'];

export function seen(card: unknown): Seen {
  const all = [...elements(card)];
  const text = all.flatMap((element) =>
    READABLE.flatMap((key) => (typeof element[key] === 'string' ? [element[key]] : [])),
  );
  const buttons = all
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ verb, title, data }) => ({ verb, title, data: data ?? {} }) as Button); // what execute() in src/cards makes
  const inputs = all.filter(({ type, id, value }) => String(type).startsWith('Input.') && id && value !== undefined);
  return {
    card: card as Element, // a JSON object, as its readers above find out
    text: text.join('\n'),
    buttons: (verb) => buttons.filter((button) => verb === undefined || button.verb === verb),
    button: (verb) => {
      const found = buttons.find((button) => button.verb === verb);
      if (!found) throw new Error(`no ${verb} among ${buttons.map((button) => button.verb)} in: ${text.join(' | ')}`);
      return found;
    },
    inputs: Object.fromEntries(inputs.map(({ id, value }) => [String(id), String(value)])),
  };
}

const cardOf = (activity: Json): unknown =>
  (activity.attachments as readonly { content: unknown }[] | undefined)?.[0]?.content; // what the bot sends is checked by who reads the card

/** What a person types, and the card that answers it there. */
export async function say(
  { connector, bot }: World,
  signpost: Signpost,
  from: Person,
  place: Place,
  text: string,
): Promise<Seen> {
  const before = connector.sent(place.id).length;
  const { status } = await signpost.post(message(bot, from, place, text));
  if (status !== 200) throw new Error(`the message was answered ${status}`);
  const sent = await connector.until(place.id, before + 1);
  return seen(cardOf(sent.at(-1)?.activity ?? {}));
}

/** A click, with what is in the form, and the card that answers it. */
export async function click(
  { bot }: World,
  signpost: Signpost,
  from: Person,
  place: Place,
  { verb, data }: Pick<Button, 'verb' | 'data'>,
  inputs: Json = {},
): Promise<Seen> {
  const { status, body } = await signpost.post(cardAction(bot, from, place, verb, { ...data, ...inputs }));
  if (status !== 200) throw new Error(`the click was answered ${status}`);
  return seen((body as { value?: unknown } | undefined)?.value); // an error body has a value without card: its text is read
}

/** The same click where the client only knows Action.Submit. */
export async function submit(
  { connector, bot }: World,
  signpost: Signpost,
  from: Person,
  place: Place,
  { verb, data }: Pick<Button, 'verb' | 'data'>,
  inputs: Json = {},
): Promise<Seen> {
  const before = connector.sent(place.id).length;
  await signpost.post(cardSubmit(bot, from, place, verb, { ...data, ...inputs }));
  const sent = await connector.until(place.id, before + 1);
  return seen(cardOf(sent.at(-1)?.activity ?? {}));
}
