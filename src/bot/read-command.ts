import { nearest } from '../core/nearest.ts';

/** What a command makes of the words after its name; `meant` holds whole commands that may have been meant, nearest first. */
export type Reading<Words> =
  | { readonly readable: true; readonly words: Words }
  | { readonly readable: false; readonly meant: readonly string[] };

export const readable = <Words>(words: Words): Reading<Words> => ({ readable: true, words });
export const unreadable = (meant: readonly string[] = []): Reading<never> => ({ readable: false, meant });
/** The same reading, with something made of its words. */
export const mapReading = <A, B>(reading: Reading<A>, map: (words: A) => B): Reading<B> =>
  reading.readable ? readable(map(reading.words)) : reading;

/** How one command is read. */
export interface CommandReader<Words> {
  readonly name: string;
  /** What stands after the name, without punctuation at its end. */
  read(rest: string): Reading<Words>;
  /** What a text means that does not begin with the name; undefined: nothing to this command. */
  claim?(text: string): Words | undefined;
}

export type Said<Words> =
  | { readonly kind: 'command'; readonly words: Words }
  /** Begins as a command does, but cannot be read; nothing may be done but to ask. */
  | { readonly kind: 'unreadable'; readonly meant: readonly string[] }
  /** No command: a question, chatter, or a near miss. */
  | { readonly kind: 'other'; readonly text: string; readonly meant: readonly string[] };

/** A longer text is no misspelt command. */
const NEAR_MISS_MAX = 80;
/** One letter from a command's name, and words of their own. */
const NO_MISSPELLINGS = new Set(['here', 'there']);

/** Reads a text as `commandText` gives it. Never throws; the time it takes grows with the text's length alone. */
export function readCommand<Words>(text: string, readers: readonly CommandReader<Words>[]): Said<Words> {
  const said = withoutEndPunctuation(text);
  const command = said.replace(/^[/\uff0f ]+/u, '');
  const [first, rest] = splitFirstWord(command);
  const word = first.toLowerCase();

  const reader = readers.find(({ name }) => name === word);
  const reading = reader?.read(rest);
  if (reading?.readable) return { kind: 'command', words: reading.words };
  for (const { claim } of readers) {
    const words = claim?.(command);
    if (words !== undefined) return { kind: 'command', words };
  }
  const slashed = command !== said;
  if (reading && (slashed || reading.meant.length > 0)) return { kind: 'unreadable', meant: reading.meant };
  return { kind: 'other', text: said, meant: reader ? [] : nearMisses(word, rest, readers, slashed) };
}

/** Whole commands that a text with a misspelt first word may have meant. */
function nearMisses(
  word: string,
  rest: string,
  readers: readonly CommandReader<unknown>[],
  slashed: boolean,
): readonly string[] {
  if (word.length + rest.length > NEAR_MISS_MAX || NO_MISSPELLINGS.has(word)) return [];
  const near = nearest(
    word,
    readers.map(({ name }) => name),
  );
  return near.flatMap((name) => {
    const reading = readers.find((reader) => reader.name === name)?.read(rest);
    if (reading?.readable) return [`/${name} ${rest}`.trimEnd()];
    if (reading && reading.meant.length > 0) return reading.meant;
    return slashed ? [`/${name}`] : [];
  });
}

export function splitFirstWord(text: string): readonly [first: string, rest: string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

const END_PUNCTUATION = new Set('.!?…‥。.!? ');

function withoutEndPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && END_PUNCTUATION.has(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
