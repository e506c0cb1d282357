import type { Kysely } from 'kysely';
import { STILL_OFF_EVERY, type TimerStorage } from '../core/settings/reminder.ts';
import { readChange, selectChanges } from './change-rows.ts';
import { queueEndsSoon, queueStillOff } from './queue-notices.ts';
import type { Schema } from './schema.ts';
import { settingsLock, type Ways } from './ways.ts';

export const timerStorage = (db: Kysely<Schema>, ways: Ways): TimerStorage => ({
  due: async (limit) => {
    const now = await ways.now(db);
    const ends = await db
      .selectFrom('settings')
      .select(['tenant', 'migration'])
      .where('until', '<=', now)
      .orderBy('until')
      .limit(limit)
      .execute();
    const reminders = await db
      .selectFrom('reminders')
      .select(['tenant', 'migration', 'number'])
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .execute();
    return { now, ends, reminders };
  },

  remind: ({ tenant, migration, number }) =>
    ways.locked(settingsLock(tenant), async (transaction) => {
      const now = await ways.now(transaction);
      const row = await transaction
        .deleteFrom('reminders')
        .where('tenant', '=', tenant)
        .where('migration', '=', migration)
        .where('number', '=', number)
        .where('due_at', '<=', now)
        .returning('kind')
        .executeTakeFirst();
      const change = await selectChanges(transaction)
        .where('r.tenant', '=', tenant)
        .where('r.number', '=', number)
        .executeTakeFirst();
      if (!row || !change) return;
      const { receipt } = readChange(change);
      if (row.kind === 'ends-soon') return queueEndsSoon(transaction, receipt, now);
      await queueStillOff(transaction, receipt, now);
      await transaction
        .insertInto('reminders')
        .values({ tenant, migration, number, kind: row.kind, due_at: now + STILL_OFF_EVERY })
        .execute();
    }),
});
