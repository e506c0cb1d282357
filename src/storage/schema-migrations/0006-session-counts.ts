import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createSessionCounts({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('session_counts')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('hour', 'bigint', (column) => column.notNull())
    .addColumn('states', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_counts_pk', ['tenant', 'hour', 'states'])
    .execute();
  await schema.createIndex('session_counts_hour').on('session_counts').column('hour').execute();
}
