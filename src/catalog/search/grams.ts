import { Postings } from './postings.ts';

/** The runs of `size` characters in a text, its ends marked with a space. */
export function gramsOf(text: string, size: number): readonly string[] {
  const marked = ` ${text} `;
  const grams: string[] = [];
  for (let at = 0; at + size <= marked.length; at++) grams.push(marked.slice(at, at + size));
  return grams;
}

/** The grams of some texts, numbered: each by its letters, and those that each text holds, in order. */
export function numberGrams(texts: readonly string[], size: number) {
  const ids = new Map<string, number>();
  const gramsIn = texts.map((text) =>
    gramsOf(text, size).map((gram) => {
      const id = ids.get(gram) ?? ids.size;
      ids.set(gram, id);
      return id;
    }),
  );
  return { ids, gramsIn };
}

/** How alike the letters of a question and of names are: calls `visit` with each text that shares a run of letters. */
export type GramIndex = (text: string, visit: (index: number, likeness: number) => void) => void;

const SIZE = 3;
/** Longest text compared: a longer question is no misspelt name. */
const TEXT_MAX = 120;
/** A gram that stands in more than this share of the texts tells nothing, and costs the most. */
const COMMON = 0.1;

/** The likeness is the cosine of the 3-grams that two texts hold, each worth its rarity squared. */
export function buildGramIndex(texts: readonly string[]): GramIndex {
  const { ids, gramsIn: allIn } = numberGrams(texts, SIZE);
  const gramsIn = allIn.map((grams) => new Set(grams));
  const worthOf = (found: number): number => Math.log(1 + texts.length / (0.5 + found)) ** 2;
  const counts = new Int32Array(ids.size);
  for (const grams of gramsIn) for (const id of grams) counts[id] = (counts[id] ?? 0) + 1;
  const worths = Float64Array.from(counts, (count) => (count > texts.length * COMMON ? 0 : worthOf(count)));
  const lengths = new Float64Array(texts.length);
  gramsIn.forEach((grams, text) => {
    for (const id of grams) lengths[text] = (lengths[text] ?? 0) + (worths[id] ?? 0);
  });
  const textsWith = new Postings(
    ids.size,
    gramsIn.map((grams) => [...grams].filter((id) => worths[id] !== 0)),
  );

  const products = new Float64Array(texts.length);
  const touched = new Int32Array(texts.length);
  return (text, visit) => {
    let found = 0;
    let length = 0;
    for (const gram of new Set(gramsOf(text.slice(0, TEXT_MAX), SIZE))) {
      const id = ids.get(gram);
      const worth = (id === undefined ? undefined : worths[id]) ?? worthOf(0);
      length += worth;
      if (id === undefined) continue;
      for (let at = textsWith.start(id); at < textsWith.end(id); at++) {
        const index = textsWith.things[at] ?? 0;
        const product = products[index] ?? 0;
        if (product === 0) touched[found++] = index;
        products[index] = product + worth;
      }
    }
    for (let at = 0; at < found; at++) {
      const index = touched[at] ?? 0;
      visit(index, (products[index] ?? 0) / Math.sqrt(length * (lengths[index] ?? 1)));
      products[index] = 0;
    }
  };
}
