import type { AskedWord } from './lexicon.ts';
import type { Phrase } from './subjects.ts';

/** Calls `visit` with each subject that does not know a product which the question names. */
export type OtherProducts = (words: readonly AskedWord[], visit: (subject: number) => void) => void;

/** Of the `pages` first subjects. */
export function buildOtherProducts(
  products: readonly (readonly number[])[],
  phrases: readonly Phrase[],
  termsOf: readonly (readonly number[])[],
  pages: number,
): OtherProducts {
  const keys = new Map(
    products.filter(({ length }) => length > 0).map((terms) => [terms.join(' '), new Set<number>()]),
  );
  const longest = Math.max(...products.map(({ length }) => length), 1);
  phrases.forEach(({ subject }, phrase) => {
    if (subject < pages) for (const key of runs(termsOf[phrase] ?? [], longest)) keys.get(key)?.add(subject);
  });
  return (words, visit) => {
    const terms = words.flatMap(({ term }) => term ?? []);
    const named = [...runs(terms, longest)].flatMap((key) => keys.get(key) ?? []);
    if (named.length === 0) return;
    for (let subject = 0; subject < pages; subject++) {
      if (!named.every((knowing) => knowing.has(subject))) visit(subject);
    }
  };
}

/** All runs of one term to `longest` terms, as keys. */
function* runs(terms: readonly number[], longest: number): Generator<string> {
  for (let from = 0; from < terms.length; from++) {
    let key = '';
    for (const term of terms.slice(from, from + longest)) {
      key += key === '' ? term : ` ${term}`;
      yield key;
    }
  }
}
