import type { MigrationId, TenantId } from '../ids.ts';
import { DAY, HOUR } from '../time.ts';
import type { Receipt } from './receipt.ts';

/** How long before its end somebody is told that an off ends: an hour, or half of a time shorter than two. */
const BEFORE_END = HOUR;
/** Whoever turned it off for less than this still knows. */
const SHORTEST_REMINDED_OF = HOUR / 2;

/** After how long an off without an end is asked about, and how often from then on; in milliseconds. */
export const STILL_OFF_EVERY = 14 * DAY;

/** When people are to be told of an off, and of what. */
export interface Reminder {
  readonly kind: 'ends-soon' | 'still-off';
  readonly at: number;
}

/** What is to be told after this change, if nothing else happens to the setting; null: nothing. */
export function reminderAfter({ to, at, until }: Receipt): Reminder | null {
  if (to === 'on') return null;
  if (until === null) return { kind: 'still-off', at: at + STILL_OFF_EVERY };
  if (until - at < SHORTEST_REMINDED_OF) return null;
  return { kind: 'ends-soon', at: until - Math.min(BEFORE_END, Math.floor((until - at) / 2)) };
}

/** A setting whose time is over, as it was found. */
export interface DueEnd {
  readonly tenant: TenantId;
  readonly migration: MigrationId;
}

/** A reminder whose time has come: of the change with that number. */
interface DueReminder {
  readonly tenant: TenantId;
  readonly migration: MigrationId;
  readonly number: number;
}

/** What is due. Every method throws StorageUnavailable where the database fails. */
export interface TimerStorage {
  /** At most `limit` of each, the oldest first. `now` is the time by which they are due. */
  due(limit: number): Promise<{
    readonly now: number;
    readonly ends: readonly DueEnd[];
    readonly reminders: readonly DueReminder[];
  }>;
  /** Queues the notices of a reminder, once, unless the setting has changed meanwhile; an off without an end is asked about again later. */
  remind(reminder: DueReminder): Promise<void>;
}
