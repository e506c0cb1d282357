import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import type { SessionCount } from '../../src/core/links/session-counts.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type PostgresServer, startPostgres } from '../world/postgres.ts';
import { NOON, temporaryFolder } from '../world/settings.ts';

const HOUR = 3_600_000;

let server: PostgresServer;
const folder = temporaryFolder();
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const counted = (changed: Partial<SessionCount> = {}): SessionCount => ({
  hour: NOON,
  states: 'mdo-scc.mde',
  count: 1,
  lastAt: NOON + 1,
  ...changed,
});

describe.each([
  ['SQLite', () => openSqlite(folder.path)],
  ['PostgreSQL', async () => openPostgres((await server.newDatabase())())],
])('the counts of sessions on %s', (_name, open) => {
  let storage: Storage;
  let tenants = 0;
  const newTenant = () => tenantId(`tenant-${tenants++}`);
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.close());

  it('add up, and keep when the last one began, whoever comes first', async () => {
    const tenant = newTenant();
    const { sessionCounts } = storage;
    await sessionCounts.add(tenant, [counted({ count: 2, lastAt: NOON + 5 })]);
    await sessionCounts.add(tenant, [counted({ count: 3, lastAt: NOON + 3 })]);
    await sessionCounts.add(tenant, [counted({ count: 1, lastAt: NOON + 9 })]);
    expect(await sessionCounts.since(tenant, NOON)).toEqual([counted({ count: 6, lastAt: NOON + 9 })]);
  });

  it('are apart by hour, states and tenant', async () => {
    const [tenant, other] = [newTenant(), newTenant()];
    const counts = [counted(), counted({ states: '.mdo-scc' }), counted({ hour: NOON + HOUR, lastAt: NOON + HOUR })];
    await storage.sessionCounts.add(tenant, counts);
    await storage.sessionCounts.add(other, [counted({ count: 7 })]);
    await storage.sessionCounts.add(tenant, []);
    expect(await storage.sessionCounts.since(tenant, 0)).toHaveLength(3);
    expect(await storage.sessionCounts.since(other, 0)).toEqual([counted({ count: 7 })]);
  });

  it('are those of which the last one began after a time', async () => {
    const tenant = newTenant();
    await storage.sessionCounts.add(tenant, [counted({ lastAt: NOON + 5 })]);
    expect(await storage.sessionCounts.since(tenant, NOON + 4)).toHaveLength(1);
    expect(await storage.sessionCounts.since(tenant, NOON + 5)).toEqual([]);
  });

  it('are forgotten by the hour', async () => {
    const tenant = newTenant();
    const later = counted({ hour: NOON + HOUR, lastAt: NOON + HOUR });
    await storage.sessionCounts.add(tenant, [counted(), later]);
    expect(await storage.sessionCounts.forget(NOON + HOUR)).toBeGreaterThan(0);
    expect(await storage.sessionCounts.since(tenant, 0)).toEqual([later]);
  });
});
