import { Kysely, PostgresDialect, type PostgresPool, sql, type Transaction } from 'kysely';
import { Client } from 'pg';
import { StorageUnavailable, UnusableAddress } from '../core/errors.ts';
import { PostgresNews, tellOthers } from './postgres-news.ts';
import { boundedPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';
import { migrateSchema, readSchema } from './schema-migrations.ts';
import { type Storage, storageOn } from './storage.ts';
import type { Ways } from './ways.ts';

/**
 * Opens a PostgreSQL database that replicas share. One that is out of reach is opened all the same: each use tries
 * again, and the first that gets through brings the schema up to date.
 * @throws UnusableAddress, NewerSchema; the latter may be thrown by each use later, too
 */
export async function openPostgres(url: string): Promise<Storage> {
  checkAddress(url);
  await using opening = new AsyncDisposableStack();
  const pool = boundedPool(url, 'to-write');
  opening.defer(() => pool.end());

  // Kysely asks for its pool at the first query, and again at each query until it has got it.
  const upToDate = async () => {
    await migrate(pool);
    return pool;
  };
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: upToDate }) });
  const listen = (onNews: () => void): void => {
    const news = new PostgresNews(url, onNews);
    opened.defer(() => news.close());
  };
  const storage = storageOn(db, { ...waysOf(db), listen }, () => opened.disposeAsync());
  await storage.ping().catch((error: unknown) => {
    if (!(error instanceof StorageUnavailable)) throw error;
  });
  const opened = opening.move();
  return storage;
}

/**
 * Opens the same database for reading, beside the servers that share it, and leaves it as it is; null where none has kept
 * anything yet. Every write throws StorageUnavailable. @throws UnusableAddress, StorageUnavailable, NewerSchema
 */
export async function openPostgresToRead(url: string): Promise<Storage | null> {
  checkAddress(url);
  await using opening = new AsyncDisposableStack();
  const pool = boundedPool(url, 'to-read');
  opening.defer(() => pool.end());
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const { rows } = await sql<{ kept: boolean }>`select to_regclass('schema_migrations') is not null as kept`.execute(
    db,
  );
  if (!rows[0]?.kept) return null;
  await readSchema(db);
  const opened = opening.move();
  return storageOn(db, { ...waysOf(db), listen: () => {} }, () => opened.disposeAsync());
}

/**
 * Whether the user of this address may make tables, as the server does at its first start and after an upgrade; a standby
 * lets nobody. @throws UnusableAddress, StorageUnavailable
 */
export async function mayMakeTables(url: string): Promise<boolean> {
  checkAddress(url);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: boundedPool(url, 'to-read') }) });
  try {
    const { rows } = await sql<{
      may: boolean | null;
    }>`select has_schema_privilege(current_schema(), 'create') and not pg_is_in_recovery() as may`.execute(db);
    return rows[0]?.may === true;
  } finally {
    await db.destroy();
  }
}

/** The driver reads an address, and the files of certificates that it names, whenever it connects: here once for all. */
function checkAddress(url: string): void {
  try {
    new Client({ connectionString: url });
  } catch (cause) {
    throw new UnusableAddress({ cause });
  }
}

async function migrate(pool: PostgresPool): Promise<void> {
  await transaction(new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), 'schema', migrateSchema);
}

const waysOf = (db: Kysely<Schema>): Omit<Ways, 'listen'> => ({
  tellOthers,
  locked: (lock, work) => transaction(db, lock, work),
  now: async (on) => {
    const { rows } = await sql<{
      now: number;
    }>`select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(on);
    const [row] = rows;
    if (!row) throw new StorageUnavailable('gone');
    return row.now;
  },
});

/**
 * Runs `work` while no other transaction with this lock runs, on whichever replica. Each statement must see what was
 * committed before the lock was got, so the isolation is `read committed` whatever the server's default is.
 */
function transaction<T>(
  db: Kysely<Schema>,
  lock: string,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`signpost:${lock}`}, 0))`.execute(transaction);
      return work(transaction);
    });
}
