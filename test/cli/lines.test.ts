import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/lines.ts';

const read = (...pieces: readonly string[]) => Array.fromAsync(linesOf(Readable.from(pieces)));

describe('the lines of an input', () => {
  it('are parted by line feeds, with or without a carriage return', async () => {
    expect(await read('one\ntwo\r\n\nthree')).toEqual(['one', 'two', '', 'three']);
    expect(await read('one\n')).toEqual(['one']);
    expect(await read()).toEqual([]);
  });

  it('may hold what other programs take for the end of a line', async () => {
    expect(await read('a\u2028b\u2029c\u0085d\re\n')).toEqual(['a\u2028b\u2029c\u0085d\re']);
  });

  it('are the same however the input comes in pieces', async () => {
    const piece = fc.string({ unit: fc.constantFrom('a', '\n', '\r', ' '), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        expect(await read(...pieces)).toEqual(await read(pieces.join('')));
      }),
    );
  });

  it('are cut where one is endless', async () => {
    const [line, ...more] = await read(...Array.from({ length: 300 }, () => 'x'.repeat(1_000)), '\nnext');
    expect(line).toHaveLength(100_000);
    expect(more).toEqual(['next']);
  });
});
