import { distance } from '../../core/nearest.ts';
import { gramsOf, numberGrams } from './grams.ts';
import { Postings } from './postings.ts';

/** Letters from which on one wrong letter, and two, are repaired. */
export const ONE_WRONG_FROM = 4;
const TWO_WRONG_FROM = 7;
/** Longest word that is looked at for a slip: German ones are long. */
const WORD_MAX = 40;
/** A wrong letter changes two pairs of letters, a swap three. */
const PAIRS_A_SLIP = 3;

/** The word that a misspelt one was meant to be; undefined where none is near. */
export type TypoRepair = (text: string) => string | undefined;

/** `counts`: the words that are known, and how often each is used. */
export function buildTypoRepair(counts: ReadonlyMap<string, number>): TypoRepair {
  const words = [...counts.keys()];
  const { ids, gramsIn } = numberGrams(words, 2);
  const wordsWith = new Postings(ids.size, gramsIn);
  const shared = new Uint16Array(words.length);

  /** Words that share so many pairs that they may be near. */
  const candidates = (text: string, allowed: number): readonly string[] => {
    const asked = gramsOf(text, 2);
    const touched: number[] = [];
    for (const pair of asked) {
      const id = ids.get(pair);
      if (id === undefined) continue;
      for (let at = wordsWith.start(id); at < wordsWith.end(id); at++) {
        const index = wordsWith.things[at] ?? 0;
        if (shared[index] === 0) touched.push(index);
        shared[index] = (shared[index] ?? 0) + 1;
      }
    }
    const least = asked.length - allowed * PAIRS_A_SLIP;
    const near = touched.filter((index) => (shared[index] ?? 0) >= least);
    for (const index of touched) shared[index] = 0;
    return near.map((index) => words[index] ?? '').filter((word) => Math.abs(word.length - text.length) <= allowed);
  };

  /** Of two equally near words the one that begins alike, then the one that is used more. */
  const isBetter = (text: string, word: string, other: string): boolean => {
    const begins = [word, other].map((candidate) => candidate[0] === text[0]);
    if (begins[0] !== begins[1]) return begins[0] === true;
    return (counts.get(word) ?? 0) > (counts.get(other) ?? 0);
  };

  return (text) => {
    if (text.length < ONE_WRONG_FROM || text.length > WORD_MAX) return undefined;
    const allowed = text.length >= TWO_WRONG_FROM ? 2 : 1;
    let best: { readonly word: string; readonly wrong: number } | undefined;
    for (const word of candidates(text, allowed)) {
      const wrong = distance(text, word);
      if (wrong > allowed) continue;
      if (!best || wrong < best.wrong || (wrong === best.wrong && isBetter(text, word, best.word))) {
        best = { word, wrong };
      }
    }
    return best?.word;
  };
}
