import type { AskedWord, Lexicon, Reading } from './lexicon.ts';
import { Postings } from './postings.ts';
import type { Phrase } from './subjects.ts';

/** How well single names, aliases and tasks fit the question: calls `visit` with each that shares a word with it. */
export type PhraseMatch = (words: readonly AskedWord[], visit: (phrase: number, fit: number) => void) => void;

/** The fit is the weight of the words that both have, over the geometric mean of both weights: 1 where all are shared. */
export function buildPhraseMatch(phrases: readonly Phrase[], { size, idf, phraseTerms }: Lexicon): PhraseMatch {
  const termsOf = phrases.map(({ kind }, phrase) => new Set(kind === 'menu' ? [] : phraseTerms[phrase]));
  const masses = new Float64Array(phrases.length);
  termsOf.forEach((terms, phrase) => {
    for (const term of terms) masses[phrase] = (masses[phrase] ?? 0) + (idf[term] ?? 0);
  });
  const phrasesWith = new Postings(size, termsOf);

  const shared = new Float64Array(phrases.length);
  // the last word that a phrase was met by: each word counts once, by its strongest reading there
  const metBy = new Int32Array(phrases.length).fill(-1);
  const touched = new Int32Array(phrases.length);
  return (words, visit) => {
    const total = words.reduce((sum, { mass }) => sum + mass, 0);
    let count = 0;
    words.forEach(({ readings }, word) => {
      for (const { term, weight } of [...readings].sort(strongestFirst)) {
        const worth = weight * (idf[term] ?? 0);
        for (let at = phrasesWith.start(term); at < phrasesWith.end(term); at++) {
          const phrase = phrasesWith.things[at] ?? 0;
          if (metBy[phrase] === word) continue;
          if (shared[phrase] === 0) touched[count++] = phrase;
          metBy[phrase] = word;
          shared[phrase] = (shared[phrase] ?? 0) + worth;
        }
      }
    });
    for (let at = 0; at < count; at++) {
      const phrase = touched[at] ?? 0;
      visit(phrase, (shared[phrase] ?? 0) / Math.sqrt(total * (masses[phrase] ?? 1)));
      shared[phrase] = 0;
      metBy[phrase] = -1;
    }
  };
}

const strongestFirst = (a: Reading, b: Reading): number => b.weight - a.weight;
