import type { Transaction } from 'kysely';
import { FormUsed } from '../core/errors.ts';
import type { MigrationId, Nonce, TenantId } from '../core/ids.ts';
import type { Change, Receipt } from '../core/settings/receipt.ts';
import type { Reminder } from '../core/settings/reminder.ts';
import type { Setting } from '../core/settings/setting.ts';
import type { ChangeTransaction } from '../core/settings/settings-storage.ts';
import { insertChange, readChange, selectChanges } from './change-rows.ts';
import { queueChange } from './queue-notices.ts';
import type { Schema } from './schema.ts';
import { readHead, readSetting } from './setting-rows.ts';
import type { Ways } from './ways.ts';

/** What one change reads and writes, as core's ChangeTransaction says. */
export const changeTransaction = (
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
