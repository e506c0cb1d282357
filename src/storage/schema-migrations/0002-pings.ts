import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createPings({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('pings')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .execute();
}
