import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MissSource } from '../core/answers/misses.ts';
import type { Reply } from '../core/answers/reply.ts';
import {
  type DirectoryProblem,
  DirectoryUnavailable,
  type StorageProblem,
  StorageUnavailable,
} from '../core/errors.ts';
import type { MigrationId } from '../core/ids.ts';
import type { Decision } from '../core/links/decision.ts';
import type { State } from '../core/migration.ts';
import type { NoticeOutcome, Waiting } from '../core/notices/notice.ts';
import type { Setting } from '../core/settings/setting.ts';

/** Bounds in seconds. A turn is an invoke, which Teams gives 5 s, at the longest; the database answers in milliseconds. */
const TURN_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DIRECTORY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const DATABASE_SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5];

/**
 * Every value that a label can have: each has its series from the start, since Prometheus sees no increase in a series
 * that begins with 1. The compiler finds one that is missing.
 */
const DECISIONS: Readonly<Record<Decision['kind'], 0>> = {
  redirected: 0,
  off: 0,
  'not-affected': 0,
  'by-hand': 0,
  'hash-route': 0,
  'unknown-page': 0,
  'unknown-host': 0,
};
const REPLIES: Readonly<Record<Reply['kind'], 0>> = { blank: 0, page: 0, choices: 0, miss: 0 };
const SOURCES: Readonly<Record<MissSource, 0>> = { chat: 0, web: 0 };
const DELIVERIES: Readonly<Record<NoticeOutcome['kind'], 0>> = {
  delivered: 0,
  later: 0,
  returned: 0,
  failed: 0,
  gone: 0,
};
const STATES: Readonly<Record<State, 0>> = { on: 0, off: 0 };
const DATABASE_PROBLEMS: Readonly<Record<StorageProblem, 0>> = { gone: 0, full: 0, busy: 0 };
const DIRECTORY_PROBLEMS: Readonly<Record<DirectoryProblem | 'unexpected', 0>> = {
  'no-answer': 0,
  refused: 0,
  unreadable: 0,
  'permission-missing': 0,
  'no-such-person': 0,
  unexpected: 0,
};

/** What is told of one turn; `ms` in milliseconds. */
export interface TurnFacts {
  readonly verb: string;
  readonly outcome: string;
  readonly ms: number;
}

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Everything that is counted: docs/observability.md names each. Labels hold codes, never what people wrote.
 * `migrations`: those that have a setting.
 */
export function createMetrics(migrations: Iterable<MigrationId>) {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `signpost_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: readonly number[],
  ) => new Histogram({ name: `signpost_${name}`, help, labelNames, buckets: [...buckets], registers });

  const turns = counter('turns_total', 'Turns, by verb and how they went.', ['verb', 'outcome']);
  const turnSeconds = histogram('turn_duration_seconds', 'Time until a turn is answered.', ['verb'], TURN_SECONDS);
  const refusals = counter('gate_refusals_total', 'Requests that the gate refused, by rule.', ['rule']);
  const changes = counter('changes_total', 'Changes of settings.', ['migration', 'state']);
  const redirects = counter('redirects_total', 'Old links, by decision.', ['decision']);
  const sessions = counter('sessions_total', 'Sessions that began at the gateway.', []);
  const questions = counter('questions_total', 'Questions, by what was said to them.', ['reply']);
  const misses = counter('misses_total', 'Questions without an answer that were kept, by where they were asked.', [
    'source',
  ]);
  const deliveries = counter('deliveries_total', 'Attempts to deliver a notice, by outcome.', ['outcome']);
  const directorySeconds = histogram(
    'directory_duration_seconds',
    'Time until the directory said who may.',
    [],
    DIRECTORY_SECONDS,
  );
  const directoryErrors = counter('directory_errors_total', 'Questions that the directory left open.', ['problem']);
  const databaseSeconds = histogram(
    'database_duration_seconds',
    'Time of one use of the database.',
    ['operation'],
    DATABASE_SECONDS,
  );
  const databaseErrors = counter('database_errors_total', 'Uses of the database that failed.', ['problem']);

  for (const [decision, none] of Object.entries(DECISIONS)) redirects.inc({ decision }, none);
  for (const [reply, none] of Object.entries(REPLIES)) questions.inc({ reply }, none);
  for (const [source, none] of Object.entries(SOURCES)) misses.inc({ source }, none);
  for (const [outcome, none] of Object.entries(DELIVERIES)) deliveries.inc({ outcome }, none);
  for (const [problem, none] of Object.entries(DIRECTORY_PROBLEMS)) directoryErrors.inc({ problem }, none);
  for (const [problem, none] of Object.entries(DATABASE_PROBLEMS)) databaseErrors.inc({ problem }, none);
  for (const migration of migrations) {
    for (const [state, none] of Object.entries(STATES)) changes.inc({ migration, state }, none);
  }

  // each link is counted while its answer waits: one look-up, no labels to read
  const redirectsOf = new Map(Object.keys(DECISIONS).map((decision) => [decision, redirects.labels({ decision })]));

  return {
    registry,
    turn: ({ verb, outcome, ms }: TurnFacts): void => {
      turns.inc({ verb, outcome });
      turnSeconds.observe({ verb }, ms / 1_000);
    },
    refused: (rule: string): void => refusals.inc({ rule }),
    changed: ({ migration, state }: Setting): void => changes.inc({ migration, state }),
    decided: ({ kind }: Decision): void => redirectsOf.get(kind)?.inc(),
    sessionBegan: (): void => sessions.inc(),
    asked: ({ kind }: Pick<Reply, 'kind'>): void => questions.inc({ reply: kind }),
    missed: (source: MissSource): void => misses.inc({ source }),
    delivered: ({ kind }: NoticeOutcome): void => deliveries.inc({ outcome: kind }),
    directory: (ms: number, error: unknown): void => {
      directorySeconds.observe(ms / 1_000);
      if (error !== null)
        directoryErrors.inc({ problem: error instanceof DirectoryUnavailable ? error.problem : 'unexpected' });
    },
    /** An error that is none of the database's, such as a refusal within a change, is none here. */
    database: (operation: string, ms: number, error: unknown): void => {
      databaseSeconds.observe({ operation }, ms / 1_000);
      if (error instanceof StorageUnavailable) databaseErrors.inc({ problem: error.problem });
    },
  };
}

/** What of the process itself is told: CPU, memory, the event loop's lag, garbage collection. */
export const addProcessMetrics = ({ registry }: Metrics): void => collectDefaultMetrics({ register: registry });

/** What has to be asked for when Prometheus comes. */
export interface Gauges {
  readonly waiting: () => Promise<Waiting>;
  readonly isReady: () => Promise<boolean>;
}

/** Longest wait for an answer when Prometheus comes, in milliseconds: it waits 10 s itself. */
const ANSWER_LIMIT = 2_000;

/** A gauge that cannot be asked has no value then, rather than an old one. */
export function addGauges({ registry }: Metrics, { waiting, isReady }: Gauges): void {
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name: `signpost_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.remove();
        const value = await within(read()).catch(() => null);
        if (value !== null) this.set(value);
      },
    });
  gauge('ready', '1 while /readyz says ready.', async () => ((await isReady()) ? 1 : 0));
  gauge('outbox_notices', 'Notices that wait to be delivered.', async () => (await waiting()).count);
  gauge(
    'outbox_oldest_seconds',
    'How long the oldest of them has been due.',
    async () => ((await waiting()).oldest ?? 0) / 1_000,
  );
}

function within<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_LIMIT);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
