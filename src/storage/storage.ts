import type { Kysely } from 'kysely';
import type { MissStorage } from '../core/answers/misses.ts';
import type { LinkCountStorage } from '../core/links/link-counts.ts';
import type { SessionCountStorage } from '../core/links/session-counts.ts';
import type { Outbox } from '../core/notices/notice.ts';
import type { SubscriptionStorage } from '../core/notices/subscription.ts';
import type { TimerStorage } from '../core/settings/reminder.ts';
import type { SettingsStorage } from '../core/settings/settings-storage.ts';
import { linkCountStorage } from './link-counts-storage.ts';
import { missStorage } from './misses-storage.ts';
import { outboxStorage } from './outbox-storage.ts';
import type { Schema } from './schema.ts';
import { sessionCountStorage } from './session-counts-storage.ts';
import { settingsStorage } from './settings-storage.ts';
import { subscriptionStorage } from './subscriptions-storage.ts';
import { timerStorage } from './timers-storage.ts';
import type { Ways } from './ways.ts';

/** All that is kept, by parts. Every method throws StorageUnavailable where the database fails. */
export interface Storage {
  readonly settings: SettingsStorage;
  readonly subscriptions: SubscriptionStorage;
  readonly outbox: Outbox;
  readonly timers: TimerStorage;
  readonly misses: MissStorage;
  readonly linkCounts: LinkCountStorage;
  readonly sessionCounts: SessionCountStorage;
  /** Calls `onNews` whenever another process may have changed a setting, until `close`. */
  listen(onNews: () => void): void;
  /** Writes a little, and so fails where a change would fail: out of reach, or full. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The parts on one database. */
export const storageOn = (db: Kysely<Schema>, ways: Ways, close: () => Promise<void>): Storage => ({
  settings: settingsStorage(db, ways),
  subscriptions: subscriptionStorage(db),
  outbox: outboxStorage(db, ways),
  timers: timerStorage(db, ways),
  misses: missStorage(db),
  linkCounts: linkCountStorage(db, ways),
  sessionCounts: sessionCountStorage(db),
  listen: ways.listen,
  ping: () => ping(db),
  close,
});

async function ping(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto('pings')
    .values({ id: 1, count: 1 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ count: eb('pings.count', '+', 1) })))
    .execute();
}
