import { type Kysely, sql } from 'kysely';
import { MISSES_A_DAY, type Miss, type MissStorage } from '../core/answers/misses.ts';
import { dayOf } from '../core/time.ts';
import type { Schema } from './schema.ts';

export const missStorage = (db: Kysely<Schema>): MissStorage => ({
  record: (miss) => record(db, miss),

  counts: (tenant, limit) =>
    db
      .selectFrom('misses')
      .select(({ fn }) => [
        fn.min('question').as('question'),
        fn.max('day').as('lastDay'),
        sumOf('chat').as('chat'),
        sumOf('web').as('web'),
      ])
      .where('tenant', '=', tenant)
      .groupBy('key')
      .orderBy(({ fn }) => fn.sum('count'), 'desc')
      .orderBy('lastDay', 'desc')
      .orderBy('key')
      .limit(limit)
      .execute(),

  forget: async (time) => {
    const { numDeletedRows } = await db.deleteFrom('misses').where('day', '<', dayOf(time)).executeTakeFirst();
    return Number(numDeletedRows);
  },

  rate: async (tenant, capability, helpful) => {
    const column = helpful ? 'helpful' : 'unhelpful';
    await db
      .insertInto('ratings')
      .values({ tenant, capability, helpful: 0, unhelpful: 0, [column]: 1 })
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'capability']).doUpdateSet((eb) => ({ [column]: eb(`ratings.${column}`, '+', 1) })),
      )
      .execute();
  },

  unhelpful: async (tenant, limit) => {
    const rows = await db
      .selectFrom('ratings')
      .select(['capability', 'helpful', 'unhelpful'])
      .where('tenant', '=', tenant)
      .where('unhelpful', '>', 0)
      .orderBy('unhelpful', 'desc')
      .orderBy('capability')
      .limit(limit)
      .execute();
    return rows;
  },
});

const sumOf = (source: Miss['source']) => sql<number>`sum(case when source = ${source} then count else 0 end)`;

/** A question that is there already is counted even on a full day. */
async function record(db: Kysely<Schema>, { tenant, source, at, key, question }: Miss): Promise<void> {
  const day = dayOf(at);
  const { kept } = await db
    .selectFrom('misses')
    .select(({ fn }) => fn.countAll<number>().as('kept'))
    .where('tenant', '=', tenant)
    .where('source', '=', source)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  if (kept < MISSES_A_DAY) {
    await db
      .insertInto('misses')
      .values({ tenant, source, day, key, question, count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant', 'source', 'day', 'key'])
          .doUpdateSet((eb) => ({ count: eb('misses.count', '+', 1) })),
      )
      .execute();
    return;
  }
  await db
    .updateTable('misses')
    .set((eb) => ({ count: eb('count', '+', 1) }))
    .where('tenant', '=', tenant)
    .where('source', '=', source)
    .where('day', '=', day)
    .where('key', '=', key)
    .execute();
}
