import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pace, paceAfter } from '../../../src/core/notices/pace.ts';

/** Teams' own words: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const LIMITS: ReadonlyArray<readonly [sends: number, seconds: number]> = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1_800, 3_600],
];

/** Whether one more send at `at` keeps to every limit, the milliseconds at both ends of a window counted as within. */
const allowed = (sends: readonly number[], at: number): boolean =>
  LIMITS.every(([most, seconds]) => sends.filter((sent) => sent >= at - seconds * 1_000).length < most);

/** Sends as soon as the pace allows after each of these pauses. */
function sendAfter(pauses: readonly number[]): readonly { readonly at: number; readonly pace: Pace }[] {
  const sends: { at: number; pace: Pace }[] = [];
  let pace: Pace = { recent: [], freeAt: 0 };
  let now = 0;
  for (const pause of pauses) {
    now = Math.max(now + pause, pace.freeAt);
    pace = paceAfter(pace.recent, now);
    sends.push({ at: now, pace });
  }
  return sends;
}

describe('the pace of one conversation', () => {
  const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(300), fc.nat(40_000)), { maxLength: 150 });

  it('keeps to every limit of Teams, whenever something is sent', () => {
    fc.assert(
      fc.property(pauses, (given) => {
        const times = sendAfter(given).map(({ at }) => at);
        for (const [n, at] of times.entries()) expect(allowed(times.slice(0, n), at)).toBe(true);
      }),
    );
  });

  it('waits no longer than the limits ask', () => {
    fc.assert(
      fc.property(pauses, (given) => {
        const sends = sendAfter(given);
        const times = sends.map(({ at }) => at);
        for (const [n, { at, pace }] of sends.entries()) {
          if (pace.freeAt > at) expect(allowed(times.slice(0, n + 1), pace.freeAt - 1)).toBe(false);
        }
      }),
    );
  });

  it('sends 7 at once, 60 in half a minute and 1,800 in an hour', () => {
    const times = sendAfter(Array.from({ length: 1_801 }, () => 0)).map(({ at }) => at);
    expect(times.filter((at) => at === 0)).toHaveLength(7);
    expect(times.filter((at) => at <= 30_000)).toHaveLength(60);
    expect(times.filter((at) => at <= 3_600_000)).toHaveLength(1_800);
  });

  it('keeps no more of the past than the limits look at', () => {
    const { recent } = paceAfter([0, 1, 2], 3_600_002);
    expect(recent).toEqual([3_600_002]);
    expect(sendAfter(Array.from({ length: 1_900 }, () => 0)).at(-1)?.pace.recent.length).toBeLessThanOrEqual(1_800);
  });
});
