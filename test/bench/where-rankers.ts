import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { buildSearchIndex } from '../../src/catalog/search-index.ts';
import { answerQuestion } from '../../src/core/answers/answer-question.ts';
import { buildShortLinks } from '../../src/core/answers/short-links.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { buildLinkIndex } from '../../src/core/links/legacy-links.ts';

/** One answer of a ranker. */
export interface Ranked {
  readonly id: string;
  /** Of ours only. */
  readonly confidence: number;
}

/** The answers to a question, best first; none: silence. */
export type Ranker = (question: string) => readonly Ranked[];

export function signpost(catalog: Catalog): Ranker {
  const ports = {
    catalog,
    links: buildLinkIndex(catalog),
    shortLinks: buildShortLinks(catalog.links),
    index: buildSearchIndex(catalog, loadKnowledge()),
    stateOf: () => 'on' as const,
    ownHosts: new Set<string>(),
  };
  return (question) => {
    const answered = answerQuestion(ports, question);
    if (answered.kind !== 'found' && answered.kind !== 'choice') return [];
    return answered.answers.map(({ capability, confidence }) => ({ id: capability.id, confidence }));
  };
}

const documentsOf = ({ capabilities }: Catalog) =>
  [...capabilities.values()].map(({ id, name, aliases, tasks, section, destination, notes, legacyPaths }) => ({
    id,
    name,
    aliases: [...aliases],
    tasks: [...tasks],
    menu: [section, ...(destination?.navigation ?? []), notes ?? ''].join(' '),
    paths: [...legacyPaths],
  }));

const FIELDS = ['name', 'aliases', 'tasks', 'menu', 'paths'];
const TOP = 20;

/** MiniSearch on the same data, with the boosts, prefixes and fuzziness that its guide suggests. */
export function miniSearch(catalog: Catalog): Ranker {
  const index = new MiniSearch({
    fields: FIELDS,
    extractField: (document: Record<string, unknown>, field) => {
      const value = document[field];
      return Array.isArray(value) ? value.join(' ') : String(value ?? '');
    },
    searchOptions: { boost: { name: 3, aliases: 3, tasks: 2 }, fuzzy: 0.2, prefix: true },
  });
  index.addAll(documentsOf(catalog));
  return (question) =>
    index
      .search(question)
      .slice(0, TOP)
      .map(({ id }) => ({ id: String(id), confidence: 0 }));
}

/** Fuse.js on the same data: any of the question's words may fit, since it looks for whole texts otherwise. */
export function fuse(catalog: Catalog): Ranker {
  const index = new Fuse(documentsOf(catalog), {
    keys: FIELDS,
    ignoreLocation: true,
    includeScore: true,
    threshold: 0.4,
  });
  return (question) =>
    index.search(question.slice(0, 60), { limit: TOP }).map(({ item }) => ({ id: item.id, confidence: 0 }));
}
