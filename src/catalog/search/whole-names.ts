import type { AskedWord, Lexicon } from './lexicon.ts';
import { isName, type Phrase } from './subjects.ts';

/** Names and aliases that stand wholly in the question: calls `visit` with each, and its share of the question. */
export type WholeNames = (words: readonly AskedWord[], visit: (phrase: number, share: number) => void) => void;

export function buildWholeNames(phrases: readonly Phrase[], { phraseTerms }: Lexicon): WholeNames {
  const first = new Map<string, number>();
  // the next phrase of the same words, by the one before it
  const next = new Int32Array(phrases.length).fill(-1);
  let longest = 0;
  for (let phrase = phrases.length - 1; phrase >= 0; phrase--) {
    const one = phrases[phrase];
    const terms = phraseTerms[phrase] ?? [];
    if (!one || !isName(one) || terms.length === 0) continue;
    const key = terms.join(' ');
    next[phrase] = first.get(key) ?? -1;
    first.set(key, phrase);
    longest = Math.max(longest, terms.length);
  }
  return (words, visit) => {
    const total = words.reduce((sum, { mass }) => sum + mass, 0);
    for (let from = 0; from < words.length; from++) {
      let key = '';
      let mass = 0;
      for (const word of words.slice(from, from + longest)) {
        if (word.term === null) break;
        key += key === '' ? word.term : ` ${word.term}`;
        mass += word.mass;
        for (let phrase = first.get(key) ?? -1; phrase >= 0; phrase = next[phrase] ?? -1) visit(phrase, mass / total);
      }
    }
  };
}
