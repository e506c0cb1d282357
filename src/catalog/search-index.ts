import type { Finding, Findings, FoundBy, QuestionIndex } from '../core/answers/question-index.ts';
import type { Catalog } from '../core/capability.ts';
import type { CapabilityId } from '../core/ids.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';
import { buildEvidence, type EvidenceIndex } from './search/evidence.ts';
import type { AskedWord } from './search/lexicon.ts';
import { probabilities } from './search/model.ts';
import { isStopWord } from './search/stop-words.ts';
import { isName } from './search/subjects.ts';
import { textsOf } from './search/words.ts';

/** The index over a catalogue, with what ships of people's words. @throws CatalogMistakes */
export const loadSearchIndex = (catalog: Catalog): QuestionIndex => buildSearchIndex(catalog, loadKnowledge());

export function buildSearchIndex(catalog: Catalog, knowledge: Knowledge): QuestionIndex {
  const index = buildEvidence(catalog, knowledge);
  const pages = index.subjects.filter(({ capability }) => capability !== null).length;
  const exact = exactNames(index);
  const ambiguous = ambiguousTerms(catalog, index);

  return {
    find(question, limit): Findings {
      const evidence = index.gather(question);
      if (evidence.asked.length === 0) return { ranked: [], none: 1, ambiguous: [] };
      const probability = probabilities(evidence, pages);
      const named = exact(question);
      if (named) raise(probability, named.subject);
      const found = (subject: number): readonly Finding[] => {
        const capability = index.subjects[subject]?.capability;
        if (!capability) return [];
        const by = foundBy(index, evidence.best[subject] ?? -1);
        return [{ capability, probability: probability[subject] ?? 0, by }];
      };
      const order = highest(probability, pages, limit);
      const meant = ambiguous(question, named?.isWhole === true ? null : evidence.asked);
      return {
        ranked: order.flatMap(found),
        none: 1 - sumOf(probability, pages),
        ambiguous: meant ? meantBy(meant, index, probability).flatMap(found) : [],
      };
    },
  };
}

/** How probable it is that a name asked for as it stands is meant. */
const BY_NAME = 0.97;

/** Gives the subject this probability at least, at the cost of all others. */
function raise(probability: Float64Array, subject: number): void {
  const present = probability[subject] ?? 0;
  if (present >= BY_NAME) return;
  for (let at = 0; at < probability.length; at++) {
    probability[at] = ((probability[at] ?? 0) * (1 - BY_NAME)) / (1 - present);
  }
  probability[subject] = BY_NAME;
}

interface ExactName {
  readonly subject: number;
  /** No word is more or less. */
  readonly isWhole: boolean;
}

/** The subject whose name or alias the question is, with or without words of asking around it. */
function exactNames({ phrases }: EvidenceIndex): (question: string) => ExactName | undefined {
  const byText = new Map<string, number>();
  const byCore = new Map<string, number | null>();
  for (const phrase of phrases) {
    if (!isName(phrase)) continue;
    const { kind, subject, text } = phrase;
    const words = textsOf(text);
    if (kind !== 'name' || !byText.has(words.join(' '))) byText.set(words.join(' '), subject);
    const core = withoutAsking(words);
    const other = byCore.get(core);
    byCore.set(core, other === undefined || other === subject ? subject : null);
  }
  return (question) => {
    const words = textsOf(question);
    const whole = byText.get(words.join(' '));
    if (whole !== undefined) return { subject: whole, isWhole: true };
    const core = byCore.get(withoutAsking(words)) ?? undefined;
    return core === undefined ? undefined : { subject: core, isWhole: false };
  };
}

function withoutAsking(words: readonly string[]): string {
  const content = words.map((word) => !isStopWord(word));
  return words.slice(content.indexOf(true), content.lastIndexOf(true) + 1).join(' ');
}

/**
 * What an ambiguous word means: found as it is written, else by its meaning, where the question has words that may be
 * read (`asked` is null: it is a name as it stands).
 */
function ambiguousTerms({ ambiguous }: Catalog, { read }: EvidenceIndex) {
  const byText = new Map(ambiguous.map(({ term, ids }) => [withoutAsking(textsOf(term)), new Set(ids)]));
  const byKey = new Map<string, ReadonlySet<CapabilityId>>();
  for (const { term, ids } of [...ambiguous].sort((a, b) => a.ids.length - b.ids.length)) {
    byKey.set(keyOf(read(term)), new Set(ids));
  }
  return (question: string, asked: readonly AskedWord[] | null): ReadonlySet<CapabilityId> | undefined => {
    const words = textsOf(question);
    if (asked === null) return byText.get(words.join(' '));
    return byText.get(withoutAsking(words)) ?? byKey.get(keyOf(asked));
  };
}

/** Equal for questions whose words mean the same. */
const keyOf = (asked: readonly AskedWord[]): string => asked.map(({ term, text }) => term ?? text).join(' ');

function foundBy({ phrases }: EvidenceIndex, best: number): FoundBy {
  const phrase = phrases[best];
  if (!phrase || phrase.kind === 'menu') return { kind: 'menu', text: null };
  return { kind: phrase.kind === 'translation' ? 'alias' : phrase.kind, text: phrase.text };
}

function meantBy(ids: ReadonlySet<CapabilityId>, { subjects }: EvidenceIndex, probability: Float64Array) {
  return [...subjects.keys()]
    .filter((at) => {
      const id = subjects[at]?.capability?.id;
      return id !== undefined && ids.has(id);
    })
    .sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0));
}

/** The first `pages` subjects, the most probable `limit` of them. */
function highest(probability: Float64Array, pages: number, limit: number): readonly number[] {
  const top: number[] = [];
  for (let at = 0; at < pages; at++) {
    const value = probability[at] ?? 0;
    if (top.length === limit && value <= (probability[top[limit - 1] ?? 0] ?? 0)) continue;
    let place = top.length;
    while (place > 0 && value > (probability[top[place - 1] ?? 0] ?? 0)) place--;
    top.splice(place, 0, at);
    if (top.length > limit) top.pop();
  }
  return top;
}

function sumOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += values[at] ?? 0;
  return sum;
}
