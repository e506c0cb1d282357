import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { GIVE_UP_AFTER, type Notice, type Outbox, type Settlement } from '../core/notices/notice.ts';
import { paceAfter } from '../core/notices/pace.ts';
import type { LastDelivery } from '../core/notices/subscription.ts';
import type { Schema } from './schema.ts';
import { endSubscriptions } from './subscriptions-storage.ts';
import { takeNotices } from './take-notices.ts';
import type { Ways } from './ways.ts';

export const outboxStorage = (db: Kysely<Schema>, ways: Ways): Outbox => ({
  take: (limit, except) =>
    ways.locked('outbox', async (transaction) => takeNotices(transaction, await ways.now(transaction), limit, except)),

  settle: (settlements) =>
    db.transaction().execute(async (transaction) => settle(transaction, await ways.now(transaction), settlements)),

  waiting: async () => {
    const { count, first } = await db
      .selectFrom('notices')
      .where('next_at', 'is not', null)
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('first')])
      .executeTakeFirstOrThrow();
    return { count, oldest: first === null ? null : Math.max(0, (await ways.now(db)) - first) };
  },

  forgetFailed: async (time) => {
    const { numDeletedRows } = await db
      .deleteFrom('notices')
      .where('next_at', 'is', null)
      .where('created_at', '<', time)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
});

/** A notice that was sent, or tried to. `result`: null while it is to be tried again. */
interface Sent {
  readonly notice: Notice;
  readonly result: LastDelivery['outcome'] | null;
}

async function settle(
  transaction: Transaction<Schema>,
  now: number,
  settlements: readonly Settlement[],
): Promise<number | null> {
  const sent = await settleDelivered(
    transaction,
    settlements.filter(({ outcome }) => outcome.kind === 'delivered'),
  );
  for (const { notice, outcome } of settlements) {
    if (outcome.kind === 'delivered') continue;
    const nextAt = await settleOther(transaction, now, { notice, outcome });
    if (nextAt === 'not-ours' || outcome.kind === 'returned') continue;
    sent.push({ notice, result: nextAt === null ? 'failed' : null });
  }
  if (sent.length === 0) return null;
  await keepPace(transaction, now, sent);
  return untilNext(transaction, now, sent);
}

async function settleDelivered(transaction: Transaction<Schema>, settlements: readonly Settlement[]): Promise<Sent[]> {
  if (settlements.length === 0) return [];
  const ours = await transaction
    .deleteFrom('notices')
    .where(({ or, and }) => or(settlements.map(({ notice: { seq, attempts } }) => and({ seq, attempts }))))
    .returning('seq')
    .execute();
  const seqs = new Set(ours.map(({ seq }) => seq));
  return settlements.flatMap(({ notice }) => (seqs.has(notice.seq) ? { notice, result: 'delivered' } : []));
}

/** When it is to be tried again; null: never. */
async function settleOther(
  transaction: Transaction<Schema>,
  now: number,
  { notice, outcome }: Settlement,
): Promise<number | null | 'not-ours'> {
  const { seq, attempts, tenant, conversation, to } = notice;
  const nextAt = outcome.kind === 'later' ? now + outcome.pause : outcome.kind === 'returned' ? now : null;
  const inTime = outcome.kind === 'later' ? now + outcome.pause - GIVE_UP_AFTER : Number.MIN_SAFE_INTEGER;
  const row = await transaction
    .updateTable('notices')
    .set(({ eb }) => ({
      next_at: eb
        .case()
        .when('created_at', '>=', inTime)
        .then(eb.cast<number | null>(eb.val(nextAt), 'bigint'))
        .else(null)
        .end(),
    }))
    .where('seq', '=', seq)
    .where('attempts', '=', attempts)
    .returning('next_at')
    .executeTakeFirst();
  if (!row) return 'not-ours';
  if (outcome.kind === 'gone') {
    await transaction.deleteFrom('notices').where('seq', '=', seq).execute();
    if (to === 'person') await forgetPerson(transaction, notice);
    else await endSubscriptions(transaction, tenant, { conversation }, { at: now, reason: outcome.reason });
  }
  return row.next_at;
}

async function forgetPerson(transaction: Transaction<Schema>, { tenant, conversation }: Notice): Promise<void> {
  await transaction
    .deleteFrom('personal_chats')
    .where('tenant', '=', tenant)
    .where('conversation', '=', conversation)
    .execute();
}

const moments = z.array(z.number());

/** Keeps when these conversations were sent to, and how it went. */
async function keepPace(transaction: Transaction<Schema>, now: number, sent: readonly Sent[]): Promise<void> {
  const before = await transaction
    .selectFrom('deliveries')
    .selectAll()
    .where(({ or, and }) => or(sent.map(({ notice: { tenant, conversation } }) => and({ tenant, conversation }))))
    .execute();
  const rows = sent.map(({ notice: { tenant, conversation }, result }) => {
    const old = before.find((row) => row.tenant === tenant && row.conversation === conversation);
    const { recent, freeAt } = paceAfter(old ? moments.parse(JSON.parse(old.recent)) : [], now);
    return {
      tenant,
      conversation,
      last_at: result ? now : (old?.last_at ?? null),
      last_outcome: result ?? old?.last_outcome ?? null,
      recent: JSON.stringify(recent),
      free_at: freeAt,
    };
  });
  await transaction
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'conversation']).doUpdateSet(({ ref }) => ({
        last_at: ref('excluded.last_at'),
        last_outcome: ref('excluded.last_outcome'),
        recent: ref('excluded.recent'),
        free_at: ref('excluded.free_at'),
      })),
    )
    .execute();
}

/** Milliseconds until the next notice of one of these conversations may be sent; null: none of them has another. */
async function untilNext(transaction: Transaction<Schema>, now: number, sent: readonly Sent[]): Promise<number | null> {
  const next = await transaction
    .selectFrom('notices as n')
    .innerJoin('deliveries as d', (join) =>
      join.onRef('d.tenant', '=', 'n.tenant').onRef('d.conversation', '=', 'n.conversation'),
    )
    .select(['n.next_at', 'd.free_at'])
    .where('n.seq', 'in', ({ selectFrom }) =>
      selectFrom('notices')
        .select(({ fn }) => fn.min('seq').as('seq'))
        .where(({ or, and }) => or(sent.map(({ notice: { tenant, conversation } }) => and({ tenant, conversation }))))
        .where('next_at', 'is not', null)
        .groupBy(['tenant', 'conversation']),
    )
    .execute();
  if (next.length === 0) return null;
  return Math.max(0, Math.min(...next.map(({ next_at, free_at }) => Math.max(next_at ?? 0, free_at))) - now);
}
