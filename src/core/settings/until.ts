import { BadTime, MalformedInput } from '../errors.ts';
import { needText } from '../form-fields.ts';
import { DAY, HOUR } from '../time.ts';

/** How long an off may be asked to last, as ISO 8601 durations; in milliseconds. */
export const DURATIONS = {
  PT4H: 4 * HOUR,
  P1D: DAY,
  P3D: 3 * DAY,
  P7D: 7 * DAY,
  P14D: 14 * DAY,
} as const;
type Duration = keyof typeof DURATIONS;

const isDuration = (text: string): text is Duration => Object.hasOwn(DURATIONS, text);

/** An off is meant to be temporary: an end more than two years away is a slip of the pen. */
export const FARTHEST_END = 2 * 366 * DAY;

/** Refuses an end that has passed or lies too far away. `given` is what the person wrote. @throws BadTime */
export function checkEnd(end: number, now: number, given: string): number {
  if (end <= now) throw new BadTime(given, 'past');
  if (end - now > FARTHEST_END) throw new BadTime(given, 'too-far');
  return end;
}

/** UTC, as forms carry it: `2026-12-24T18:00:00.000Z`, seconds and fractions may be left out. */
const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/**
 * When an off ends, from the form's `duration` and, for `asked`, its `until`; null: no end.
 * @throws MalformedInput, BadTime
 */
export function readEnd(duration: string | undefined, until: string | undefined, now: number): number | null {
  const given = needText('duration', duration);
  if (given === 'none') return null;
  if (isDuration(given)) return now + DURATIONS[given];
  if (given !== 'asked') throw new MalformedInput('duration', 'unknown');
  if (until === undefined) throw new MalformedInput('until', 'missing');
  const end = ISO_UTC.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(end) || !isOnCalendar(until, end)) throw new BadTime(until, 'unreadable');
  return checkEnd(end, now, until);
}

/** `Date.parse` takes 30 February for 2 March. */
const isOnCalendar = (text: string, instant: number): boolean =>
  new Date(instant).toISOString().startsWith(text.slice(0, 'yyyy-mm-ddThh:mm'.length));
