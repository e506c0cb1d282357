/**
 * Fits the weights of src/catalog/search/model.ts: `node test/answers/fit.ts` prints them. What it learns from: the
 * practice questions; tasks, aliases and topics, each asked of an index that does not hold it; names as they are and with
 * a slip. No blind set is read.
 */
import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { buildEvidence, type Evidence, type EvidenceIndex } from '../../src/catalog/search/evidence.ts';
import { sharesOf } from '../../src/catalog/search/model.ts';
import { contentOf } from '../../src/catalog/search/words.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { misspell } from './misspell.ts';
import { fitSoftmax, type Row } from './newton.ts';
import { readQuestions } from './questions.ts';

/** In the order of the weights. */
const FEATURES = [
  'words',
  'phrase',
  'name',
  'letters',
  'portal',
  'stranger',
  'topic',
  'nothing',
  'foreign',
  'unknown',
] as const;
const SIGNED = [false, false, false, false, false, true, true, true, true, true];
/** Each text is hidden once: a seventh of them at a time. */
const FOLDS = 7;
/** What each kind of question counts: those that people asked more than those made of the catalogue. */
const PRACTICE = 4;
const PRACTICE_NONE = 3;
const MADE = 1;

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const knowledge = loadKnowledge();
const capabilities = [...catalog.capabilities.values()];
const ids = capabilities.map(({ id }) => id);

function rowOf({ gather, subjects }: EvidenceIndex, question: string, expect: readonly string[], weight: number): Row {
  const evidence = gather(question);
  const features = subjects.map(({ capability }, at) => {
    const of = (name: 'words' | 'phrase' | 'name' | 'letters' | 'portal' | 'stranger'): number =>
      evidence[name][at] ?? 0;
    return Float64Array.of(
      of('words'),
      of('phrase'),
      of('name'),
      of('letters'),
      of('portal'),
      of('stranger'),
      capability ? 0 : 1,
      0,
      0,
      0,
    );
  });
  const right = subjects.map(({ capability }) => (capability ? expect.includes(capability.id) : expect.length === 0));
  return { features: [...features, nothing(evidence)], right: [...right, expect.length === 0], weight };
}

function nothing({ asked }: Evidence): Float64Array {
  const { foreign, unknown } = sharesOf(asked);
  return Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, foreign, unknown);
}

/** Every `stride`th text of the fold, asked of an index without the fold. */
function hiddenRows(fold: number): readonly Row[] {
  const kept = <T>(texts: readonly T[]): readonly T[] => texts.filter((_, at) => at % FOLDS !== fold);
  const hidden = <T>(texts: readonly T[]): readonly T[] => texts.filter((_, at) => at % FOLDS === fold);
  const without: Catalog = {
    ...catalog,
    capabilities: new Map(
      capabilities.map((one) => [one.id, { ...one, tasks: kept(one.tasks), aliases: kept(one.aliases) }]),
    ),
  };
  const elsewhere = new Map([...knowledge.elsewhere].map(([topic, texts]) => [topic, kept(texts)]));
  const index = buildEvidence(without, { ...knowledge, elsewhere });
  return [
    ...capabilities.flatMap(({ id, tasks }, at) =>
      hidden(tasks)
        .slice(0, at % 2)
        .map((task) => rowOf(index, task, [id], MADE)),
    ),
    ...capabilities.flatMap(({ id, aliases }) =>
      hidden(aliases)
        .slice(0, 1)
        .map((alias) => rowOf(index, alias, [id], MADE)),
    ),
    ...[...knowledge.elsewhere.values()].flatMap((texts) =>
      hidden(texts)
        .slice(0, 2)
        .map((text) => rowOf(index, text, [], MADE)),
    ),
  ];
}

function namedRows(index: EvidenceIndex): readonly Row[] {
  const ambiguous = new Set(catalog.ambiguous.map(({ term }) => term.toLowerCase()));
  return capabilities.flatMap(({ id, name, aliases }, at) => {
    const names = [name, ...aliases].filter((text) => !ambiguous.has(text.toLowerCase()));
    const chosen = names[at % Math.max(names.length, 1)];
    if (chosen === undefined) return [];
    return [rowOf(index, `where did ${chosen} go`, [id], MADE), rowOf(index, misspell(chosen, at), [id], MADE)];
  });
}

/** The words of a text, for telling whether a task was written after a practice question. */
const wordSet = (text: string): ReadonlySet<string> => new Set(contentOf(text));
const practised = readQuestions('practice').map(({ q }) => wordSet(q));
/** Tasks that share so much of their words with a practice question would give its answer away. */
const TOLD = 0.5;
const tells = (task: string): boolean => {
  const words = wordSet(task);
  return practised.some((question) => {
    const shared = words.intersection(question).size;
    return shared >= 2 && shared / Math.min(words.size, question.size) > TOLD;
  });
};

const whole = buildEvidence(catalog, knowledge);
const untold = buildEvidence(
  {
    ...catalog,
    capabilities: new Map(
      capabilities.map((one) => [one.id, { ...one, tasks: one.tasks.filter((task) => !tells(task)) }]),
    ),
  },
  knowledge,
);
const known = (expect: readonly string[]): readonly string[] =>
  expect.filter((id) => ids.some((other) => other === id));
const rows = [
  ...Array.from({ length: FOLDS }, (_, fold) => hiddenRows(fold)).flat(),
  ...namedRows(whole),
  ...readQuestions('practice')
    .filter(({ kind }) => kind !== 'url')
    .map(({ q, expect, kind }) => rowOf(untold, q, known(expect), kind === 'none' ? PRACTICE_NONE : PRACTICE)),
];
const weights = fitSoftmax(rows, SIGNED);
console.log(`${rows.length} questions`);
for (const [at, name] of FEATURES.entries()) console.log(`  ${name}: ${weights[at]?.toFixed(2)},`);
