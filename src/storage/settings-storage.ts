import type { Kysely, Selectable, Transaction } from 'kysely';
import { FormUsed } from '../core/errors.ts';
import type { MigrationId, Nonce, TenantId } from '../core/ids.ts';
import type { ChainHead, Change, Receipt } from '../core/settings/receipt.ts';
import type { Reminder } from '../core/settings/reminder.ts';
import type { Setting } from '../core/settings/setting.ts';
import type { ChangeTransaction, SettingsStorage } from '../core/settings/settings-storage.ts';
import { insertChange, readChange, selectChanges } from './change-rows.ts';
import { queueChange } from './queue-notices.ts';
import type { Schema } from './schema.ts';
import { settingsLock, type Ways } from './ways.ts';

export const settingsStorage = (db: Kysely<Schema>, ways: Ways): SettingsStorage => ({
  inChange: (tenant, work) =>
    ways.locked(settingsLock(tenant), (transaction) => work(changeTransaction(transaction, tenant, ways))),

  settings: async (tenant) => {
    const rows = await db.selectFrom('settings').selectAll().where('tenant', '=', tenant).execute();
    return rows.map(readSetting);
  },

  changes: async ({ tenant, migrations, before = Number.MAX_SAFE_INTEGER, limit }) => {
    if (migrations.length === 0) return [];
    const rows = await selectChanges(db)
      .where('r.tenant', '=', tenant)
      .where('r.migration', 'in', migrations)
      .where('r.number', '<', before)
      .orderBy('r.number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(readChange);
  },

  newestChanges: async (tenant) => {
    const newest = db
      .selectFrom('receipts')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('tenant', '=', tenant)
      .groupBy('migration');
    const rows = await selectChanges(db).where('r.tenant', '=', tenant).where('r.number', 'in', newest).execute();
    return rows.map(readChange);
  },

  feedback: async ({ tenant, migrations, limit }) => {
    if (migrations.length === 0) return [];
    const rows = await selectChanges(db)
      .where('r.tenant', '=', tenant)
      .where('r.migration', 'in', migrations)
      .where('f.number', 'is not', null)
      .orderBy('r.number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(readChange);
  },

  feedbackCounts: async ({ tenant, migrations }) => {
    if (migrations.length === 0) return new Map();
    const rows = await db
      .selectFrom('receipts as r')
      .innerJoin('feedback as f', (join) => join.onRef('f.tenant', '=', 'r.tenant').onRef('f.number', '=', 'r.number'))
      .select(({ fn }) => ['r.category', fn.countAll<number>().as('count')])
      .where('r.tenant', '=', tenant)
      .where('r.migration', 'in', migrations)
      .groupBy('r.category')
      .execute();
    return new Map(rows.flatMap(({ category, count }) => (category === null ? [] : [[category, count]])));
  },

  chain: async (tenant, after, limit) => {
    const rows = await selectChanges(db)
      .where('r.tenant', '=', tenant)
      .where('r.number', '>', after)
      .orderBy('r.number')
      .limit(limit)
      .execute();
    return rows.map(readChange);
  },

  head: (tenant) => readHead(db, tenant),

  forgetFeedback: async (before) => {
    const { numDeletedRows } = await db.deleteFrom('feedback').where('at', '<', before).executeTakeFirst();
    return Number(numDeletedRows);
  },
});

const changeTransaction = (
  transaction: Transaction<Schema>,
  tenant: TenantId,
  { tellOthers }: Ways,
): ChangeTransaction => ({
  setting: async (migration) => {
    const row = await transaction
      .selectFrom('settings')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('migration', '=', migration)
      .executeTakeFirst();
    return row && readSetting(row);
  },

  useOf: async (nonce) => {
    // Nearly always a new one, which the index alone tells.
    const used = await transaction
      .selectFrom('receipts')
      .select('number')
      .where('nonce', '=', nonce)
      .executeTakeFirst();
    if (!used) return undefined;
    const row = await selectChanges(transaction).where('r.nonce', '=', nonce).executeTakeFirst();
    return row && { tenant: row.tenant, change: readChange(row) };
  },

  head: () => readHead(transaction, tenant),

  newestChange: (migration) => newestChange(transaction, tenant, migration),

  append: async (change, setting, nonce) => {
    await append(transaction, change, setting, nonce);
    await tellOthers(transaction);
  },

  remind: (receipt, reminder) => setReminder(transaction, receipt, reminder),
});

const readSetting = ({ migration, state, version, since, until }: Selectable<Schema['settings']>): Setting => ({
  migration,
  state,
  version,
  since,
  until,
});

const readHead = (db: Kysely<Schema>, tenant: TenantId): Promise<ChainHead | undefined> =>
  db.selectFrom('chain_heads').select(['number', 'hash']).where('tenant', '=', tenant).executeTakeFirst();

async function append(
  transaction: Transaction<Schema>,
  change: Change,
  setting: Setting,
  nonce: Nonce | null,
): Promise<void> {
  const { tenant, number, hash } = change.receipt;
  // Another tenant has used the nonce since `useOf` looked: only tenants of their own wait for each other.
  if ((await insertChange(transaction, change, nonce)) === 'nonce-used') throw new FormUsed();
  const { migration, ...state } = setting;
  await transaction
    .insertInto('settings')
    .values({ tenant, migration, ...state })
    .onConflict((conflict) => conflict.columns(['tenant', 'migration']).doUpdateSet(state))
    .execute();
  await transaction
    .insertInto('chain_heads')
    .values({ tenant, number, hash })
    .onConflict((conflict) => conflict.column('tenant').doUpdateSet({ number, hash }))
    .execute();
  await queueChange(transaction, change.receipt);
}

async function newestChange(
  transaction: Transaction<Schema>,
  tenant: TenantId,
  migration: MigrationId,
): Promise<Change | undefined> {
  const row = await selectChanges(transaction)
    .where('r.tenant', '=', tenant)
    .where('r.migration', '=', migration)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && readChange(row);
}

async function setReminder(
  transaction: Transaction<Schema>,
  { tenant, migration, number }: Receipt,
  reminder: Reminder | null,
): Promise<void> {
  if (!reminder) {
    await transaction.deleteFrom('reminders').where('tenant', '=', tenant).where('migration', '=', migration).execute();
    return;
  }
  const due = { number, kind: reminder.kind, due_at: reminder.at };
  await transaction
    .insertInto('reminders')
    .values({ tenant, migration, ...due })
    .onConflict((conflict) => conflict.columns(['tenant', 'migration']).doUpdateSet(due))
    .execute();
}
