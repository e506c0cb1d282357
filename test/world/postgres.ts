import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { embeddedPostgres } from './embedded-postgres.ts';
import { freePort } from './free-port.ts';

/** A real PostgreSQL server of this test's own, on loopback. */
export interface PostgresServer {
  readonly port: number;
  /** A new, empty database: its URL, by another port where it is to be reached through something. */
  newDatabase(): Promise<TestDatabaseUrl>;
  /** Shuts down as an operator does who will start it again: connections are ended. */
  halt(): Promise<void>;
  /** Starts again after `halt`, with all that it held. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}
export type TestDatabaseUrl = (port?: number) => string;

/** PostgreSQL refuses to run as root: then it runs as its own user, who must be able to enter the folder. */
const isRoot = process.getuid?.() === 0;
const TRAVERSABLE = 0o755;

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-postgres-'));
  chmodSync(folder, TRAVERSABLE);
  const port = await freePort();
  const log: string[] = [];
  const EmbeddedPostgres = await embeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: true, // the folder is removed below
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause });
  }
  return {
    port,
    newDatabase: async () => {
      const name = `test_${randomUUID()}`;
      await runSql(urlOf(port, 'postgres'), `create database "${name}"`);
      return (through = port) => urlOf(through, name);
    },
    halt: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      // Ctrl-C ends it too; of a server that has ended the library would wait for the end.
      if (existsSync(join(folder, 'data/postmaster.pid'))) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements on a connection of their own. */
export async function runSql(url: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

/** The rows of one statement on a connection of its own. */
export async function rowsOf(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const urlOf = (port: number, database: string) => `postgres://postgres:password@127.0.0.1:${port}/${database}`;
