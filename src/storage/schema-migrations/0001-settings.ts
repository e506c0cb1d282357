import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createSettings({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('settings')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('since', 'bigint')
    .addColumn('until', 'bigint')
    .addPrimaryKeyConstraint('settings_pk', ['tenant', 'migration'])
    .execute();
  await schema.createIndex('settings_until').on('settings').column('until').execute();

  await schema
    .createTable('receipts')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('from_state', 'text', (column) => column.notNull())
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint')
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('category', 'text')
    .addColumn('actor_digest', 'text')
    .addColumn('comment_digest', 'text')
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text', (column) => column.unique())
    .addPrimaryKeyConstraint('receipts_pk', ['tenant', 'number'])
    .execute();
  await schema.createIndex('receipts_migration').on('receipts').columns(['tenant', 'migration', 'number']).execute();

  await schema
    .createTable('actors')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('actors_pk', ['tenant', 'number'])
    .execute();

  await schema
    .createTable('feedback')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('comment', 'text', (column) => column.notNull())
    .addColumn('contact', 'integer', (column) => column.notNull())
    .addColumn('share', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_pk', ['tenant', 'number'])
    .execute();
  await schema.createIndex('feedback_at').on('feedback').column('at').execute();

  await schema
    .createTable('chain_heads')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
}
