import { type InferResult, type Kysely, sql, type Transaction } from 'kysely';
import { type MigrationId, migrationId, type TenantId } from '../core/ids.ts';
import type { Scope, Subscription, SubscriptionStatus, SubscriptionStorage } from '../core/notices/subscription.ts';
import type { Schema } from './schema.ts';

type Ended = NonNullable<Subscription['ended']>;

export const subscriptionStorage = (db: Kysely<Schema>): SubscriptionStorage => ({
  find: async (tenant, conversation) => {
    const row = await selectSubscriptions(db, tenant).where('s.conversation', '=', conversation).executeTakeFirst();
    return row && readSubscription(row);
  },

  list: async (tenant) => {
    const rows = await selectSubscriptions(db, tenant).orderBy('s.since', 'desc').orderBy('s.conversation').execute();
    return rows.map(readSubscription);
  },

  save: async ({ tenant, conversation, filter, ended, ...given }) => {
    const row = {
      type: given.type,
      team: given.team,
      address: given.address,
      locale: given.locale,
      time_zone: given.timeZone,
      migrations: filter.migrations && migrationsText(filter.migrations),
      states: filter.states,
      reminders: Number(filter.reminders),
      since: given.since,
      ended_at: ended?.at ?? null,
      end_reason: ended?.reason ?? null,
    };
    await db
      .insertInto('subscriptions')
      .values({ tenant, conversation, ...row })
      .onConflict((conflict) => conflict.columns(['tenant', 'conversation']).doUpdateSet(row))
      .execute();
  },

  end: (tenant, scope, ended) =>
    db.transaction().execute((transaction) => endSubscriptions(transaction, tenant, scope, ended)),

  savePersonalChat: async ({ tenant, objectId, conversation, address, locale, timeZone }) => {
    const row = { conversation, address, locale, time_zone: timeZone };
    await db
      .insertInto('personal_chats')
      .values({ tenant, object_id: objectId, ...row })
      .onConflict((conflict) => conflict.columns(['tenant', 'object_id']).doUpdateSet(row))
      .execute();
  },

  forgetPersonalChat: async (tenant, conversation) => {
    await db
      .deleteFrom('personal_chats')
      .where('tenant', '=', tenant)
      .where('conversation', '=', conversation)
      .execute();
  },
});

/** Ends what is not over yet, and drops what still waits for it; says whether there was anything. */
export async function endSubscriptions(
  transaction: Transaction<Schema>,
  tenant: TenantId,
  scope: Scope,
  { at, reason }: Ended,
): Promise<boolean> {
  const update = transaction
    .updateTable('subscriptions')
    .set({ ended_at: at, end_reason: reason })
    .where('tenant', '=', tenant)
    .where('ended_at', 'is', null);
  const chosen =
    'team' in scope ? update.where('team', '=', scope.team) : update.where('conversation', '=', scope.conversation);
  const conversations = (await chosen.returning('conversation').execute()).map(({ conversation }) => conversation);
  if (conversations.length === 0) return false;
  await transaction
    .deleteFrom('notices')
    .where('tenant', '=', tenant)
    .where('conversation', 'in', conversations)
    .where('addressee', '=', 'subscription')
    .where('next_at', 'is not', null)
    .execute();
  return true;
}

/** Each id between commas, so that one can be looked for: ids hold none. */
const migrationsText = (ids: readonly MigrationId[]): string => `,${ids.join(',')},`;
const readMigrations = (text: string): MigrationId[] =>
  text
    .split(',')
    .filter((id) => id !== '')
    .map(migrationId);

/**
 * The active subscriptions (`s`) that want to hear of this migration. The pattern is put together in SQL: SQLite prepares a
 * statement anew whenever a parameter right behind `like` is bound.
 */
export const wantMigration = (migration: MigrationId) =>
  sql<boolean>`(s.migrations is null or s.migrations like '%' || ${migrationsText([migration])} || '%')`;

const selectSubscriptions = (db: Kysely<Schema>, tenant: TenantId) =>
  db
    .selectFrom('subscriptions as s')
    .leftJoin('deliveries as d', (join) =>
      join.onRef('d.tenant', '=', 's.tenant').onRef('d.conversation', '=', 's.conversation'),
    )
    .selectAll('s')
    .select(['d.last_at', 'd.last_outcome'])
    .select(({ selectFrom }) => {
      const notices = selectFrom('notices as n')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('n.tenant', '=', 's.tenant')
        .whereRef('n.conversation', '=', 's.conversation');
      return [
        notices.where('n.next_at', 'is not', null).as('waiting'),
        notices.where('n.next_at', 'is', null).whereRef('n.created_at', '>=', 's.since').as('failed'),
      ];
    })
    .where('s.tenant', '=', tenant);

type SubscriptionRow = InferResult<ReturnType<typeof selectSubscriptions>>[number];

const readSubscription = (row: SubscriptionRow): SubscriptionStatus => ({
  tenant: row.tenant,
  conversation: row.conversation,
  type: row.type,
  team: row.team,
  address: row.address,
  locale: row.locale,
  timeZone: row.time_zone,
  filter: {
    migrations: row.migrations === null ? null : readMigrations(row.migrations),
    states: row.states,
    reminders: row.reminders === 1,
  },
  since: row.since,
  ended: row.ended_at === null || row.end_reason === null ? null : { at: row.ended_at, reason: row.end_reason },
  lastDelivery:
    row.last_at === null || row.last_outcome === null ? null : { at: row.last_at, outcome: row.last_outcome },
  waiting: row.waiting ?? 0,
  failed: row.failed ?? 0,
});
