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
import { startHttpChannel } from './http-channel.ts';

/** Where the notices are kept: a folder of SQLite's, or the URL of a PostgreSQL. */
export type Database = { readonly folder: string } | { readonly url: string };

const CHANNELS = 6;
const CHANGES_A_ROUND = 5;
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
  const http = await startHttpChannel({ lost: 0.03, busy: 0.05 });
  await subscribeAll(database, http.address);
  const ambiguous = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const child = await startProcess(database, CHANGES_A_ROUND);
    await delay(Math.random() * LONGEST_LIFE);
    await ended(child, signal);
    await forEachInHand(database, (key) => ambiguous.set(key, (ambiguous.get(key) ?? 0) + 1));
  }
  const last = await startProcess(database, 0);
  if (last.exitCode === null) await once(last, 'exit');
  await http.close();

  const inHand = sumOf(ambiguous.values());
  for (const [key, { lost }] of http.copies) ambiguous.set(key, (ambiguous.get(key) ?? 0) + lost);
  const changes = await countChanges(database);
  const expected = Array.from({ length: changes }, (_, n) => names.map((name) => `${name} ${n + 1}`)).flat();
  const copies = [...http.copies].map(([key, { arrived }]) => ({ key, more: arrived - 1 }));
  return {
    changes,
    notices: expected.length,
    missing: expected.filter((key) => !http.copies.has(key)).length,
    repeats: sumOf(copies.map(({ more }) => more)),
    ambiguous: sumOf(ambiguous.values()),
    inHand,
    unexplained: copies.filter(({ key, more }) => more > (ambiguous.get(key) ?? 0)).length,
  };
}

const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, each) => sum + each, 0);
const names = Array.from({ length: CHANNELS }, (_, n) => `c${n}`);

const open = (database: Database) => ('url' in database ? openPostgres(database.url) : openSqlite(database.folder));

async function subscribeAll(database: Database, address: (to: string) => string): Promise<void> {
  const storage = await open(database);
  for (const name of names) await storage.subscriptions.save(channel(name, { address: address(name) }));
  await storage.close();
}

async function countChanges(database: Database): Promise<number> {
  const storage = await open(database);
  const head = await storage.settings.head(TENANT);
  await storage.close();
  return head?.number ?? 0;
}

async function startProcess(database: Database, changes: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'delivering-process.ts');
  const place = 'url' in database ? database.url : database.folder;
  const node = ['--disable-warning=ExperimentalWarning', script, place, String(changes)];
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the process ended with ${code}`))),
  ]);
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('the process has ended by itself');
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

const InHand = z.array(z.object({ conversation: z.string(), number: z.coerce.number() }));

/** Names what was being sent when a process ended. Then time passes: its leases are over, and the limits of sending far. */
async function forEachInHand(database: Database, visit: (key: string) => void): Promise<void> {
  const statements = [
    `select conversation, number from notices where next_at > ${Date.now() + IN_HAND}`,
    'update notices set next_at = 0 where next_at is not null',
    "update deliveries set free_at = 0, recent = '[]'",
  ];
  const [inHand] = await ('url' in database
    ? onPostgres(database.url, statements)
    : onSqlite(database.folder, statements));
  for (const { conversation, number } of InHand.parse(inHand))
    visit(`${/^19:(.+)@/.exec(conversation)?.[1]} ${number}`);
}

async function onSqlite(folder: string, statements: readonly string[]): Promise<readonly unknown[]> {
  using file = new DatabaseSync(join(folder, 'signpost.db'));
  return statements.map((statement) => file.prepare(statement).all());
}

async function onPostgres(url: string, statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const answers: unknown[] = [];
  for (const statement of statements) answers.push((await client.query(statement)).rows);
  await client.end();
  return answers;
}
