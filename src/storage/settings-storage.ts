import type { Kysely } from 'kysely';
import type { SettingsStorage } from '../core/settings/settings-storage.ts';
import { readChange, selectChanges } from './change-rows.ts';
import { changeTransaction } from './change-transaction.ts';
import type { Schema } from './schema.ts';
import { readHead, readSetting } from './setting-rows.ts';
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
