import type { AskedWord, Lexicon } from './lexicon.ts';
import { isName, type Phrase } from './subjects.ts';

/** Names and aliases that stand wholly in the question: calls `visit` with each, and its share of the question. */
export type WholeNames = (words: readonly AskedWord[], visit: (phrase: number, share: number) => void) => void;

export function buildWholeNames(phrases: readonly Phrase[], { phraseTerms }: Lexicon): WholeNames {
  const names = new Map<string, number[]>();
  let longest = 0;
  phrases.forEach((one, phrase) => {
    const terms = phraseTerms[phrase] ?? [];
    if (!isName(one) || terms.length === 0) return;
    const key = terms.join(' ');
    names.set(key, [...(names.get(key) ?? []), phrase]);
    longest = Math.max(longest, terms.length);
  });
  return (words, visit) => {
    const total = words.reduce((sum, { mass }) => sum + mass, 0);
    for (let from = 0; from < words.length; from++) {
      let key = '';
      let mass = 0;
      for (const word of words.slice(from, from + longest)) {
        if (word.term === null) break;
        key += key === '' ? word.term : ` ${word.term}`;
        mass += word.mass;
        for (const phrase of names.get(key) ?? []) visit(phrase, mass / total);
      }
    }
  };
}
