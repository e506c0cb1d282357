import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createMisses({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('misses')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('day', 'bigint', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('misses_pk', ['tenant', 'source', 'day', 'key'])
    .execute();
  await schema.createIndex('misses_day').on('misses').column('day').execute();

  await schema
    .createTable('ratings')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('capability', 'text', (column) => column.notNull())
    .addColumn('helpful', 'integer', (column) => column.notNull())
    .addColumn('unhelpful', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('ratings_pk', ['tenant', 'capability'])
    .execute();
}
