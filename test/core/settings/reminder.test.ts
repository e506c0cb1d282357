import { describe, expect, it } from 'vitest';
import { reminderAfter } from '../../../src/core/settings/reminder.ts';
import { change } from '../../cards/samples.ts';
import { DAY, HOUR } from '../../world/notices.ts';
import { NOON } from '../../world/settings.ts';

const off = (until: number | null) => change(1, { at: NOON, until }).receipt;

describe('a reminder', () => {
  it.each([
    ['an hour before the end', 4 * HOUR, 3 * HOUR],
    ['an hour before the end, however far away', 300 * DAY, 300 * DAY - HOUR],
    ['in the middle of a shorter time', HOUR, HOUR / 2],
    ['in the middle of two hours', 2 * HOUR, HOUR],
  ])('comes %s', (_when, lasts, after) => {
    expect(reminderAfter(off(NOON + lasts))).toEqual({ kind: 'ends-soon', at: NOON + after });
  });

  it('comes after fourteen days where no end is set', () => {
    expect(reminderAfter(off(null))).toEqual({ kind: 'still-off', at: NOON + 14 * DAY });
  });

  it('does not come of a time so short that nobody forgets it', () => {
    expect(reminderAfter(off(NOON + HOUR / 2 - 1))).toBeNull();
    expect(reminderAfter(off(NOON + HOUR / 2))).toMatchObject({ kind: 'ends-soon' });
  });

  it('does not come of what is on', () => {
    expect(reminderAfter(change(1, { from: 'off', to: 'on', until: null }).receipt)).toBeNull();
  });
});
