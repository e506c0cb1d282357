import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Postings } from '../../src/catalog/search/postings.ts';

const KEYS = 12;

describe('postings', () => {
  it('give for each key the things that hold it, in their order', () => {
    const keysOf = fc.array(fc.array(fc.nat(KEYS - 1), { maxLength: 6 }), { maxLength: 20 });
    fc.assert(
      fc.property(keysOf, (keysOf) => {
        const postings = new Postings(KEYS, keysOf);
        for (let key = 0; key < KEYS; key++) {
          const holders = keysOf.flatMap((held, thing) => held.filter((one) => one === key).map(() => thing));
          expect([...postings.things.slice(postings.start(key), postings.end(key))]).toEqual(holders);
        }
      }),
    );
  });
});
