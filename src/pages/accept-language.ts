import type { IncomingMessage } from 'node:http';
import type { Words } from '../wording/en.ts';
import { wordsFor, wordsIn } from '../wording/languages.ts';

/** Longest header that is read, in characters: no browser lists that many languages. */
const HEADER_MAX = 1_000;
/** `de-AT`, `de;q=0.8` or `*`. https://www.rfc-editor.org/rfc/rfc9110#field.accept-language */
const PREFERENCE = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** The sentences in the language that a browser asks for: of those that Signpost speaks the most wanted, else English. */
export function wordsForRequest({ headers }: IncomingMessage): Words {
  const wanted = (headers['accept-language'] ?? '')
    .slice(0, HEADER_MAX)
    .split(',')
    .flatMap((text) => {
      const [, tag, weight = '1'] = PREFERENCE.exec(text.trim()) ?? [];
      return tag === undefined ? [] : [{ tag, weight: Number(weight) }];
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const words = tag === '*' ? wordsFor(undefined) : wordsIn(tag);
    if (words) return words;
  }
  return wordsFor(undefined);
}
