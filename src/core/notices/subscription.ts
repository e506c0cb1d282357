import type { ConversationId, MigrationId, ObjectId, TenantId } from '../ids.ts';
import type { Clock, Directory, Migrations } from '../ports.ts';

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

/** Where a card can be sent to without being asked for. */
export interface Reachable {
  readonly conversation: ConversationId;
  /** How the edge reaches the conversation, in the edge's own words (a conversation reference as JSON): nothing else of it is kept. */
  readonly address: string;
  /** BCP 47 language and IANA time zone in which its notices are written. */
  readonly locale: string;
  readonly timeZone: string;
}

/** A conversation in which somebody talks to Signpost. */
export interface Conversation extends Reachable {
  readonly type: ConversationType;
  /** The team whose channel it is: that the bot was removed is told for a whole team. */
  readonly team: string | null;
}

/** The chat of one person with Signpost, for what is meant for them alone. */
export interface PersonalChat extends Reachable {
  readonly tenant: TenantId;
  readonly objectId: ObjectId;
}

/** A conversation that wants notices. */
export interface Subscription extends Conversation {
  readonly tenant: TenantId;
  readonly filter: NoticeFilter;
  readonly since: number;
  readonly ended: { readonly at: number; readonly reason: EndReason } | null;
  readonly lastDelivery: LastDelivery | null;
}

/** A subscription with what becomes of its notices. */
export interface SubscriptionStatus extends Subscription {
  /** Notices that are still to be delivered. */
  readonly waiting: number;
  /** Notices that nobody tries to deliver any more, since the conversation subscribed. */
  readonly failed: number;
}

/** One conversation, or a team with all its channels. */
export type Scope = { readonly conversation: ConversationId } | { readonly team: string };

/** Who wants notices, and who can be reached alone. Every method throws StorageUnavailable where the database fails. */
export interface SubscriptionStorage {
  find(tenant: TenantId, conversation: ConversationId): Promise<SubscriptionStatus | undefined>;
  /** Newest first. */
  list(tenant: TenantId): Promise<readonly SubscriptionStatus[]>;
  /** Puts it in the place of the conversation's old one; how its last delivery went stays as it was. */
  save(subscription: Subscription): Promise<void>;
  /** Ends what is not over yet and drops the notices that still wait for it; says whether there was anything. */
  end(tenant: TenantId, scope: Scope, ended: NonNullable<Subscription['ended']>): Promise<boolean>;
  savePersonalChat(chat: PersonalChat): Promise<void>;
  forgetPersonalChat(tenant: TenantId, conversation: ConversationId): Promise<void>;
}

/** All that the use cases around subscriptions need. */
export interface SubscriptionPorts {
  readonly migrations: Migrations;
  readonly directory: Directory;
  readonly subscriptions: SubscriptionStorage;
  readonly clock: Clock;
}
