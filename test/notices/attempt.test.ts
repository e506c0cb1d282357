import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter } from '../../src/notices/attempt.ts';

const MINUTE = 60_000;
const attempts = fc.integer({ min: 1, max: 200 });

describe('the pause before another attempt', () => {
  it('doubles from a second to ten minutes, up to a half of it left out at random', () => {
    for (const [n, longest] of [
      [1, 1_000],
      [2, 2_000],
      [5, 16_000],
      [10, 512_000],
      [11, 10 * MINUTE],
      [200, 10 * MINUTE],
    ] as const) {
      const pauses = Array.from({ length: 200 }, () => pauseAfter(n, null));
      expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(longest / 2);
      expect(new Set(pauses).size).toBeGreaterThan(50);
    }
  });

  it('is never shorter than what the channel asked for', () => {
    fc.assert(
      fc.property(attempts, fc.nat(1e9), (n, asked) => {
        expect(pauseAfter(n, asked)).toBeGreaterThanOrEqual(asked);
      }),
    );
  });

  it('is a whole number of milliseconds', () => {
    fc.assert(fc.property(attempts, (n) => Number.isInteger(pauseAfter(n, null))));
  });
});
