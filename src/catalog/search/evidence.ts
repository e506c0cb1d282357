import type { Catalog } from '../../core/capability.ts';
import type { Knowledge } from '../knowledge.ts';
import { buildBm25 } from './bm25.ts';
import { buildGramIndex, type GramIndex } from './grams.ts';
import { type AskedWord, buildLexicon } from './lexicon.ts';
import { buildPortalNames, lightenPortals } from './named-portals.ts';
import { buildOtherProducts } from './other-products.ts';
import { buildPhraseMatch } from './phrase-match.ts';
import { originalsFirst, type Phrase, type PhraseKind, type Subject, subjectsOf } from './subjects.ts';
import { buildWholeNames } from './whole-names.ts';
import { contentOf } from './words.ts';

/** What speaks for each subject, by its index. */
export interface Evidence {
  readonly words: Float64Array;
  /** The best fit of a single name, alias or task, 0 to 1. */
  readonly phrase: Float64Array;
  /** The share of the question that a whole name or alias makes up, 0 to 1. */
  readonly name: Float64Array;
  /** How alike the letters of a name and of the question are, 0 to 1. */
  readonly letters: Float64Array;
  /** 1 where the question names its portal. */
  readonly portal: Float64Array;
  /** 1 where the question names another product, of which the page knows nothing. */
  readonly stranger: Float64Array;
  /** What each subject's name counts came by: the index of the phrase that fits best, or -1. */
  readonly best: Int32Array;
  readonly asked: readonly AskedWord[];
}

export interface EvidenceIndex {
  readonly subjects: readonly Subject[];
  readonly phrases: readonly Phrase[];
  readonly gather: (question: string) => Evidence;
  readonly read: (question: string) => readonly AskedWord[];
}

export function buildEvidence(catalog: Catalog, knowledge: Knowledge): EvidenceIndex {
  const subjects = subjectsOf(catalog, knowledge);
  const phrases = originalsFirst(subjects.flatMap((subject) => subject.phrases));
  const lexicon = buildLexicon(phrases, subjects.length, catalog.capabilities.size, knowledge);
  const bm25 = buildBm25(phrases, subjects.length, lexicon);
  const phraseMatch = buildPhraseMatch(phrases, lexicon);
  const wholeNames = buildWholeNames(phrases, lexicon);
  const letters = [
    lettersOf(phrases, (kind) => kind === 'name' || kind === 'alias', 0),
    lettersOf(phrases, (kind) => kind === 'translation', TRANSLATION_FROM),
  ];
  const portalNames = buildPortalNames(catalog.portals.values(), knowledge.translations.portals);
  const otherProducts = buildOtherProducts(knowledge.products, phrases, catalog.capabilities.size, lexicon);
  const subjectOf = (phrase: number): number => phrases[phrase]?.subject ?? 0;

  const { read } = lexicon;
  const gather: EvidenceIndex['gather'] = (question) => {
    const portals = portalNames(question);
    const asked = lightenPortals(read(question), portals.words);
    const scores = (): Float64Array => new Float64Array(subjects.length);
    const evidence = {
      words: scores(),
      phrase: scores(),
      name: scores(),
      letters: scores(),
      portal: scores(),
      stranger: scores(),
    };
    const best = new Int32Array(subjects.length).fill(-1);
    const keepBest = (values: Float64Array, subject: number, value: number): boolean => {
      if (value <= (values[subject] ?? 0)) return false;
      values[subject] = value;
      return true;
    };
    bm25(asked, evidence.words);
    phraseMatch(asked, (phrase, fit) => {
      if (keepBest(evidence.phrase, subjectOf(phrase), fit)) best[subjectOf(phrase)] = phrase;
    });
    for (const alike of letters) {
      alike(plain(question), (phrase, likeness) => {
        const subject = subjectOf(phrase);
        if (keepBest(evidence.letters, subject, likeness) && best[subject] === -1) best[subject] = phrase;
      });
    }
    wholeNames(asked, (phrase, share) => {
      if (keepBest(evidence.name, subjectOf(phrase), share)) best[subjectOf(phrase)] = phrase;
    });
    otherProducts(asked, (subject) => {
      evidence.stranger[subject] = 1;
    });
    if (portals.portals.size > 0) {
      subjects.forEach((subject, at) => {
        if (!portals.portals.isDisjointFrom(subject.portals)) evidence.portal[at] = 1;
      });
    }
    return { ...evidence, best, asked };
  };
  return { subjects, phrases, gather, read };
}

/** Likeness from which on a question is taken for a misspelt translation: below it is that of chance, as of any two texts. */
const TRANSLATION_FROM = 0.35;

/** How alike the letters of phrases of some kinds are to a question, from `least` on, by the phrase's index. */
function lettersOf(phrases: readonly Phrase[], isMeant: (kind: PhraseKind) => boolean, least: number): GramIndex {
  const meant = phrases.flatMap(({ kind, text }, phrase) => (isMeant(kind) ? [{ phrase, text: plain(text) }] : []));
  const index = buildGramIndex(meant.map(({ text }) => text));
  return (text, visit) =>
    index(text, (at, likeness) => {
      if (likeness >= least) visit(meant[at]?.phrase ?? 0, likeness);
    });
}

const plain = (text: string): string => contentOf(text).join(' ');
