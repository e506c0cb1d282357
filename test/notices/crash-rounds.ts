import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { channel } from '../world/notices.ts';
import { TENANT } from '../world/settings.ts';
import { type HttpChannel, startHttpChannel } from './http-channel.ts';

/** Where the notices are kept: a folder of SQLite's, or the URL of a PostgreSQL. */
export type Database = { readonly folder: string } | { readonly url: string };

const CHANNELS = 6;
const CHANGES_A_ROUND = 5;
/** The longest pause between two changes, in milliseconds. */
const PAUSE = 80;
/** The longest time between the start of a process and its end, in milliseconds. */
const LONGEST_LIFE = 800;
/** Notices that nobody may take for so long are in the hands of a process; pauses are shorter here. In milliseconds. */
const IN_HAND = 10_000;

/** What came of all rounds. */
export interface Figures {
  readonly changes: number;
  /** Notices that were to arrive. */
  readonly notices: number;
  readonly missing: number;
  /** Copies beyond the first of each notice. */
  readonly repeats: number;
  /** Sends of which nobody could know whether they had arrived: those whose answers were lost, and those in hand. */
  readonly ambiguous: number;
  /** Notices that were in the hands of a process when it ended. */
  readonly inHand: number;
  /** Notices with more copies than their ambiguous sends explain. */
  readonly unexplained: number;
}

/** Ends a process again and again while it changes settings and delivers notices, then lets one deliver the rest. */
export async function crashRounds(database: Database, rounds: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<Figures> {
  const deliveries = await Deliveries.to(database);
  for (let round = 0; round < rounds; round++) {
    const child = await startProcess(database, CHANGES_A_ROUND, PAUSE);
    await delay(Math.random() * LONGEST_LIFE);
    await ended(child, signal);
    await deliveries.noteInHand();
    await run(database, LATER);
  }
  return deliveries.finish();
}

/** Time passes: leases are over, and the limits of sending are far. */
const LATER = [
  'update notices set next_at = 0 where next_at is not null',
  "update deliveries set free_at = 0, recent = '[]'",
];

/** A channel, subscribed conversations, and what may have come twice. */
export class Deliveries {
  static async to(database: Database): Promise<Deliveries> {
    const http = await startHttpChannel({ lost: 0.03, busy: 0.05 });
    const storage = await open(database);
    for (const name of names) await storage.subscriptions.save(channel(name, { address: http.address(name) }));
    await storage.close();
    return new Deliveries(database, http);
  }

  readonly #database: Database;
  readonly #http: HttpChannel;
  readonly #ambiguous = new Map<string, number>();
  private constructor(database: Database, http: HttpChannel) {
    this.#database = database;
    this.#http = http;
  }

  /** Notes what a process that has just ended may have been sending. */
  async noteInHand(): Promise<void> {
    const soon = Date.now() + IN_HAND;
    const rows = await run(this.#database, [`select conversation, number from notices where next_at > ${soon}`]);
    for (const { conversation, number } of InHand.parse(rows)) {
      this.#note(`${/^19:(.+)@/.exec(conversation)?.[1]} ${number}`, 1);
    }
  }

  #note(key: string, times: number): void {
    this.#ambiguous.set(key, (this.#ambiguous.get(key) ?? 0) + times);
  }

  /** Lets one process deliver what is left, and counts. */
  async finish(): Promise<Figures> {
    const last = await startProcess(this.#database, 0, 0);
    if (last.exitCode === null) await once(last, 'exit');
    await this.#http.close();
    const { copies } = this.#http;
    const inHand = sumOf(this.#ambiguous.values());
    for (const [key, { lost }] of copies) this.#note(key, lost);
    const changes = await countChanges(this.#database);
    const expected = Array.from({ length: changes }, (_, n) => names.map((name) => `${name} ${n + 1}`)).flat();
    const more = [...copies].map(([key, { arrived }]) => ({ key, more: arrived - 1 }));
    return {
      changes,
      notices: expected.length,
      missing: expected.filter((key) => !copies.has(key)).length,
      repeats: sumOf(more.map(({ more }) => more)),
      ambiguous: sumOf(this.#ambiguous.values()),
      inHand,
      unexplained: more.filter(({ key, more }) => more > (this.#ambiguous.get(key) ?? 0)).length,
    };
  }
}

const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, each) => sum + each, 0);
const names = Array.from({ length: CHANNELS }, (_, n) => `c${n}`);

const open = (database: Database) => ('url' in database ? openPostgres(database.url) : openSqlite(database.folder));

async function countChanges(database: Database): Promise<number> {
  const storage = await open(database);
  const head = await storage.settings.head(TENANT);
  await storage.close();
  return head?.number ?? 0;
}

export async function startProcess(database: Database, changes: number, pause: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'delivering-process.ts');
  const place = 'url' in database ? database.url : database.folder;
  const node = ['--disable-warning=ExperimentalWarning', script, place, String(changes), String(pause)];
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the process ended with ${code}`))),
  ]);
  return child;
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('the process has ended by itself');
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

const InHand = z.array(z.object({ conversation: z.string(), number: z.coerce.number() }));

/** Runs statements behind Signpost's back, and gives the rows of the last. */
async function run(database: Database, statements: readonly string[]): Promise<unknown> {
  let rows: unknown;
  if ('url' in database) {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const statement of statements) rows = (await client.query(statement)).rows;
    await client.end();
  } else {
    using file = new DatabaseSync(join(database.folder, 'signpost.db'));
    for (const statement of statements) rows = file.prepare(statement).all();
  }
  return rows;
}
