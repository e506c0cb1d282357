import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { buildSearchIndex } from '../../src/catalog/search-index.ts';
import type { Capability, Catalog } from '../../src/core/capability.ts';
import { capabilityId } from '../../src/core/ids.ts';
import { median } from './figures.ts';
import type { Ranker } from './where-rankers.ts';

const ROUNDS = 5;
const MB = 1024 * 1024;

/** The catalogue grown to `count` capabilities: copies in which each text has a word of its own put in. */
export function grown(catalog: Catalog, count: number): Catalog {
  const shipped = [...catalog.capabilities.values()];
  const words = [...new Set(shipped.flatMap(({ tasks }) => tasks.flatMap((task) => task.split(' '))))];
  const copy = (at: number): Capability => {
    const original = shipped[at % shipped.length];
    if (!original) throw new Error('the shipped catalogue is empty');
    if (at < shipped.length) return original;
    const vary = (text: string, n: number): string => {
      const parts = text.split(' ');
      parts[(at + n) % parts.length] = words[(at * 31 + n * 7919) % words.length] ?? 'word';
      return `${parts.join(' ')} ${words[(at * 17 + n) % words.length]}`;
    };
    return {
      ...original,
      id: capabilityId(`${original.id}-${at}`),
      name: vary(original.name, 0),
      aliases: original.aliases.map((alias, n) => vary(alias, n + 1)),
      tasks: original.tasks.map((task, n) => vary(task, n + 100)),
      legacyPaths: [],
    };
  };
  const all = Array.from({ length: count }, (_, at) => copy(at));
  return { ...catalog, capabilities: new Map(all.map((capability) => [capability.id, capability])) };
}

/** The time of each question, in ms, the quickest of some rounds: the median and the slowest in a hundred questions. */
export function timeQuestions(ranker: Ranker, questions: readonly string[]): { p50: number; p99: number } {
  for (const question of questions) ranker(question);
  const timeOf = (question: string): number => {
    const began = performance.now();
    ranker(question);
    return performance.now() - began;
  };
  const rounds = Array.from({ length: ROUNDS }, () => questions.map(timeOf));
  const times = questions
    .map((_, at) => Math.min(...rounds.map((round) => round[at] ?? Number.POSITIVE_INFINITY)))
    .sort((a, b) => a - b);
  return { p50: median(times), p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** How long an index takes to build, in ms, and what it keeps, in MB (run node with --expose-gc for that). */
export function timeBuild(catalog: Catalog): { first: number; usual: number; memory: number | null } {
  const knowledge = loadKnowledge();
  const began = performance.now();
  buildSearchIndex(catalog, knowledge);
  const first = performance.now() - began;
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    buildSearchIndex(catalog, knowledge);
    return performance.now() - start;
  });
  return { first, usual: median(times), memory: memoryOf(() => buildSearchIndex(catalog, knowledge)) };
}

function memoryOf(build: () => unknown): number | null {
  const collect = globalThis.gc;
  if (!collect) return null;
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const kept = build();
  const after = used();
  return kept ? (after - before) / MB : null;
}
