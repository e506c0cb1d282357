import { HOUR } from '../time.ts';

/**
 * How often a bot may send to one conversation: at most so many in so many milliseconds.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
const CONVERSATION_LIMITS = [
  { sends: 7, within: 1_000 },
  { sends: 8, within: 2_000 },
  { sends: 60, within: 30_000 },
  { sends: 1_800, within: HOUR },
] as const;

const MOST_KEPT = Math.max(...CONVERSATION_LIMITS.map(({ sends }) => sends));
const LONGEST = Math.max(...CONVERSATION_LIMITS.map(({ within }) => within));

/**
 * Milliseconds from one send to the next of an app in one tenant. It may send 50 a second there (same source), whichever
 * conversations they go to; a little less, because they do not arrive as evenly as they leave.
 */
export const TENANT_INTERVAL = 21;

/** How a conversation was sent to of late. */
export interface Pace {
  /** The moments, in order. */
  readonly recent: readonly number[];
  /** From when on the limits allow another one. */
  readonly freeAt: number;
}

/** The pace after one more send, whose answer came at `now`: it arrived at the channel before. */
export function paceAfter(recent: readonly number[], now: number): Pace {
  const kept = [...recent.filter((at) => at > now - LONGEST), now].slice(-MOST_KEPT);
  const freeAt = CONVERSATION_LIMITS.map(({ sends, within }) => (kept.at(-sends) ?? -Infinity) + within + 1);
  return { recent: kept, freeAt: Math.max(now, ...freeAt) };
}
