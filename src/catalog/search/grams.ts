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

interface Postings {
  readonly texts: Int32Array;
  readonly counts: Float64Array;
  /** Squared rarity: both texts count by it. */
  readonly worth: number;
}

/** The likeness is the cosine of the counts of 3-grams, each worth its rarity. An inverted list keeps it fast. */
export function buildGramIndex(texts: readonly string[]): GramIndex {
  const lists = new Map<string, { readonly texts: number[]; readonly counts: number[] }>();
  texts.forEach((text, index) => {
    for (const [gram, count] of countsOf(text)) {
      const list = lists.get(gram) ?? { texts: [], counts: [] };
      list.texts.push(index);
      list.counts.push(count);
      lists.set(gram, list);
    }
  });
  const worthOf = (found: number): number => Math.log(1 + texts.length / (0.5 + found)) ** 2;
  const postings = new Map<string, Postings>();
  const lengths = new Float64Array(texts.length);
  for (const [gram, list] of lists) {
    const worth = worthOf(list.texts.length);
    postings.set(gram, { texts: Int32Array.from(list.texts), counts: Float64Array.from(list.counts), worth });
    list.texts.forEach((index, at) => {
      lengths[index] = (lengths[index] ?? 0) + (list.counts[at] ?? 0) ** 2 * worth;
    });
  }

  const products = new Float64Array(texts.length);
  const touched = new Int32Array(texts.length);
  return (text, visit) => {
    let found = 0;
    let length = 0;
    for (const [gram, count] of countsOf(text.slice(0, TEXT_MAX))) {
      const list = postings.get(gram);
      const worth = list?.worth ?? worthOf(0);
      length += count ** 2 * worth;
      if (!list) continue;
      for (let at = 0; at < list.texts.length; at++) {
        const index = list.texts[at] ?? 0;
        if (products[index] === 0) touched[found++] = index;
        products[index] = (products[index] ?? 0) + count * (list.counts[at] ?? 0) * worth;
      }
    }
    for (let at = 0; at < found; at++) {
      const index = touched[at] ?? 0;
      visit(index, (products[index] ?? 0) / Math.sqrt(length * (lengths[index] ?? 1)));
      products[index] = 0;
    }
  };
}

function countsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const gram of gramsOf(text, SIZE)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}
