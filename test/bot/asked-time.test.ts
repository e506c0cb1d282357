import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAskedTime } from '../../src/bot/asked-time.ts';
import { knownZone } from '../../src/bot/time-zone.ts';
import { BadTime } from '../../src/core/errors.ts';
import { DURATIONS } from '../../src/core/settings/until.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-24T12:00:00Z');

const during = (text: string) => readAskedTime({ kind: 'for', text }, NOW, 'UTC') - NOW;
const until = (text: string, zone?: string, now = NOW) =>
  new Date(readAskedTime({ kind: 'until', text }, now, zone)).toISOString();
const problemOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof BadTime) return error.problem;
    throw error;
  }
  return 'none';
};

describe('for a while', () => {
  it.each([
    ['4h', 4 * HOUR],
    ['4H', 4 * HOUR],
    ['4 hours', 4 * HOUR],
    ['1 hr', HOUR],
    ['90m', 1.5 * HOUR],
    ['90 minutes', 1.5 * HOUR],
    ['1d', DAY],
    ['3 days', 3 * DAY],
    ['2w', 14 * DAY],
    ['1 week', 7 * DAY],
  ])('%s', (text, length) => {
    expect(during(text)).toBe(length);
  });

  it('is as long as the form’s own choices', () => {
    expect([during('4h'), during('1d'), during('3d'), during('1w'), during('2w')]).toEqual(Object.values(DURATIONS));
  });

  it.each([
    '',
    '5 bananas',
    '-4h',
    '0h',
    '00 d',
    '4',
    'h',
    '1.5h',
    '4h 30m',
    '4hd',
    '٤h',
    '1e3h',
    '4 \n h',
    `4${' '.repeat(99)}h`,
  ])('cannot be read from %o', (text) => {
    expect(problemOf(() => during(text))).toBe('unreadable');
  });

  it('ends within two years', () => {
    expect(problemOf(() => during('999999999999d'))).toBe('too-far');
    expect(problemOf(() => during(`${'9'.repeat(50)}w`))).toBe('too-far');
    expect(during('104w')).toBe(728 * DAY);
  });
});

describe('until a time', () => {
  it('is a wall clock’s time in the person’s zone', () => {
    expect(until('2026-12-24 18:00', 'Europe/Berlin')).toBe('2026-12-24T17:00:00.000Z');
    expect(until('2026-12-24t18:00', 'America/New_York')).toBe('2026-12-24T23:00:00.000Z');
    expect(until('2026-12-24 8:05', 'Asia/Kathmandu')).toBe('2026-12-24T02:20:00.000Z');
    expect(until('2027-07-01 18:00', 'Europe/Berlin')).toBe('2027-07-01T16:00:00.000Z');
  });

  it.each([[undefined], [''], ['Nowhere/Land'], ['W. Europe Standard Time']])(
    'is in UTC where the zone is %o',
    (zone) => {
      expect(until('2026-12-24 18:00', zone)).toBe('2026-12-24T18:00:00.000Z');
      expect(knownZone(zone)).toBe('UTC');
    },
  );

  it('is the day’s beginning where it has no hour', () => {
    expect(until('2026-12-24')).toBe('2026-12-24T00:00:00.000Z');
    expect(until('2026-12-24', 'Pacific/Auckland')).toBe('2026-12-23T11:00:00.000Z');
  });

  it('is the day’s beginning where the clocks skip midnight, or show it twice', () => {
    expect(until('2027-04-30', 'Africa/Cairo')).toBe('2027-04-29T22:00:00.000Z');
    expect(until('2027-10-31', 'Atlantic/Azores')).toBe('2027-10-31T00:00:00.000Z');
  });

  it.each([
    ...[
      '',
      'someday',
      '2026-02-30',
      '2027-13-01',
      '2026-12-24 25:61',
      '2026-12-24 24:00',
      '2026-12-24 18',
      '24.12.2026',
    ],
    ...['2026-12-24  18:00', '2026-12-24 18:00:00', '2026-12-24 18:00Z', '26-12-24', '2027-00-10', '+2027-01-01'],
  ])('cannot be read from %o', (text) => {
    expect(problemOf(() => until(text))).toBe('unreadable');
  });

  it('has not passed, and is not two years away', () => {
    expect(problemOf(() => until('2020-01-01 10:00'))).toBe('past');
    expect(problemOf(() => until('2026-11-24'))).toBe('past');
    expect(problemOf(() => until('2026-11-24 12:00'))).toBe('past');
    expect(until('2026-11-24 12:01')).toBe('2026-11-24T12:01:00.000Z');
    expect(problemOf(() => until('2030-01-01'))).toBe('too-far');
    expect(problemOf(() => until('0001-01-01'))).toBe('past');
  });

  it('exists, and exists once: no clock shows it while clocks go forward, and two moments have it while they go back', () => {
    expect(problemOf(() => until('2027-03-28 02:30', 'Europe/Berlin'))).toBe('unreadable');
    expect(problemOf(() => until('2027-10-31 02:30', 'Europe/Berlin'))).toBe('ambiguous');
    expect(until('2027-10-31 01:59', 'Europe/Berlin')).toBe('2027-10-30T23:59:00.000Z');
    expect(until('2027-10-31 03:00', 'Europe/Berlin')).toBe('2027-10-31T02:00:00.000Z');
  });

  it('repeats what was typed, in its first letters where it is long', () => {
    expect(() => during('5 bananas')).toThrow(expect.objectContaining({ given: '5 bananas' }));
    expect(() => during('9'.repeat(500))).toThrow(expect.objectContaining({ given: `${'9'.repeat(60)}…` }));
  });

  it('shows the same time on the zone’s clocks, in every zone; where none or two do, it is refused', () => {
    const minute = fc.integer({ min: 0, max: 725 * 24 * 60 }).map((minutes) => NOW + DAY + minutes * 60_000);
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(zone, minute, (timeZone, at) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
        const typed = format.format(at);
        const moments = [-2, -1, -0.5, 0, 0.5, 1, 2].filter((hours) => format.format(at + hours * HOUR) === typed);
        const read = () => until(typed, timeZone);
        if (moments.length > 1) expect(problemOf(read)).toBe('ambiguous');
        else expect(read()).toBe(new Date(at).toISOString());
      }),
      { numRuns: 500 },
    );
  });
});
