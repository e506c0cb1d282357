import { nearest } from '../../core/nearest.ts';
import { type Reading, readable, splitFirstWord, unreadable } from '../read-command.ts';

const ACTIONS = ['here', 'off', 'status', 'list'] as const;

/** What `/notify …` asks for; alone it asks for the status. */
export interface NotifyWords {
  readonly action: (typeof ACTIONS)[number];
}

/** Reads what stands after `/notify`. */
export function readNotifyWords(rest: string): Reading<NotifyWords> {
  const [first, more] = splitFirstWord(rest);
  if (first === '') return readable({ action: 'status' });
  const word = first.toLowerCase();
  const action = ACTIONS.find((known) => known === word);
  if (action) return more === '' ? readable({ action }) : unreadable([`/notify ${action}`]);
  if (more !== '') return unreadable();
  const near = word === 'on' ? ['here'] : nearest(word, ACTIONS);
  return unreadable(near.map((known) => `/notify ${known}`));
}
