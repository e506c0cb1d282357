import type { Database } from '../config.ts';
import { openSqlite } from '../storage/sqlite.ts';
import type { Storage } from '../storage/storage.ts';

/** The database that the configuration names. @throws StorageUnavailable, NewerSchema */
export async function openStorage(database: Database): Promise<Storage> {
  if (database.kind === 'sqlite') return openSqlite(database.dataDir);
  const { openPostgres } = await import('../storage/postgres.ts'); // its driver is loaded where it is used only
  return openPostgres(database.url.reveal());
}
