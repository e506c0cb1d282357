import type { ConversationId, TenantId } from '../ids.ts';
import type { Change } from '../settings/receipt.ts';
import { DAY } from '../time.ts';
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
export const GIVE_UP_AFTER = DAY;

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

/** What became of one attempt to send one notice; who sends reads nothing else of the channel's answer. */
export type SendOutcome =
  | { readonly kind: 'delivered' }
  /** Try again later (412, 429, 502, 503, 504, no answer); `after` in milliseconds where the channel named a time. `ambiguous`: it may have been stored. */
  | { readonly kind: 'later'; readonly after: number | null; readonly ambiguous: boolean }
  /** The token was refused (401): once more with a new one. */
  | { readonly kind: 'unauthorized' }
  /** 403 or 404: nobody there wants it any more. */
  | { readonly kind: 'gone'; readonly reason: 'forbidden' | 'not-found' }
  /** This notice will not go through, whoever tries (500, 400, 413). `status` 0: nothing was sent, since the address is none that may be sent to. */
  | { readonly kind: 'failed'; readonly status: number };
