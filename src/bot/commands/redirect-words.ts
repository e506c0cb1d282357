import { nearest } from '../../core/nearest.ts';
import { areDigits } from '../../core/settings/receipt.ts';
import type { AskedTime } from '../asked-time.ts';
import { type Reading, readable, splitFirstWord, unreadable } from '../read-command.ts';

/** What `/redirect …` asks for. A migration is as it was typed; undefined: none was named. */
export type RedirectWords =
  | { readonly action: 'off'; readonly migration: string | undefined; readonly time: AskedTime | undefined }
  | { readonly action: 'status' | 'on' | 'history' | 'feedback' | 'traffic'; readonly migration: string | undefined }
  | { readonly action: 'verify'; readonly digits: string | undefined }
  | { readonly action: 'explain'; readonly link: string | undefined };

const ACTIONS = ['status', 'off', 'on', 'history', 'feedback', 'verify', 'explain', 'traffic'] as const;
type Action = (typeof ACTIONS)[number];

/** What the cards call it: nobody is to be told that there is no migration "disable". */
const OTHER_NAMES: Readonly<Record<string, Action>> = { disable: 'off', enable: 'on' };

/** Reads what stands after `/redirect`. A single word that is near no action names a migration whose status is asked. */
export function readRedirectWords(rest: string): Reading<RedirectWords> {
  const [first, more] = splitFirstWord(rest);
  if (first === '') return readable({ action: 'status', migration: undefined });
  const word = first.toLowerCase();
  if (word === 'help') return unreadable();
  const action = ACTIONS.find((known) => known === word);
  if (action) return readAction(action, more);

  const other = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : undefined;
  const near = other ? [other] : nearest(word, ACTIONS);
  const meant = near.filter((known) => readAction(known, more).readable);
  if (meant.length > 0) return unreadable(meant.map((known) => `/redirect ${known} ${more}`.trimEnd()));
  return near.length === 0 && more === '' ? readable({ action: 'status', migration: first }) : unreadable();
}

function readAction(action: Action, rest: string): Reading<RedirectWords> {
  switch (action) {
    case 'off':
      return readOff(rest.split(' '));
    case 'verify':
      if (rest === '') return readable({ action, digits: undefined });
      return areDigits(rest) ? readable({ action, digits: rest.toLowerCase() }) : unreadable(['/redirect verify']);
    case 'explain':
      return readable({ action, link: rest === '' ? undefined : rest });
    default: {
      const [migration, more] = splitFirstWord(rest);
      if (more !== '') return unreadable([`/redirect ${action}`]);
      return readable({ action, migration: migration === '' ? undefined : migration });
    }
  }
}

const isTimeWord = (word: string | undefined): word is string => /^(for|until)$/i.test(word ?? '');
const AMOUNT = /^\d+[a-z]+$/i;

/** `[M] [for …|until …]`, or the time first. */
function readOff([first = '', ...more]: readonly string[]): Reading<RedirectWords> {
  const action = 'off';
  if (isTimeWord(first)) {
    const { text, after } = splitTime(more);
    return readable({ action, migration: after, time: { kind: kindOf(first), text } });
  }
  if (AMOUNT.test(first) && more.length === 0) return unreadable([`/redirect off for ${first}`]);
  const migration = first === '' ? undefined : first;
  const [word, ...time] = more;
  if (word === undefined) return readable({ action, migration, time: undefined });
  if (isTimeWord(word)) return readable({ action, migration, time: { kind: kindOf(word), text: time.join(' ') } });
  return unreadable([AMOUNT.test(word) ? `/redirect off ${first} for ${word}` : '/redirect off']);
}

const kindOf = (word: string): AskedTime['kind'] => (word.toLowerCase() === 'for' ? 'for' : 'until');

/** Parts a time from the one word that may stand after it: `4h`, `4 hours` and `2026-12-24 18:00` are times. */
function splitTime(words: readonly string[]): { readonly text: string; readonly after: string | undefined } {
  const [first = '', second = ''] = words;
  const length = /^\d+$/.test(first) || (/^\d{4}-/.test(first) && /^\d/.test(second)) ? 2 : 1;
  const [after, ...tooMuch] = words.slice(length);
  if (!/^\d/.test(first) || tooMuch.length > 0) return { text: words.join(' '), after: undefined };
  return { text: words.slice(0, length).join(' '), after };
}
