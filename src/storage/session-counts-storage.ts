import type { Kysely } from 'kysely';
import type { SessionCountStorage } from '../core/links/session-counts.ts';
import type { Schema } from './schema.ts';

export const sessionCountStorage = (db: Kysely<Schema>): SessionCountStorage => ({
  add: async (tenant, counts) => {
    if (counts.length === 0) return;
    await db
      .insertInto('session_counts')
      .values(counts.map(({ hour, states, count, lastAt }) => ({ tenant, hour, states, count, last_at: lastAt })))
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'hour', 'states']).doUpdateSet(({ eb, ref }) => ({
          count: eb('session_counts.count', '+', ref('excluded.count')),
          last_at: eb
            .case()
            .when('session_counts.last_at', '>', ref('excluded.last_at'))
            .then(ref('session_counts.last_at'))
            .else(ref('excluded.last_at'))
            .end(),
        })),
      )
      .execute();
  },

  since: (tenant, time) =>
    db
      .selectFrom('session_counts')
      .select(['hour', 'states', 'count', 'last_at as lastAt'])
      .where('tenant', '=', tenant)
      .where('last_at', '>', time)
      .orderBy('hour')
      .orderBy('states')
      .execute(),

  forget: async (time) => {
    const { numDeletedRows } = await db.deleteFrom('session_counts').where('hour', '<', time).executeTakeFirst();
    return Number(numDeletedRows);
  },
});
