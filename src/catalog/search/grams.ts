/** The runs of `size` characters in a text, its ends marked with a space. */
export function gramsOf(text: string, size: number): readonly string[] {
  const marked = ` ${text} `;
  const grams: string[] = [];
  for (let at = 0; at + size <= marked.length; at++) grams.push(marked.slice(at, at + size));
  return grams;
}

/** How alike the letters of a question and of names are: calls `visit` with each text that shares a run of letters. */
export type GramIndex = (text: string, visit: (index: number, likeness: number) => void) => void;

const SIZE = 3;
/** Longest text compared: a longer question is no misspelt name. */
const TEXT_MAX = 120;
/** A gram that stands in more than this share of the texts tells nothing, and costs the most. */
const COMMON = 0.1;

interface Postings {
  readonly texts: Int32Array;
  /** Its rarity, squared: both texts count by it. */
  readonly worth: number;
}

/** The likeness is the cosine of the 3-grams that two texts hold, each worth its rarity. */
export function buildGramIndex(texts: readonly string[]): GramIndex {
  const lists = new Map<string, number[]>();
  texts.forEach((text, index) => {
    for (const gram of gramsOf(text, SIZE)) {
      const list = lists.get(gram);
      if (!list) lists.set(gram, [index]);
      else if (list.at(-1) !== index) list.push(index);
    }
  });
  const worthOf = (found: number): number => Math.log(1 + texts.length / (0.5 + found)) ** 2;
  const postings = new Map<string, Postings>();
  const lengths = new Float64Array(texts.length);
  for (const [gram, list] of lists) {
    const isCommon = list.length > texts.length * COMMON;
    const worth = isCommon ? 0 : worthOf(list.length);
    for (const index of list) lengths[index] = (lengths[index] ?? 0) + worth;
    postings.set(gram, { texts: Int32Array.from(isCommon ? [] : list), worth });
  }

  const products = new Float64Array(texts.length);
  const touched = new Int32Array(texts.length);
  return (text, visit) => {
    let found = 0;
    let length = 0;
    for (const gram of new Set(gramsOf(text.slice(0, TEXT_MAX), SIZE))) {
      const list = postings.get(gram);
      length += list?.worth ?? worthOf(0);
      if (!list) continue;
      for (const index of list.texts) {
        const product = products[index] ?? 0;
        if (product === 0) touched[found++] = index;
        products[index] = product + list.worth;
      }
    }
    for (let at = 0; at < found; at++) {
      const index = touched[at] ?? 0;
      visit(index, (products[index] ?? 0) / Math.sqrt(length * (lengths[index] ?? 1)));
      products[index] = 0;
    }
  };
}
