import { BadTime } from '../core/errors.ts';
import { checkEnd } from '../core/settings/until.ts';
import { DAY, HOUR, MINUTE } from '../core/time.ts';
import { knownZone } from './time-zone.ts';

/** When an off is to end, as it was typed: `for 4h`, `until 2026-12-24 18:00`. */
export interface AskedTime {
  readonly kind: 'for' | 'until';
  readonly text: string;
}

/** A longer text is no time, and is not repeated to the person in full. */
const TIME_MAX = 60;

/**
 * When the asked time is, in UTC milliseconds. An `until` is a wall clock's in the person's time zone (an IANA name; UTC
 * where it is unknown); a date alone means where that day begins. @throws BadTime
 */
export function readAskedTime({ kind, text }: AskedTime, now: number, timeZone: string | undefined): number {
  if (text.length > TIME_MAX) throw new BadTime(`${text.slice(0, TIME_MAX)}…`, 'unreadable');
  return checkEnd(kind === 'for' ? now + readSpan(text) : readWallTime(text, knownZone(timeZone)), now, text);
}

const SPAN = /^(\d+)\s?(?:(m|mins?|minutes?)|(h|hrs?|hours?)|(d|days?)|(w|wks?|weeks?))$/i;

function readSpan(text: string): number {
  const [, amount, minutes, hours, days] = SPAN.exec(text) ?? [];
  if (amount === undefined || Number(amount) === 0) throw new BadTime(text, 'unreadable');
  return Number(amount) * (minutes ? MINUTE : hours ? HOUR : days ? DAY : 7 * DAY);
}

const WALL_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{1,2}:\d{2}))?$/i;

function readWallTime(text: string, timeZone: string): number {
  const [, date, time] = WALL_TIME.exec(text) ?? [];
  if (date === undefined) throw new BadTime(text, 'unreadable');
  const wall = readExact(`${date}T${(time ?? '00:00').padStart(5, '0')}`);
  if (wall === undefined) throw new BadTime(text, 'unreadable');
  const instants = instantsAt(wall, timeZone);
  const [instant] = instants;
  if (time === undefined) return instant ?? beginningOfDay(wall, timeZone);
  if (instant === undefined) throw new BadTime(text, 'unreadable');
  if (instants.length > 1) throw new BadTime(text, 'ambiguous');
  return instant;
}

/** The wall clock's time as if it were UTC; undefined where the calendar or the clock has no such time. */
function readExact(wall: string): number | undefined {
  const at = Date.parse(`${wall}:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(wall) ? at : undefined;
}

/**
 * The instants at which the zone's clocks show this wall time, earliest first: one, none where the clocks are put forward
 * over it, two where they are put back over it. Clocks are changed at most once within two days.
 */
function instantsAt(wall: number, timeZone: string): readonly number[] {
  const offset = offsetIn(timeZone);
  const offsets = new Set([offset(wall - DAY), offset(wall + DAY)]);
  return [...offsets]
    .map((each) => wall - each)
    .filter((instant) => instant + offset(instant) === wall)
    .sort((a, b) => a - b);
}

/** The first instant of a day whose midnight the clocks skip. */
const beginningOfDay = (midnight: number, timeZone: string): number => midnight - offsetIn(timeZone)(midnight - DAY);

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetIn(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const fields = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  };
}
