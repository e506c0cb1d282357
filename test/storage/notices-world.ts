import type { ConversationId } from '../../src/core/ids.ts';
import type { Notice, NoticeOutcome } from '../../src/core/notices/notice.ts';
import type { Subscription, SubscriptionStatus } from '../../src/core/notices/subscription.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { changes, failed } from '../world/notices.ts';
import { TENANT, type TestClock } from '../world/settings.ts';
import type { TestDatabase } from './conformance.ts';

/** All that one test leaves behind. */
const TABLES = [
  ...['settings', 'receipts', 'actors', 'feedback', 'chain_heads'],
  ...['subscriptions', 'personal_chats', 'notices', 'deliveries', 'tenant_paces', 'reminders'],
];

/** The moments that decide what is done when. */
const MOMENTS = {
  notices: ['next_at', 'created_at'],
  deliveries: ['free_at'],
  tenant_paces: ['free_at'],
  settings: ['until'],
  reminders: ['due_at'],
};

/** The conversations of these notices, in the order of their names. */
export const whom = (notices: readonly Notice[]): ConversationId[] =>
  notices.map(({ conversation }) => conversation).sort();

/** One database for the tests of one part, empty for each of them. */
export class NoticesWorld {
  static async open(create: () => Promise<TestDatabase>): Promise<NoticesWorld> {
    const database = await create();
    return new NoticesWorld(database, await database.open());
  }

  readonly database: TestDatabase;
  readonly storage: Storage;
  readonly clock: TestClock = { now: 0 };
  readonly admin: ReturnType<typeof changes>;
  private constructor(database: TestDatabase, storage: Storage) {
    this.database = database;
    this.storage = storage;
    this.admin = changes(storage, this.clock);
  }

  async reset(): Promise<void> {
    await this.database.tamper(TABLES.map((table) => `delete from ${table};`).join(' '));
    this.clock.now = Date.now();
  }

  async close(): Promise<void> {
    await this.storage.close();
    await this.database.remove();
  }

  /** Lets time pass for all that is kept. */
  async pass(ms: number): Promise<void> {
    const updates = Object.entries(MOMENTS).map(
      ([table, columns]) => `update ${table} set ${columns.map((each) => `${each} = ${each} - ${ms}`).join(', ')};`,
    );
    await this.database.tamper(updates.join(' '));
  }

  async subscribe(...subscriptions: readonly Subscription[]): Promise<void> {
    for (const subscription of subscriptions) await this.storage.subscriptions.save(subscription);
  }

  async find(conversation: ConversationId): Promise<SubscriptionStatus> {
    return (await this.storage.subscriptions.find(TENANT, conversation)) ?? failed('no subscription');
  }

  take(limit = 100): Promise<readonly Notice[]> {
    return this.storage.outbox.take(limit, []);
  }

  /** The only one that may be taken. */
  async takeOne(): Promise<Notice> {
    const [notice, ...others] = await this.take();
    return notice && others.length === 0 ? notice : failed(`${others.length + 1} notices`);
  }

  settle(outcome: NoticeOutcome, ...notices: readonly Notice[]): Promise<number | null> {
    return this.storage.outbox.settle(notices.map((notice) => ({ notice, outcome })));
  }
}
