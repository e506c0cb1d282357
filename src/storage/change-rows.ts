import type { InferResult, Kysely, Transaction } from 'kysely';
import type { Nonce } from '../core/ids.ts';
import { type Cause, type Change, causeText } from '../core/settings/receipt.ts';
import type { Schema } from './schema.ts';

/** Receipts (`r`) with what is still kept beside them: who acted (`a`) and what was written (`f`). */
export const selectChanges = (db: Kysely<Schema>) =>
  db
    .selectFrom('receipts as r')
    .leftJoin('actors as a', (join) => join.onRef('a.tenant', '=', 'r.tenant').onRef('a.number', '=', 'r.number'))
    .leftJoin('feedback as f', (join) => join.onRef('f.tenant', '=', 'r.tenant').onRef('f.number', '=', 'r.number'))
    .select([
      'r.tenant',
      'r.number',
      'r.migration',
      'r.version',
      'r.at',
      'r.from_state',
      'r.to_state',
      'r.until',
      'r.cause',
      'r.category',
      'r.actor_digest',
      'r.comment_digest',
      'r.previous',
      'r.hash',
      'a.salt as actor_salt',
      'a.object_id',
      'a.name',
      'f.salt as comment_salt',
      'f.comment',
      'f.contact',
      'f.share',
    ]);

type ChangeRow = InferResult<ReturnType<typeof selectChanges>>[number];

/** The change in this row, exactly as it stands there: what was tampered with must reach the check of the hashes. */
export function readChange(row: ChangeRow): Change {
  const { actor_salt, object_id, name, comment_salt, comment, contact, share } = row;
  const actor =
    actor_salt === null || object_id === null || name === null ? null : { salt: actor_salt, objectId: object_id, name };
  const feedback =
    comment_salt === null || comment === null || contact === null || share === null
      ? null
      : { salt: comment_salt, comment, contact: readFlag(contact), share: readFlag(share) };
  return {
    receipt: {
      tenant: row.tenant,
      number: row.number,
      migration: row.migration,
      version: row.version,
      at: row.at,
      from: row.from_state,
      to: row.to_state,
      until: row.until,
      cause: readCause(row.cause),
      category: row.category,
      actorDigest: row.actor_digest,
      commentDigest: row.comment_digest,
      previous: row.previous,
      hash: row.hash,
    },
    actor,
    feedback,
  };
}

const TIMER = /^timer:(\d+)$/;

function readCause(text: string): Cause {
  const cause: Cause = { kind: 'timer', setBy: Number(TIMER.exec(text)?.[1]) };
  if (causeText(cause) === text) return cause;
  // A text that we never write is passed on as a kind of its own, so that it enters the hash as it stands.
  return { kind: text as 'person' };
}

function readFlag(value: number): boolean {
  if (value === 1) return true;
  if (value === 0) return false;
  // No flag of ours: passed on as it stands, so that the digest does not hold.
  return value as unknown as boolean;
}

export async function insertChange(
  transaction: Transaction<Schema>,
  { receipt, actor, feedback }: Change,
  nonce: Nonce | null,
): Promise<'inserted' | 'nonce-used'> {
  const { tenant, number, at } = receipt;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('receipts')
    .values({
      tenant,
      number,
      migration: receipt.migration,
      version: receipt.version,
      at,
      from_state: receipt.from,
      to_state: receipt.to,
      until: receipt.until,
      cause: causeText(receipt.cause),
      category: receipt.category,
      actor_digest: receipt.actorDigest,
      comment_digest: receipt.commentDigest,
      previous: receipt.previous,
      hash: receipt.hash,
      nonce,
    })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return 'nonce-used';
  if (actor) {
    const { salt, objectId, name } = actor;
    await transaction.insertInto('actors').values({ tenant, number, salt, object_id: objectId, name }).execute();
  }
  if (feedback) {
    const { salt, comment } = feedback;
    const [contact, share] = [Number(feedback.contact), Number(feedback.share)];
    await transaction.insertInto('feedback').values({ tenant, number, at, salt, comment, contact, share }).execute();
  }
  return 'inserted';
}
