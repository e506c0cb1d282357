import type { Generated } from 'kysely';
import type { ConversationId, MigrationId, ObjectId, TenantId } from '../core/ids.ts';
import type { NoticeKind } from '../core/notices/notice.ts';
import type { ConversationType, EndReason, LastDelivery, NoticeFilter } from '../core/notices/subscription.ts';
import type { Reminder } from '../core/settings/reminder.ts';

/** The tables of notices, as Signpost writes them. Times are UTC milliseconds, flags 0 or 1. */
export interface NoticesSchema {
  subscriptions: SubscriptionsTable;
  personal_chats: PersonalChatsTable;
  notices: NoticesTable;
  deliveries: DeliveriesTable;
  tenant_paces: TenantPacesTable;
  reminders: RemindersTable;
}

interface SubscriptionsTable {
  tenant: TenantId;
  conversation: ConversationId;
  type: ConversationType;
  team: string | null;
  address: string;
  locale: string;
  time_zone: string;
  /** Ids, each between commas; null: all. */
  migrations: string | null;
  states: NoticeFilter['states'];
  reminders: number;
  since: number;
  ended_at: number | null;
  end_reason: EndReason | null;
}

/** How one person is reached alone. */
interface PersonalChatsTable {
  tenant: TenantId;
  object_id: ObjectId;
  conversation: ConversationId;
  address: string;
  locale: string;
  time_zone: string;
}

/** The outbox: what is to be sent, and what could not be. A notice that was delivered is gone from here. */
interface NoticesTable {
  seq: Generated<number>;
  tenant: TenantId;
  conversation: ConversationId;
  addressee: 'subscription' | 'person';
  kind: NoticeKind;
  /** The receipt's. */
  number: number;
  created_at: number;
  /** When it may be taken: now, after a pause, or when the lease of whoever has taken it is over. null: it has failed. */
  next_at: number | null;
  attempts: number;
}

/** How each conversation was sent to of late. */
interface DeliveriesTable {
  tenant: TenantId;
  conversation: ConversationId;
  last_at: number | null;
  last_outcome: LastDelivery['outcome'] | null;
  /** The moments of the last hour as JSON. */
  recent: string;
  free_at: number;
}

/** When each tenant may next be sent to: its replicas share what the channel allows. */
interface TenantPacesTable {
  tenant: TenantId;
  free_at: number;
}

/** The next reminder of each setting that is off. */
interface RemindersTable {
  tenant: TenantId;
  migration: MigrationId;
  /** The receipt's whose off it is. */
  number: number;
  kind: Reminder['kind'];
  due_at: number;
}
