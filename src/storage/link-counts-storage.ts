import type { Kysely, Transaction } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import {
  type CountQuery,
  type LinkCountStorage,
  type LinkUse,
  ORPHANS_A_DAY,
  type OrphanUse,
} from '../core/links/link-counts.ts';
import { dayOf } from '../core/time.ts';
import type { Schema } from './schema.ts';
import type { Ways } from './ways.ts';

/** Rows of one statement: SQLite takes 32,766 parameters. */
const BATCH = 1_000;

export const linkCountStorage = (db: Kysely<Schema>, { locked }: Pick<Ways, 'locked'>): LinkCountStorage => ({
  add: (tenant, { uses, orphans }) =>
    locked(`links:${tenant}`, async (transaction) => {
      for (let at = 0; at < uses.length; at += BATCH) await addUses(transaction, tenant, uses.slice(at, at + BATCH));
      for (const [day, ofDay] of Map.groupBy(orphans, (orphan) => orphan.day)) {
        await addOrphans(transaction, tenant, day, ofDay);
      }
    }),

  byHour: async (query) => {
    if (query.migrations.length === 0) return [];
    return usesOf(db, query)
      .select(['hour', 'outcome'])
      .select(({ fn }) => fn.sum<number>('count').as('count'))
      .groupBy(['hour', 'outcome'])
      .orderBy('hour')
      .execute();
  },

  byCapability: async (query) => {
    if (query.migrations.length === 0) return [];
    const rows = await usesOf(db, query)
      .select(['migration', 'capability', 'outcome'])
      .select(({ fn }) => fn.sum<number>('count').as('count'))
      .where('capability', '!=', '')
      .groupBy(['migration', 'capability', 'outcome'])
      .orderBy('migration')
      .orderBy('capability')
      .execute();
    return rows.flatMap(({ capability, ...row }) => (capability === '' ? [] : [{ ...row, capability }]));
  },

  orphans: async ({ tenant, migrations, since, limit }) => {
    if (migrations.length === 0) return [];
    return db
      .selectFrom('orphans')
      .select(['migration', 'path'])
      .select(({ fn }) => [fn.sum<number>('count').as('count'), fn.max('day').as('lastDay')])
      .where('tenant', '=', tenant)
      .where('migration', 'in', migrations)
      .where('day', '>=', dayOf(since))
      .groupBy(['migration', 'path'])
      .orderBy(({ fn }) => fn.sum('count'), 'desc')
      .orderBy('lastDay', 'desc')
      .orderBy('path')
      .limit(limit)
      .execute();
  },

  forget: async (time) => {
    const uses = await db.deleteFrom('link_uses').where('hour', '<', dayOf(time)).executeTakeFirst();
    const orphans = await db.deleteFrom('orphans').where('day', '<', dayOf(time)).executeTakeFirst();
    return Number(uses.numDeletedRows + orphans.numDeletedRows);
  },
});

const usesOf = (db: Kysely<Schema>, { tenant, migrations, since }: CountQuery) =>
  db
    .selectFrom('link_uses')
    .where('tenant', '=', tenant)
    .where('migration', 'in', migrations)
    .where('hour', '>=', since);

async function addUses(transaction: Transaction<Schema>, tenant: TenantId, uses: readonly LinkUse[]): Promise<void> {
  await transaction
    .insertInto('link_uses')
    .values(uses.map(({ capability, ...use }) => ({ tenant, capability: capability ?? '', ...use })))
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'hour', 'migration', 'capability', 'outcome'])
        .doUpdateSet(({ eb, ref }) => ({ count: eb('link_uses.count', '+', ref('excluded.count')) })),
    )
    .execute();
}

/** Those that are there already are counted on a full day too; of new ones only so many as the day has room for. */
async function addOrphans(
  transaction: Transaction<Schema>,
  tenant: TenantId,
  day: number,
  orphans: readonly OrphanUse[],
): Promise<void> {
  const kept = await transaction
    .selectFrom('orphans')
    .select(['migration', 'path'])
    .where('tenant', '=', tenant)
    .where('day', '=', day)
    .execute();
  const known = new Set(kept.map(({ migration, path }) => `${migration} ${path}`));
  const isKnown = ({ migration, path }: OrphanUse): boolean => known.has(`${migration} ${path}`);
  const room = Math.max(ORPHANS_A_DAY - known.size, 0);
  const fresh = orphans.filter((orphan) => !isKnown(orphan)).slice(0, room);
  const rows = [...orphans.filter(isKnown), ...fresh].map((orphan) => ({ tenant, ...orphan }));
  if (rows.length === 0) return;
  await transaction
    .insertInto('orphans')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'day', 'migration', 'path'])
        .doUpdateSet(({ eb, ref }) => ({ count: eb('orphans.count', '+', ref('excluded.count')) })),
    )
    .execute();
}
