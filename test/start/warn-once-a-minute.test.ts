import { describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/core/errors.ts';
import { MINUTE } from '../../src/core/time.ts';
import { warnOnceAMinute } from '../../src/start/warn-once-a-minute.ts';

describe('A failure that comes again and again', () => {
  let now = 0;
  const lines: unknown[] = [];
  const warn = warnOnceAMinute({ warn: (...line) => void lines.push(line) }, 'notices wait', () => now);
  const gone = new StorageUnavailable('gone');

  it('is logged at once, with what it is', () => {
    warn(gone);
    expect(lines.splice(0)).toEqual([[{ err: gone }, 'notices wait']]);
  });

  it('is not repeated within the minute', () => {
    now += MINUTE - 1;
    warn(new StorageUnavailable('gone'));
    expect(lines.splice(0)).toEqual([]);
  });

  it('hides no other failure', () => {
    const full = new StorageUnavailable('full');
    warn(full);
    expect(lines.splice(0)).toEqual([[{ err: full }, 'notices wait']]);
  });

  it('is logged anew after a minute', () => {
    now += 1;
    warn(gone);
    expect(lines.splice(0)).toEqual([[{ err: gone }, 'notices wait']]);
  });
});
