import type { AskedWord, Lexicon } from './lexicon.ts';
import type { Phrase, PhraseKind } from './subjects.ts';

/** How much a word counts by where it stands: names, tasks and menus of a subject are one bag of words. */
const FIELD_WEIGHT: Readonly<Record<PhraseKind, number>> = { name: 1, alias: 1, translation: 1, task: 1, menu: 0.5 };
/** BM25's own parameters, chosen on practice questions and hidden tasks (docs/answers.md). */
const K1 = 3;
const B = 0.4;
/** The usual score of a good answer: brings the sum to the size of the other evidence. */
const USUAL = 20;

/** The subjects that a term stands in, and what it is worth there. */
interface Postings {
  readonly subjects: Int32Array;
  readonly worth: Float64Array;
}

/** BM25 over subjects. Adds each subject's score to `scores`. */
export type Bm25 = (words: readonly AskedWord[], scores: Float64Array) => void;

export function buildBm25(
  phrases: readonly Phrase[],
  subjects: number,
  { size, originals, idf, phraseTerms }: Lexicon,
): Bm25 {
  const frequencies = Array.from({ length: size }, () => new Map<number, number>());
  const lengths = new Float64Array(subjects);
  phrases.forEach(({ subject, kind }, phrase) => {
    const weight = FIELD_WEIGHT[kind];
    for (const term of phraseTerms[phrase] ?? []) {
      // a product's name in each translation would make it the subject's favourite word
      if (kind === 'translation' && term < originals) continue;
      const counts = frequencies[term];
      counts?.set(subject, (counts.get(subject) ?? 0) + weight);
      if (kind !== 'translation') lengths[subject] = (lengths[subject] ?? 0) + weight;
    }
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / subjects;
  const postings = frequencies.map((counts, term): Postings => {
    const worth = [...counts].map(([subject, count]) => {
      const frequency = count / (1 - B + (B * (lengths[subject] ?? 0)) / average);
      return ((idf[term] ?? 0) * frequency * (K1 + 1)) / (frequency + K1) / USUAL;
    });
    return { subjects: Int32Array.from(counts.keys()), worth: Float64Array.from(worth) };
  });

  // what the present word is worth to each subject: the best of its readings, not their sum
  const best = new Float64Array(subjects);
  const touched = new Int32Array(subjects);
  return (words, scores) => {
    for (const { readings } of words) {
      let count = 0;
      for (const { term, weight } of readings) {
        const list = postings[term];
        if (!list) continue;
        for (let at = 0; at < list.subjects.length; at++) {
          const subject = list.subjects[at] ?? 0;
          const worth = (list.worth[at] ?? 0) * weight;
          const before = best[subject] ?? 0;
          if (before === 0) touched[count++] = subject;
          if (worth > before) best[subject] = worth;
        }
      }
      for (let at = 0; at < count; at++) {
        const subject = touched[at] ?? 0;
        scores[subject] = (scores[subject] ?? 0) + (best[subject] ?? 0);
        best[subject] = 0;
      }
    }
  };
}
