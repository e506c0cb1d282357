import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { KINDS, type Question, readQuestions } from '../answers/questions.ts';
import { fuse, miniSearch, type Ranker, signpost } from './where-rankers.ts';
import { grown, timeBuild, timeQuestions } from './where-speed.ts';

/** How many capabilities an organisation with many portals may have. */
const MANY = 5000;
/** So many are enough to see that Fuse.js is slow. */
const FUSE_QUESTIONS = 20;
/** Groups of confidence whose answers are counted: the share of right ones should lie within. */
const CONFIDENCE = [0, 0.5, 0.7, 0.8, 0.9, 1.01];

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

/** Right answers by kind of question: silence counts as wrong where there is an answer, and any answer where there is none. */
function quality(name: string, ranker: Ranker, questions: readonly Question[]): void {
  print(name);
  const answered = questions.map((question) => ({ ...question, ids: ranker(question.q).map(({ id }) => id) }));
  const line = (title: string, some: typeof answered): void => {
    const right = (top: number): number =>
      some.filter(({ ids, expect }) => ids.slice(0, top).some((id) => expect.includes(id))).length;
    print(
      `  ${title.padEnd(30)} ${String(some.length).padStart(3)}  top-1 ${percent(right(1), some.length).padStart(7)}  top-3 ${percent(right(3), some.length).padStart(7)}`,
    );
  };
  for (const kind of KINDS) {
    if (kind !== 'none')
      line(
        kind,
        answered.filter((question) => question.kind === kind),
      );
  }
  line(
    'all but tasks',
    answered.filter(({ kind }) => kind !== 'none' && kind !== 'task'),
  );
  const without = answered.filter(({ kind }) => kind === 'none');
  const given = without.filter(({ ids }) => ids.length > 0).length;
  print(
    `  ${'none: false answers'.padEnd(30)} ${String(without.length).padStart(3)}  ${percent(given, without.length)}`,
  );
}

/** Of the first answers with such a confidence, how many are right. */
function calibration(ranker: Ranker, questions: readonly Question[]): void {
  const first = questions.flatMap(({ q, expect }) => {
    const [best] = ranker(q);
    return best ? [{ confidence: best.confidence, right: expect.includes(best.id) }] : [];
  });
  for (const [at, from] of CONFIDENCE.slice(0, -1).entries()) {
    const to = CONFIDENCE[at + 1] ?? 1;
    const some = first.filter(({ confidence }) => confidence >= from && confidence < to);
    const right = some.filter((answer) => answer.right).length;
    print(`  confidence ${from} to ${Math.min(to, 1)}: ${percent(right, some.length)} of ${some.length} are right`);
  }
}

/** Other sets than the blind one, by the argument that asks for them. */
const SETS = [
  ['--final', 'final'],
  ['--practice', 'practice'],
  ['--german', 'blind-de'],
  ['--french', 'blind-fr'],
] as const;

/** Quality on the blind set, or on another one, and speed; each beside MiniSearch and Fuse.js on the same data. */
export async function run(args: readonly string[]): Promise<void> {
  const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
  const set = SETS.find(([flag]) => args.includes(flag))?.[1] ?? 'blind-1';
  const questions = readQuestions(set);
  print(`${questions.length} questions of ${set}.jsonl`);
  const ours = signpost(catalog);
  quality('Signpost', ours, questions);
  calibration(ours, questions);
  quality('MiniSearch (never silent)', miniSearch(catalog), questions);
  quality('Fuse.js (never silent)', fuse(catalog), questions);
  const asked = readQuestions('practice').map(({ q }) => q);
  for (const [title, size] of [
    ['shipped', catalog],
    ['grown', grown(catalog, MANY)],
  ] as const) {
    print(`${size.capabilities.size} capabilities (${title})`);
    const { first, usual, memory } = timeBuild(size);
    const kept = memory === null ? 'run with NODE_OPTIONS=--expose-gc for memory' : `${memory.toFixed(1)} MB`;
    print(`  build: first ${first.toFixed(0)} ms, then ${usual.toFixed(0)} ms; ${kept}`);
    // Fuse.js takes seconds a question at the large size, and a tenth of one at the small
    for (const [name, build] of [
      ['Signpost', signpost],
      ['MiniSearch', miniSearch],
      ['Fuse.js', fuse],
    ] as const) {
      if (name === 'Fuse.js' && size !== catalog) continue;
      const { p50, p99 } = timeQuestions(build(size), name === 'Fuse.js' ? asked.slice(0, FUSE_QUESTIONS) : asked);
      print(`  ${name}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms a question`);
    }
  }
}
