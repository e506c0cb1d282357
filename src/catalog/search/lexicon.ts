import type { Knowledge } from '../knowledge.ts';
import { ENGLISH_STOP_WORDS, isStopWord } from './stop-words.ts';
import { isName, type Phrase } from './subjects.ts';
import { buildSynonyms, type Synonyms } from './synonyms.ts';
import { buildTypoRepair, ONE_WRONG_FROM } from './typo-repair.ts';
import { contentOf, stemOf, textsOf } from './words.ts';

/** One meaning that a word of the question may have in the catalogue. */
export interface Reading {
  readonly term: number;
  /** 1: the word itself. */
  readonly weight: number;
}

/** A word of the question as the catalogue understands it. */
export interface AskedWord {
  readonly text: string;
  /** `foreign`: a word that no capability uses, as an English one or that of another product; `unknown`: none at all. */
  readonly kind: 'known' | 'foreign' | 'unknown';
  /** The word itself, as it is or repaired; null where the catalogue does not use it. */
  readonly term: number | null;
  /** That one, and what is near in meaning; none where the catalogue has nothing like it. */
  readonly readings: readonly Reading[];
  /** How much it tells: its inverse document frequency. */
  readonly mass: number;
}

/** The words of the catalogue. */
export interface Lexicon {
  /** How many terms there are: words that mean the same are one. */
  readonly size: number;
  /** So many of them, the first, stand in English texts; the others in translations alone. */
  readonly originals: number;
  /** Inverse document frequency by term, over subjects. */
  readonly idf: Float64Array;
  /** The terms of each phrase, in order. */
  readonly phraseTerms: readonly (readonly number[])[];
  /** The terms of any text; words that the catalogue does not use are left out. */
  readonly termsOf: (text: string) => readonly number[];
  readonly read: (question: string) => readonly AskedWord[];
}

/** What a soft synonym and a repaired word count beside the word itself. */
const SOFT = 0.65;
const REPAIRED = 0.95;
/** Words of a question that count, from its beginning. */
const WORDS_MAX = 60;

/** Of the `subjects` the first `pages` are capabilities. */
export function buildLexicon(
  phrases: readonly Phrase[],
  subjects: number,
  pages: number,
  knowledge: Knowledge,
): Lexicon {
  const synonyms = buildSynonyms(knowledge.synonyms);
  const { terms, originals, seenBy, ofPages, phraseTerms, counts, pairs } = readPhrases(phrases, pages, synonyms);
  const idfOf = (seen: number): number => Math.log(1 + (subjects - seen + 0.5) / (seen + 0.5));
  const stemsOf = (texts: readonly string[]): readonly string[] => synonyms.unify(texts.map(stemOf));
  const idf = Float64Array.from(seenBy, idfOf);
  const unseen = idfOf(0);
  for (const word of [...pairs.keys(), ...ENGLISH_STOP_WORDS]) if (!counts.has(word)) counts.set(word, 0);
  const repair = buildTypoRepair(counts);

  const readingsOf = (stem: string, weight: number): readonly Reading[] => {
    const own = terms.get(stem);
    const soft = synonyms.softOf(stem).flatMap((other) => terms.get(other) ?? []);
    return [
      ...(own === undefined ? [] : [{ term: own, weight }]),
      ...soft.map((term) => ({ term, weight: weight * SOFT })),
    ];
  };
  const massOf = (readings: readonly Reading[]): number => Math.max(...readings.map(({ term }) => idf[term] ?? 0));

  const readWord = (text: string, stem: string): readonly AskedWord[] => {
    const readings = readingsOf(stem, 1);
    const own = terms.get(stem);
    if (readings.length > 0) {
      const mass = own === undefined ? massOf(readings) : (idf[own] ?? unseen);
      const isKnown = readings.some(({ term }) => ofPages.has(term));
      return [{ text, kind: isKnown ? 'known' : 'foreign', term: own ?? null, readings, mass }];
    }
    const meant = repair(text);
    if (meant !== undefined) {
      if (isStopWord(meant)) return [];
      const parts = pairs.get(meant);
      if (parts) return stemsOf(parts).flatMap((part) => readWord(part, part));
      const fixed = stemsOf([meant]).flatMap((part) => readingsOf(part, REPAIRED));
      if (fixed.length > 0)
        return [{ text, kind: 'known', term: fixed[0]?.term ?? null, readings: fixed, mass: massOf(fixed) }];
    }
    return [{ text, kind: 'unknown', term: null, readings: [], mass: unseen }];
  };

  return {
    size: terms.size,
    originals,
    idf,
    phraseTerms,
    termsOf: (text) => stemsOf(contentOf(text)).flatMap((stem) => terms.get(stem) ?? []),
    read(question) {
      const texts = contentOf(question).slice(0, WORDS_MAX);
      const stems = stemsOf(texts);
      // where synonyms of several words became one, the words themselves are no longer at hand
      return stems.flatMap((stem, at) => readWord(stems.length === texts.length ? (texts[at] ?? stem) : stem, stem));
    },
  };
}

/** What the phrases of the catalogue are made of. */
interface ReadPhrases extends Pick<Lexicon, 'originals' | 'phraseTerms'> {
  /** Each term by its unified stem. */
  readonly terms: ReadonlyMap<string, number>;
  /** In how many subjects each term stands. */
  readonly seenBy: readonly number[];
  /** The terms that stand in a capability. */
  readonly ofPages: ReadonlySet<number>;
  /** Each word that is long enough to be repaired, and how often it is used. */
  readonly counts: Map<string, number>;
  /** Two words of a name as they look when written as one: antispam, safelinks. */
  readonly pairs: ReadonlyMap<string, readonly string[]>;
}

interface Word {
  readonly text: string;
  readonly stem: string;
  uses: number;
}

function readPhrases(phrases: readonly Phrase[], pages: number, synonyms: Synonyms): ReadPhrases {
  // null: a stop word
  const words = new Map<string, Word | null>();
  const wordOf = (text: string): Word | null => {
    let word = words.get(text);
    if (word === undefined) {
      word = isStopWord(text) ? null : { text, stem: stemOf(text), uses: 0 };
      words.set(text, word);
    }
    return word;
  };
  const terms = new Map<string, number>();
  const ofPages = new Set<number>();
  const pairs = new Map<string, readonly string[]>();
  let originals = 0;
  const lastSeen: number[] = [];
  const seenBy: number[] = [];

  const phraseTerms = phrases.map((one) => {
    const { subject, kind } = one;
    const isTranslation = kind === 'translation';
    const stems: string[] = [];
    let before: Word | undefined;
    for (const text of textsOf(one.text)) {
      const word = wordOf(text);
      if (!word) continue;
      word.uses++;
      stems.push(word.stem);
      if (before && isName(one)) pairs.set(before.text + text, [before.text, text]);
      before = word;
    }
    return synonyms.unify(stems).map((stem) => {
      const term = terms.get(stem) ?? terms.size;
      if (term === terms.size) terms.set(stem, term);
      if (!isTranslation) originals = terms.size;
      if (lastSeen[term] !== subject) {
        lastSeen[term] = subject;
        if (!isTranslation || term >= originals) seenBy[term] = (seenBy[term] ?? 0) + 1;
        if (subject < pages) ofPages.add(term);
      }
      return term;
    });
  });
  const counts = new Map<string, number>();
  for (const word of words.values()) if (word && word.text.length >= ONE_WRONG_FROM) counts.set(word.text, word.uses);
  return { terms, originals, seenBy, ofPages, phraseTerms, counts, pairs };
}
