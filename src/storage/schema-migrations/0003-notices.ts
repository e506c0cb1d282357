import { PostgresAdapter, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

export async function createNotices(transaction: Transaction<Schema>): Promise<void> {
  const { schema } = transaction;
  await schema
    .createTable('subscriptions')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('team', 'text')
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('migrations', 'text')
    .addColumn('states', 'text', (column) => column.notNull())
    .addColumn('reminders', 'integer', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .addPrimaryKeyConstraint('subscriptions_pk', ['tenant', 'conversation'])
    .execute();

  await schema
    .createTable('personal_chats')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('personal_chats_pk', ['tenant', 'object_id'])
    .execute();
  await schema
    .createIndex('personal_chats_conversation')
    .on('personal_chats')
    .columns(['tenant', 'conversation'])
    .execute();

  // A number that is never used again, in each database's own words.
  const postgres = transaction.getExecutor().adapter instanceof PostgresAdapter;
  await schema
    .createTable('notices')
    .addColumn('seq', postgres ? 'bigserial' : 'integer', (column) =>
      postgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('addressee', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('notices_waiting')
    .on('notices')
    .columns(['tenant', 'conversation', 'seq'])
    .where(sql<boolean>`next_at is not null`)
    .execute();
  await schema
    .createIndex('notices_failed')
    .on('notices')
    .columns(['tenant', 'conversation'])
    .where(sql<boolean>`next_at is null`)
    .execute();

  await schema
    .createTable('deliveries')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('last_at', 'bigint')
    .addColumn('last_outcome', 'text')
    .addColumn('recent', 'text', (column) => column.notNull())
    .addColumn('free_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_pk', ['tenant', 'conversation'])
    .execute();

  await schema
    .createTable('tenant_paces')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('free_at', 'bigint', (column) => column.notNull())
    .execute();

  await schema
    .createTable('reminders')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('migration', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('reminders_pk', ['tenant', 'migration'])
    .execute();
  await schema.createIndex('reminders_due').on('reminders').column('due_at').execute();
}
