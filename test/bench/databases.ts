import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { startPostgres } from '../world/postgres.ts';
import { temporaryFolder } from '../world/settings.ts';
import { type BareOutbox, barePostgres, bareSqlite } from './bare-outbox.ts';

/** A kind of database to measure on. */
export interface BenchDatabase {
  readonly name: string;
  /** A new one, empty. */
  open(): Promise<Storage & AsyncDisposable>;
  /** A new one with the bare peer's table. */
  openBare(): Promise<BareOutbox>;
}

const disposable = (storage: Storage): Storage & AsyncDisposable => ({
  ...storage,
  [Symbol.asyncDispose]: () => storage.close(),
});

/** SQLite, then a real PostgreSQL of this bench's own. */
export async function* eachDatabase(): AsyncGenerator<BenchDatabase> {
  const folder = temporaryFolder();
  yield {
    name: 'SQLite',
    open: async () => disposable(await openSqlite(join(folder.path, randomUUID()))),
    openBare: async () => bareSqlite(join(folder.path, `${randomUUID()}.db`)),
  };
  folder.remove();

  const server = await startPostgres();
  yield {
    name: 'PostgreSQL',
    open: async () => disposable(await openPostgres((await server.newDatabase())())),
    openBare: async () => barePostgres((await server.newDatabase())()),
  };
  await server.stop();
}
