import { type InferResult, sql, type Transaction } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import { LEASE, type Notice } from '../core/notices/notice.ts';
import { TENANT_INTERVAL } from '../core/notices/pace.ts';
import { readChange, selectChanges } from './change-rows.ts';
import type { Schema } from './schema.ts';

/** How far ahead a tenant's turns are given away, in milliseconds: enough to go on until notices are taken again. */
const AHEAD = 1_000;

/** Takes notices as core's Outbox says. Only one at a time does so, of all that share the database. */
export async function takeNotices(
  transaction: Transaction<Schema>,
  now: number,
  limit: number,
  except: readonly TenantId[],
): Promise<Notice[]> {
  const ready = (await selectReady(transaction, now, limit, except).execute()).map(({ seq }) => seq);
  if (ready.length === 0) return [];
  await transaction
    .updateTable('notices')
    .set(({ eb }) => ({ next_at: now + LEASE, attempts: eb('attempts', '+', 1) }))
    .where('seq', 'in', ready)
    .execute();
  const rows = await selectNotices(transaction, ready).execute();
  const taken = new Map(rows.flatMap((row) => readNotice(row) ?? []).map((notice) => [notice.seq, notice]));
  const needless = ready.filter((seq) => !taken.has(seq));
  if (needless.length > 0) await transaction.deleteFrom('notices').where('seq', 'in', needless).execute();
  return inTurns(
    transaction,
    now,
    ready.flatMap((seq) => taken.get(seq) ?? []),
  );
}

/** The oldest notice of each conversation, where the limits of sending allow it now; every tenant in turn. */
function selectReady(transaction: Transaction<Schema>, now: number, limit: number, except: readonly TenantId[]) {
  return transaction
    .with('oldest', (db) =>
      db
        .selectFrom('notices')
        .select(({ fn }) => fn.min('seq').as('seq'))
        .where('next_at', 'is not', null)
        .groupBy(['tenant', 'conversation']),
    )
    .with('ready', (db) => {
      const query = db
        .selectFrom('oldest as o')
        .innerJoin('notices as n', 'n.seq', 'o.seq')
        .leftJoin('deliveries as d', (join) =>
          join.onRef('d.tenant', '=', 'n.tenant').onRef('d.conversation', '=', 'n.conversation'),
        )
        .select(['n.seq', 'n.tenant'])
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('n.tenant').orderBy('n.seq'))
            .as('place'),
        )
        .where('n.next_at', '<=', now)
        .where(({ or, eb }) => or([eb('d.free_at', 'is', null), eb('d.free_at', '<=', now)]));
      return except.length > 0 ? query.where('n.tenant', 'not in', except) : query;
    })
    .selectFrom('ready as r')
    .leftJoin('tenant_paces as p', 'p.tenant', 'r.tenant')
    .select('r.seq')
    .where(({ eb, ref }) => {
      const free = eb.case().when('p.free_at', '>', now).then(ref('p.free_at')).else(now).end();
      return eb(free, '<', sql<number>`${now + AHEAD + TENANT_INTERVAL} - r.place * ${sql.lit(TENANT_INTERVAL)}`);
    })
    .orderBy('r.place')
    .orderBy('r.seq')
    .limit(limit);
}

/** What is needed to send these notices (`n`): their change, and where they go (`s` or `p`). Not those that nothing remains to say of. */
const selectNotices = (transaction: Transaction<Schema>, seqs: readonly number[]) =>
  selectChanges(transaction)
    .innerJoin('notices as n', (join) => join.onRef('n.tenant', '=', 'r.tenant').onRef('n.number', '=', 'r.number'))
    .leftJoin('subscriptions as s', (join) =>
      join
        .onRef('s.tenant', '=', 'n.tenant')
        .onRef('s.conversation', '=', 'n.conversation')
        .on('s.ended_at', 'is', null),
    )
    .leftJoin('personal_chats as p', (join) =>
      join.onRef('p.tenant', '=', 'a.tenant').onRef('p.object_id', '=', 'a.object_id'),
    )
    .select(['n.seq', 'n.attempts', 'n.conversation', 'n.addressee', 'n.kind'])
    .select(['s.type', 's.address', 's.locale', 's.time_zone'])
    .select(['p.address as person_address', 'p.locale as person_locale', 'p.time_zone as person_time_zone'])
    .where('n.seq', 'in', seqs)
    .where(({ or, eb, not, exists, selectFrom }) =>
      or([
        eb('n.kind', '=', 'change'),
        not(
          exists(
            selectFrom('receipts as later')
              .select('later.number')
              .whereRef('later.tenant', '=', 'r.tenant')
              .whereRef('later.migration', '=', 'r.migration')
              .whereRef('later.number', '>', 'r.number'),
          ),
        ),
      ]),
    );

type NoticeRow = InferResult<ReturnType<typeof selectNotices>>[number];

/** null: nobody is there any more. */
function readNotice(row: NoticeRow): Notice | null {
  const { seq, attempts, tenant, conversation, kind } = row;
  const notice = { seq, attempts, tenant, conversation, kind, change: readChange(row), wait: 0 };
  if (row.addressee === 'person') {
    const { person_address: address, person_locale: locale, person_time_zone: timeZone } = row;
    if (address === null || locale === null || timeZone === null) return null;
    return { ...notice, to: 'person', type: 'personal', address, locale, timeZone };
  }
  const { type, address, locale, time_zone: timeZone } = row;
  if (type === null || address === null || locale === null || timeZone === null) return null;
  return { ...notice, to: 'subscription', type, address, locale, timeZone };
}

/** Gives each notice its turn among those of its tenant, after those that were given away before. */
async function inTurns(transaction: Transaction<Schema>, now: number, notices: readonly Notice[]): Promise<Notice[]> {
  const byTenant = Map.groupBy(notices, ({ tenant }) => tenant);
  if (byTenant.size === 0) return [];
  const ends = await transaction
    .insertInto('tenant_paces')
    .values([...byTenant].map(([tenant, { length }]) => ({ tenant, free_at: now + length * TENANT_INTERVAL })))
    .onConflict((conflict) =>
      conflict.column('tenant').doUpdateSet(({ eb, ref }) => ({
        free_at: eb
          .case()
          .when('tenant_paces.free_at', '>', now)
          .then(eb(eb('tenant_paces.free_at', '+', ref('excluded.free_at')), '-', now))
          .else(ref('excluded.free_at'))
          .end(),
      })),
    )
    .returning(['tenant', 'free_at'])
    .execute();
  return ends.flatMap(({ tenant, free_at }) => {
    const own = byTenant.get(tenant) ?? [];
    const first = free_at - own.length * TENANT_INTERVAL - now;
    return own.map((notice, place) => ({ ...notice, wait: first + place * TENANT_INTERVAL }));
  });
}
