import type { AskedWord, Lexicon } from './lexicon.ts';
import type { Phrase } from './subjects.ts';

/** Calls `visit` with each page that does not know a product which the question names. */
export type OtherProducts = (words: readonly AskedWord[], visit: (page: number) => void) => void;

interface Product {
  readonly terms: readonly number[];
  readonly knownBy: Set<number>;
}

/** `pages`: how many of the subjects are pages; they come first. */
export function buildOtherProducts(
  names: readonly string[],
  phrases: readonly Phrase[],
  pages: number,
  { termsOf, phraseTerms }: Lexicon,
): OtherProducts {
  const byFirst = new Map<number, Product[]>();
  for (const terms of names.map(termsOf)) {
    const [first] = terms;
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), { terms, knownBy: new Set() }]);
  }
  const productsIn = (terms: readonly (number | null)[]): readonly Product[] =>
    terms.flatMap((term, at) =>
      term === null
        ? []
        : (byFirst.get(term) ?? []).filter((product) => product.terms.every((t, i) => terms[at + i] === t)),
    );
  phrases.forEach(({ subject }, phrase) => {
    const terms = phraseTerms[phrase] ?? [];
    if (subject >= pages || !terms.some((term) => byFirst.has(term))) return;
    for (const { knownBy } of productsIn(terms)) knownBy.add(subject);
  });
  return (words, visit) => {
    const named = productsIn(words.map(({ term }) => term));
    if (named.length === 0) return;
    for (let page = 0; page < pages; page++) {
      if (!named.every(({ knownBy }) => knownBy.has(page))) visit(page);
    }
  };
}
