import type { ConversationId, MigrationId, TenantId } from './ids.ts';

/** Which notices a conversation wants. */
export interface NoticeFilter {
  /** null: of every migration. */
  readonly migrations: readonly MigrationId[] | null;
  readonly states: 'both' | 'on' | 'off';
  /** Also when an off without an end is asked about. */
  readonly reminders: boolean;
}

export const EVERYTHING: NoticeFilter = { migrations: null, states: 'both', reminders: true };

export type ConversationType = 'personal' | 'groupChat' | 'channel';

/** Why a subscription is over: stopped by somebody, the bot removed, or refused by the channel (403, 404). */
export type EndReason = 'stopped' | 'removed' | 'forbidden' | 'not-found';

/** How the last notice to a conversation went. */
export interface LastDelivery {
  readonly at: number;
  readonly outcome: 'delivered' | 'failed';
}

/** A conversation that wants notices. */
export interface Subscription {
  readonly tenant: TenantId;
  readonly conversation: ConversationId;
  readonly type: ConversationType;
  /** How the edge reaches the conversation, in the edge's own words (a conversation reference as JSON): nothing else of it is kept. */
  readonly address: string;
  /** BCP 47 language and IANA time zone in which its notices are written. */
  readonly locale: string;
  readonly timeZone: string;
  readonly filter: NoticeFilter;
  readonly since: number;
  readonly ended: { readonly at: number; readonly reason: EndReason } | null;
  readonly lastDelivery: LastDelivery | null;
}
