import type { ConversationId, TenantId } from '../ids.ts';
import type { Change } from '../settings/receipt.ts';
import type { ConversationType, EndReason } from './subscription.ts';

/** What a notice tells: of a change, that an off ends soon, or that one without an end has lasted for long. */
export type NoticeKind = 'change' | 'ends-soon' | 'still-off';

/** One card for one conversation, which this process alone may send until its lease is over. */
export interface Notice {
  readonly seq: number;
  /** How often it was taken to be sent, this time included. */
  readonly attempts: number;
  readonly tenant: TenantId;
  readonly conversation: ConversationId;
  readonly kind: NoticeKind;
  /** The change that it tells of, or the one that turned off what it reminds of. */
  readonly change: Change;
  /** The subscription's conversation, or the chat of the person who made the change, to whom it is sent for that. */
  readonly to: 'subscription' | 'person';
  readonly type: ConversationType;
  readonly address: string;
  readonly locale: string;
  readonly timeZone: string;
  /** Milliseconds to wait before it is this notice's turn among those of its tenant. */
  readonly wait: number;
}

/** What became of a notice that was taken. */
export type NoticeOutcome =
  | { readonly kind: 'delivered' }
  /** Another try, after a pause in milliseconds; none once GIVE_UP_AFTER is over: then it has failed. */
  | { readonly kind: 'later'; readonly pause: number }
  /** Not tried: whoever is next may take it at once. */
  | { readonly kind: 'returned' }
  | { readonly kind: 'failed' }
  /** Nobody there wants it any more: the subscription is over. */
  | { readonly kind: 'gone'; readonly reason: Extract<EndReason, 'forbidden' | 'not-found'> };

export interface Settlement {
  readonly notice: Notice;
  readonly outcome: NoticeOutcome;
}

/** How long a process has for what it took; then another may take it. In milliseconds. */
export const LEASE = 30_000;

/** How long a notice is tried, in milliseconds. */
export const GIVE_UP_AFTER = 24 * 3_600_000;

/** How many notices are still to be delivered, and how long ago the oldest was queued in milliseconds; null: none is. */
export interface Waiting {
  readonly count: number;
  readonly oldest: number | null;
}

/** The notices that are to be sent. Every method throws StorageUnavailable where the database fails. */
export interface Outbox {
  /**
   * Takes at most `limit` notices to send, for LEASE: the oldest of each conversation where none of it is being sent, as
   * the limits of sending allow, every tenant in turn. `except`: tenants that have to wait.
   */
  take(limit: number, except: readonly TenantId[]): Promise<readonly Notice[]>;
  /**
   * Says what became of them; what another has taken meanwhile stays as it is. Gives the milliseconds until the next
   * notice of one of their conversations may be sent, null where none has another.
   */
  settle(settlements: readonly Settlement[]): Promise<number | null>;
  /** What is still to be delivered, of all tenants. */
  waiting(): Promise<Waiting>;
  /** Forgets notices that failed and were made before `time`; says how many. */
  forgetFailed(time: number): Promise<number>;
}
