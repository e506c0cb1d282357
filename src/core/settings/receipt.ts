import type { MigrationId, ObjectId, TenantId } from '../ids.ts';
import type { State } from '../migration.ts';
import type { Feedback } from './feedback.ts';

/** SHA-256 of a text in UTF-8, as 64 lower-case hex digits. */
export type Sha256 = (text: string) => string;

/** What made a change: a person, or the timer that the change with that number had set. */
export type Cause = { readonly kind: 'person' } | { readonly kind: 'timer'; readonly setBy: number };

/** A cause as it is stored and hashed: `person` or `timer:<number>`. */
export const causeText = (cause: Cause): string => (cause.kind === 'timer' ? `timer:${cause.setBy}` : cause.kind);

/**
 * One change, as the chain holds it. Who did it and what they wrote enter as salted digests only,
 * so that both can be forgotten and the chain stays whole. docs/receipts.md describes the canonical form.
 */
export interface Receipt {
  readonly tenant: TenantId;
  /** Place in the tenant's chain, from 1. */
  readonly number: number;
  readonly migration: MigrationId;
  /** The setting's version after this change. */
  readonly version: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly from: State;
  readonly to: State;
  /** UTC milliseconds, or null where no end was set. */
  readonly until: number | null;
  readonly cause: Cause;
  readonly category: Feedback['category'] | null;
  readonly actorDigest: string | null;
  readonly commentDigest: string | null;
  /** Hash of the receipt before it; GENESIS for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Who acted, kept beside the receipt. */
export interface SealedActor {
  readonly salt: string;
  readonly objectId: ObjectId;
  readonly name: string;
}

/** What was written, kept beside the receipt for as long as the organisation keeps feedback. */
interface SealedComment {
  readonly salt: string;
  readonly comment: string;
  readonly contact: boolean;
  readonly share: boolean;
}

/** A receipt and what may be forgotten of it. */
export interface Change {
  readonly receipt: Receipt;
  readonly actor: SealedActor | null;
  readonly feedback: SealedComment | null;
}

/** The last receipt of a tenant's chain, kept apart so that a chain that was cut off is noticed. */
export interface ChainHead {
  readonly number: number;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** How many hex digits of a hash people see: enough to find one receipt among millions. */
const DIGITS_SHOWN = 12;
/** So many hex digits may name a receipt; fewer name none. */
const DIGITS = /^[0-9a-f]{4,64}$/i;
export const areDigits = (text: string): boolean => DIGITS.test(text);
export const digitsOf = (receipt: Receipt): string => receipt.hash.slice(0, DIGITS_SHOWN);

/** JSON with sorted keys and no white space: RFC 8785 for the texts, whole numbers, booleans and nulls that stand in receipts. */
const canonical = (fields: Readonly<Record<string, string | number | boolean | null>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));

export const digestActor = (sha256: Sha256, { salt, objectId, name }: SealedActor): string =>
  sha256(canonical({ salt, objectId, name }));

export const digestComment = (sha256: Sha256, { salt, comment, contact, share }: SealedComment): string =>
  sha256(canonical({ salt, comment, contact, share }));

/** The hash of a receipt over all its other fields. */
export const hashReceipt = (sha256: Sha256, receipt: Omit<Receipt, 'hash'>): string =>
  sha256(
    canonical({
      tenant: receipt.tenant,
      number: receipt.number,
      migration: receipt.migration,
      version: receipt.version,
      at: receipt.at,
      from: receipt.from,
      to: receipt.to,
      until: receipt.until,
      cause: causeText(receipt.cause),
      category: receipt.category,
      actorDigest: receipt.actorDigest,
      commentDigest: receipt.commentDigest,
      previous: receipt.previous,
    }),
  );
