import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createLinkCounts({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('link_uses')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('hour', 'bigint', (column) => column.notNull())
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('capability', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('link_uses_pk', ['tenant', 'hour', 'migration', 'capability', 'outcome'])
    .execute();
  await schema.createIndex('link_uses_hour').on('link_uses').column('hour').execute();

  await schema
    .createTable('orphans')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('day', 'bigint', (column) => column.notNull())
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('orphans_pk', ['tenant', 'day', 'migration', 'path'])
    .execute();
  await schema.createIndex('orphans_day').on('orphans').column('day').execute();
}
