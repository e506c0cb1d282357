import { describe, expect, it } from 'vitest';
import { MinuteLimit } from '../../src/core/minute-limit.ts';

const go = { kind: 'go' };
const times = (count: number, take: () => unknown): unknown[] => Array.from({ length: count }, take);

describe('a limit a minute', () => {
  it('lets somebody come so often, then says until when, and that it is the first time', () => {
    let now = 1_000;
    const limit = new MinuteLimit(2, () => now);
    const over = { kind: 'over', until: 61_000 };
    expect(times(4, () => limit.take('a'))).toEqual([go, go, { ...over, first: true }, { ...over, first: false }]);
    now += 60_000;
    expect(limit.take('a')).toEqual(go);
  });

  it('counts each alone', () => {
    const limit = new MinuteLimit(1, () => 0);
    expect([limit.take('a'), limit.take('b')]).toEqual([go, go]);
    expect(limit.take('a').kind).toBe('over');
  });

  it('of 0 is none', () => {
    const limit = new MinuteLimit(0, () => 0);
    expect(new Set(times(5_000, () => limit.take('a').kind))).toEqual(new Set(['go']));
  });

  it('remembers who comes often, however many others come meanwhile', () => {
    const limit = new MinuteLimit(10, () => 0);
    times(10, () => limit.take('often'));
    for (let n = 0; n < 60_000; n++) {
      limit.take(`stranger ${n}`);
      if (n % 1_000 === 0) expect(limit.take('often').kind).toBe('over');
    }
  });

  it('forgets those who have been quiet longest: a crowd fills no memory', () => {
    const limit = new MinuteLimit(1, () => 0);
    times(2, () => limit.take('quiet'));
    for (let n = 0; n < 50_000; n++) limit.take(`stranger ${n}`);
    expect(limit.take('quiet')).toEqual(go);
  });
});
