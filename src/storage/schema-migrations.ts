import type { Kysely, Transaction } from 'kysely';
import { NewerSchema } from '../core/errors.ts';
import type { Schema } from './schema.ts';
import { createSettings } from './schema-migrations/0001-settings.ts';
import { createPings } from './schema-migrations/0002-pings.ts';
import { createNotices } from './schema-migrations/0003-notices.ts';
import { createMisses } from './schema-migrations/0004-misses.ts';
import { createLinkCounts } from './schema-migrations/0005-link-counts.ts';
import { createSessionCounts } from './schema-migrations/0006-session-counts.ts';

interface SchemaMigration {
  readonly name: string;
  readonly run: (transaction: Transaction<Schema>) => Promise<void>;
}

/** The schema's history, oldest first, alike on each kind of database. One that was released is never edited. */
const SCHEMA_MIGRATIONS: readonly SchemaMigration[] = [
  { name: '0001-settings', run: createSettings },
  { name: '0002-pings', run: createPings },
  { name: '0003-notices', run: createNotices },
  { name: '0004-misses', run: createMisses },
  { name: '0005-link-counts', run: createLinkCounts },
  { name: '0006-session-counts', run: createSessionCounts },
];

/**
 * Brings the schema up to date. `transaction` keeps every other process from doing the same meanwhile.
 * @throws NewerSchema
 */
export async function migrateSchema(transaction: Transaction<Schema>): Promise<void> {
  await transaction.schema
    .createTable('schema_migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  const done = await readSchema(transaction);
  for (const { name, run } of SCHEMA_MIGRATIONS) {
    if (done.includes(name)) continue;
    await run(transaction);
    await transaction.insertInto('schema_migrations').values({ name }).execute();
  }
}

/** The names of those that were run. @throws NewerSchema */
export async function readSchema(db: Kysely<Schema>): Promise<readonly string[]> {
  const done = (await db.selectFrom('schema_migrations').select('name').execute()).map(({ name }) => name);
  const unknown = done.find((name) => !SCHEMA_MIGRATIONS.some((known) => known.name === name));
  if (unknown !== undefined) throw new NewerSchema(unknown);
  return done;
}
