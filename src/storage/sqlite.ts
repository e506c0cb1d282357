import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Clock } from '../core/ports.ts';
import { orSqliteFailure } from './failures.ts';
import type { Schema } from './schema.ts';
import { migrateSchema } from './schema-migrations.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import { type Storage, storageOn } from './storage.ts';
import type { Ways } from './ways.ts';

/** Names and comments are in there: for the owner only. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The database in its folder. */
export const DATABASE_FILE = 'signpost.db';

/** How long to wait for another process that is in the database for a moment, such as a backup; in milliseconds. */
const BUSY_TIMEOUT = 5000;

/** The locks that this process holds: one that is collected as garbage lets go of its folder. */
const held = new Set<DatabaseSync>();

/**
 * Opens the embedded database of a folder, making what is missing, and keeps every other process from doing so.
 * @throws StorageUnavailable (`busy`: the folder is open already), NewerSchema
 */
export async function openSqlite(dataDir: string, clock: Clock = Date.now): Promise<Storage> {
  await using opening = new AsyncDisposableStack();
  opening.use(lockFolder(dataDir));

  const database = orSqliteFailure(() => openDatabase(join(dataDir, DATABASE_FILE)));
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
  opening.defer(() => db.destroy());

  await db.transaction().execute(migrateSchema);
  const opened = opening.move();
  return storageOn(db, waysOf(db, clock), () => opened.disposeAsync());
}

/**
 * Opens the same database for reading, beside the server that holds the folder; null where nothing has been kept yet.
 * Every write throws StorageUnavailable. @throws StorageUnavailable
 */
export function openSqliteToRead(dataDir: string): Storage | null {
  if (!hasDatabase(dataDir)) return null;
  const file = join(dataDir, DATABASE_FILE);
  const database = orSqliteFailure(() => new DatabaseSync(file, { timeout: BUSY_TIMEOUT, readOnly: true }));
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
  return storageOn(db, waysOf(db, Date.now), () => db.destroy());
}

/** Whether there is a database in this folder. @throws StorageUnavailable where one may not look into it */
export const hasDatabase = (dataDir: string): boolean =>
  orSqliteFailure(() => statSync(join(dataDir, DATABASE_FILE), { throwIfNoEntry: false }) !== undefined);

/** SQLite has one writer at a time, and Kysely lends its one connection to one transaction after the other. */
export const waysOf = (db: Kysely<Schema>, clock: Clock): Ways => ({
  locked: (_lock, work) => db.transaction().execute(work),
  now: async () => clock(),
  // No other process writes to this folder.
  tellOthers: async () => {},
  listen: () => {},
});

/** Makes the folder where it is missing, and keeps every other process out of it until it is disposed of. @throws StorageUnavailable */
export function lockFolder(dataDir: string): Disposable {
  orSqliteFailure(() => mkdirSync(dataDir, { recursive: true, mode: FOLDER_MODE }));
  const lock = orSqliteFailure(() => takeLock(join(dataDir, 'LOCK')));
  held.add(lock);
  return {
    [Symbol.dispose]: () => {
      held.delete(lock);
      lock.close();
    },
  };
}

/** The operating system lets go of this lock when the process ends, however it ends. */
function takeLock(file: string): DatabaseSync {
  // One that is there is not opened: closing it again would let go of a lock that this process holds already.
  if (!existsSync(file)) closeSync(openSync(file, 'a', FILE_MODE));
  return configured(new DatabaseSync(file, { timeout: 0 }), 'pragma locking_mode = exclusive; begin exclusive; commit');
}

/** With WAL and `full` a commit is on the disk when it returns. */
function openDatabase(file: string): DatabaseSync {
  closeSync(openSync(file, 'a', FILE_MODE));
  return configured(
    new DatabaseSync(file, { timeout: BUSY_TIMEOUT }),
    'pragma journal_mode = wal; pragma synchronous = full',
  );
}

function configured(database: DatabaseSync, statements: string): DatabaseSync {
  try {
    database.exec(statements);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
