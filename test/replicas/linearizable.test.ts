import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf, type Read, type Write } from './linearizable.ts';

const write = (version: number, asked: number, answered: number): Write => ({ version, asked, answered });
const read = (version: number, asked: number, answered: number): Read => ({
  asked,
  answered,
  fits: (other) => other === version,
  saw: `version ${version}`,
});

describe('a history of one setting', () => {
  it('is linearizable where each read sees the last write before it', () => {
    expect(problemsOf([write(1, 0, 1), write(2, 4, 5)], [read(1, 2, 3), read(2, 6, 7)])).toEqual([]);
  });

  it('is linearizable where reads during a write see it or not', () => {
    expect(problemsOf([write(1, 0, 10)], [read(0, 1, 2), read(1, 3, 4), read(1, 5, 6)])).toEqual([]);
  });

  it('is linearizable where a write without an answer happened or did not', () => {
    const unanswered = write(1, 0, Number.POSITIVE_INFINITY);
    expect(problemsOf([unanswered], [read(0, 5, 6), read(1, 7, 8)])).toEqual([]);
  });

  it.each<[string, Write[], Read[]]>([
    ['a read that misses a write answered before', [write(1, 0, 1)], [read(0, 2, 3)]],
    ['a read of what nobody had asked for yet', [write(1, 2, 3)], [read(1, 0, 1)]],
    ['a read that goes back behind another', [write(1, 0, 10)], [read(1, 1, 2), read(0, 3, 4)]],
    ['a write that comes before one that it had waited for', [write(2, 0, 1), write(1, 2, 3)], []],
    ['a read of a version that never was', [write(1, 0, 1)], [read(2, 2, 3)]],
  ])('is not linearizable with %s', (_, writes, reads) => {
    expect(problemsOf(writes, reads)).toHaveLength(1);
  });

  const step = fc.record({ kind: fc.constantFrom('write', 'read'), before: fc.nat(30), after: fc.nat(30) });
  it('is linearizable however long before and after its moment each was asked and answered', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let version = 0;
        const [writes, reads]: [Write[], Read[]] = [[], []];
        for (const [moment, { kind, before, after }] of steps.entries()) {
          const [asked, answered] = [10 * moment - before, 10 * moment + after];
          if (kind === 'write') writes.push(write(++version, asked, answered));
          else reads.push(read(version, asked, answered));
        }
        expect(problemsOf(writes, reads)).toEqual([]);
      }),
    );
  });

  it('is not linearizable where any one read saw the version before the last that was answered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(9), (count, n) => {
        const writes = Array.from({ length: count }, (_, i) => write(i + 1, 10 * i, 10 * i + 1));
        const at = n % count;
        expect(problemsOf(writes, [read(at, 10 * at + 2, 10 * at + 3)])).toHaveLength(1);
      }),
    );
  });
});
