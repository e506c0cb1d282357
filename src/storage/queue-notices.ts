import { sql, type Transaction } from 'kysely';
import type { NoticeKind } from '../core/notices/notice.ts';
import type { Receipt } from '../core/settings/receipt.ts';
import type { Schema } from './schema.ts';
import { wantMigration } from './subscriptions-storage.ts';

const COLUMNS = ['tenant', 'conversation', 'addressee', 'kind', 'number', 'created_at', 'next_at', 'attempts'] as const;

/** Columns of a notice that may be sent at once. */
const notice = (addressee: 'subscription' | 'person', kind: NoticeKind, number: number, now: number) => [
  sql.lit(addressee).as('addressee'),
  sql.lit(kind).as('kind'),
  sql<number>`cast(${number} as bigint)`.as('number'),
  sql<number>`cast(${now} as bigint)`.as('created_at'),
  sql.lit(0).as('next_at'),
  sql.lit(0).as('attempts'),
];

/** The active subscriptions (`s`) that want to hear of this receipt's state and migration, as notices to them. */
const toSubscriptions = (transaction: Transaction<Schema>, receipt: Receipt, kind: NoticeKind, now: number) =>
  transaction
    .selectFrom('subscriptions as s')
    .select(['s.tenant', 's.conversation'])
    .select(notice('subscription', kind, receipt.number, now))
    .where('s.tenant', '=', receipt.tenant)
    .where('s.ended_at', 'is', null)
    .where('s.states', 'in', ['both', receipt.to])
    .where(wantMigration(receipt.migration));

/** The chat (`p`) of the person who made this change; none where they are not known or not reachable. */
const chatOf = (transaction: Transaction<Schema>, { tenant, number }: Receipt) =>
  transaction
    .selectFrom('personal_chats as p')
    .innerJoin('actors as a', (join) =>
      join.onRef('a.tenant', '=', 'p.tenant').onRef('a.object_id', '=', 'p.object_id'),
    )
    .where('a.tenant', '=', tenant)
    .where('a.number', '=', number);

const toPerson = (transaction: Transaction<Schema>, receipt: Receipt, kind: NoticeKind, now: number) =>
  chatOf(transaction, receipt)
    .select(['p.tenant', 'p.conversation'])
    .select(notice('person', kind, receipt.number, now));

/** A notice of this change for each subscription that wants it. */
export async function queueChange(transaction: Transaction<Schema>, receipt: Receipt): Promise<void> {
  const notices = toSubscriptions(transaction, receipt, 'change', receipt.at);
  await transaction.insertInto('notices').columns(COLUMNS).expression(notices).execute();
}

/** An off ends soon: a notice to whoever made it. */
export async function queueEndsSoon(transaction: Transaction<Schema>, receipt: Receipt, now: number): Promise<void> {
  const notices = toPerson(transaction, receipt, 'ends-soon', now);
  await transaction.insertInto('notices').columns(COLUMNS).expression(notices).execute();
}

/** An off without an end lasts: a notice to whoever made it, and to each subscription that wants such reminders. */
export async function queueStillOff(transaction: Transaction<Schema>, receipt: Receipt, now: number): Promise<void> {
  const others = toSubscriptions(transaction, receipt, 'still-off', now)
    .where('s.reminders', '=', 1)
    .where('s.conversation', 'not in', chatOf(transaction, receipt).select('p.conversation'));
  const notices = toPerson(transaction, receipt, 'still-off', now).unionAll(others);
  await transaction.insertInto('notices').columns(COLUMNS).expression(notices).execute();
}
