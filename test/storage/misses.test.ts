import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MISSES_A_DAY, type MissSource, missOf } from '../../src/core/answers/misses.ts';
import { capabilityId, tenantId } from '../../src/core/ids.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type PostgresServer, startPostgres } from '../world/postgres.ts';
import { NOON, temporaryFolder } from '../world/settings.ts';

const DAY = 86_400_000;
const MIDNIGHT = NOON - (NOON % DAY);

let server: PostgresServer;
const folder = temporaryFolder();
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

describe.each([
  ['SQLite', () => openSqlite(folder.path)],
  ['PostgreSQL', async () => openPostgres((await server.newDatabase())())],
])('unanswered questions on %s', (_name, open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.close());

  const newTenant = () => tenantId(randomUUID());
  const miss = async (
    tenant: ReturnType<typeof newTenant>,
    question: string,
    at = NOON,
    source: MissSource = 'chat',
  ) => {
    const miss = missOf({ tenant, source, at, question });
    if (miss) await storage.misses.record(miss);
  };

  it('are grouped and counted, the most frequent first, whoever spells them how', async () => {
    const tenant = newTenant();
    await miss(tenant, 'the flux capacitor');
    await miss(tenant, 'The  Time Machine?', NOON - DAY);
    await miss(tenant, 'the time machine', NOON, 'web');
    await miss(tenant, 'the TIME machine!', NOON, 'web');
    const [first, second, ...more] = await storage.misses.counts(tenant, 10);
    expect(first).toMatchObject({ chat: 1, web: 2, lastDay: MIDNIGHT });
    expect(first?.question).toMatch(/^the time machine/i);
    expect(second).toEqual({ question: 'the flux capacitor', chat: 1, web: 0, lastDay: MIDNIGHT });
    expect(more).toEqual([]);
    expect(await storage.misses.counts(tenant, 1)).toEqual([first]);
  });

  it('belong to one tenant', async () => {
    await miss(newTenant(), 'a secret project');
    expect(await storage.misses.counts(newTenant(), 10)).toEqual([]);
  });

  it('are kept in any text', async () => {
    const tenant = newTenant();
    await miss(tenant, 'ünïcödé 😀 \u0000 \ud800 "quoted" \'; drop table misses; --');
    const [kept] = await storage.misses.counts(tenant, 10);
    expect(kept?.question).toBe('ünïcödé 😀 \ufffd "quoted" \'; drop table misses; --');
  });

  it('are forgotten day by day', async () => {
    const tenant = newTenant();
    await miss(tenant, 'old', NOON - 2 * DAY);
    await miss(tenant, 'new', NOON - DAY);
    await storage.misses.forget(MIDNIGHT - 1);
    expect(await storage.misses.counts(tenant, 10)).toHaveLength(1);
    await storage.misses.forget(MIDNIGHT);
    expect(await storage.misses.counts(tenant, 10)).toEqual([]);
  });

  it('of a flood fill no more than their source’s room of the day, and those that are there go on counting', async () => {
    const tenant = newTenant();
    for (let n = 0; n < MISSES_A_DAY + 5; n++) await miss(tenant, `nonsense ${n}`, NOON, 'web');
    await miss(tenant, 'nonsense 7', NOON, 'web');
    await miss(tenant, 'from a colleague');
    await miss(tenant, 'the next day', NOON + DAY, 'web');
    const kept = await storage.misses.counts(tenant, 2 * MISSES_A_DAY);
    expect(kept).toHaveLength(MISSES_A_DAY + 2);
    expect(kept[0]).toMatchObject({ question: 'nonsense 7', web: 2 });
  });

  it('stand beside what people said of answers', async () => {
    const tenant = newTenant();
    const [one, two, three] = ['one', 'two', 'three'].map(capabilityId);
    if (!one || !two || !three) throw new Error('three ids');
    await storage.misses.rate(tenant, one, true);
    await storage.misses.rate(tenant, two, false);
    await storage.misses.rate(tenant, two, true);
    await storage.misses.rate(tenant, three, false);
    await storage.misses.rate(tenant, three, false);
    expect(await storage.misses.unhelpful(tenant, 10)).toEqual([
      { capability: three, helpful: 0, unhelpful: 2 },
      { capability: two, helpful: 1, unhelpful: 1 },
    ]);
    expect(await storage.misses.unhelpful(newTenant(), 10)).toEqual([]);
  });
});
