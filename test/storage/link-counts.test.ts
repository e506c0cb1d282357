import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilityId, type MigrationId, migrationId, type TenantId, tenantId } from '../../src/core/ids.ts';
import { type LinkUse, ORPHANS_A_DAY, type OrphanUse } from '../../src/core/links/link-counts.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type PostgresServer, startPostgres } from '../world/postgres.ts';
import { COMPLIANCE, MDO, NOON, temporaryFolder } from '../world/settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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

const use = (changed: Partial<LinkUse> = {}): LinkUse => ({
  hour: NOON,
  migration: MDO.id,
  capability: capabilityId('explorer'),
  outcome: 'redirected',
  count: 1,
  ...changed,
});
const orphan = (path: string, changed: Partial<OrphanUse> = {}): OrphanUse => ({
  day: MIDNIGHT,
  migration: MDO.id,
  path,
  count: 1,
  ...changed,
});

describe.each([
  ['SQLite', () => openSqlite(folder.path)],
  ['PostgreSQL', async () => openPostgres((await server.newDatabase())())],
])('the counts of old links on %s', (_name, open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.close());

  const newTenant = () => tenantId(randomUUID());
  const query = (tenant: TenantId, migrations: readonly MigrationId[] = [MDO.id], since = MIDNIGHT) => ({
    tenant,
    migrations,
    since,
  });

  it('add up, by hour and by page', async () => {
    const tenant = newTenant();
    const { linkCounts } = storage;
    await linkCounts.add(tenant, {
      uses: [use({ count: 2 }), use({ outcome: 'off' }), use({ capability: null, outcome: 'unknown-page' })],
      orphans: [],
    });
    await linkCounts.add(tenant, { uses: [use({ count: 40 }), use({ hour: NOON + HOUR })], orphans: [] });
    const hours = await linkCounts.byHour(query(tenant));
    expect(hours).toHaveLength(4);
    expect(hours).toContainEqual({ hour: NOON, outcome: 'redirected', count: 42 });
    expect(hours).toContainEqual({ hour: NOON, outcome: 'unknown-page', count: 1 });
    expect(await linkCounts.byCapability(query(tenant))).toHaveLength(2);
    expect(await linkCounts.byCapability(query(tenant))).toContainEqual({
      migration: MDO.id,
      capability: 'explorer',
      outcome: 'redirected',
      count: 43,
    });
  });

  it('belong to one tenant, and are told of the migrations and the time that were asked for', async () => {
    const tenant = newTenant();
    const { linkCounts } = storage;
    const old = { hour: NOON - DAY };
    await linkCounts.add(tenant, {
      uses: [use(), use(old), use({ migration: COMPLIANCE.id })],
      orphans: [orphan('/a'), orphan('/b', { day: MIDNIGHT - DAY }), orphan('/c', { migration: COMPLIANCE.id })],
    });
    const sum = async (asked: ReturnType<typeof query>) =>
      (await linkCounts.byHour(asked)).reduce((all, { count }) => all + count, 0);
    expect(await sum(query(newTenant()))).toBe(0);
    expect(await sum(query(tenant))).toBe(1);
    expect(await sum(query(tenant, [MDO.id], NOON - DAY))).toBe(2);
    expect(await sum(query(tenant, [MDO.id, COMPLIANCE.id]))).toBe(2);
    expect(await sum(query(tenant, []))).toBe(0);
    const paths = async (asked: ReturnType<typeof query>) =>
      (await linkCounts.orphans({ ...asked, limit: 10 })).map(({ path }) => path);
    expect(await paths(query(tenant))).toEqual(['/a']);
    expect(await paths(query(tenant, [MDO.id], NOON - DAY))).toEqual(['/a', '/b']);
    expect(await paths(query(tenant, []))).toEqual([]);
    expect(await linkCounts.byCapability(query(tenant, []))).toEqual([]);
  });

  it('list unknown paths, the most frequent first, with their last day', async () => {
    const tenant = newTenant();
    await storage.linkCounts.add(tenant, {
      uses: [],
      orphans: [orphan('/rare'), orphan('/often', { count: 5 }), orphan('/often', { day: MIDNIGHT - DAY, count: 2 })],
    });
    const asked = { ...query(tenant, [MDO.id], MIDNIGHT - DAY), limit: 1 };
    expect(await storage.linkCounts.orphans(asked)).toEqual([
      { migration: MDO.id, path: '/often', count: 7, lastDay: MIDNIGHT },
    ]);
  });

  it('keep a day’s first unknown paths, whoever writes them, and count these on', async () => {
    const tenant = newTenant();
    const flood = (name: string) => Array.from({ length: ORPHANS_A_DAY - 1 }, (_, n) => orphan(`/${name}-${n}`));
    await storage.linkCounts.add(tenant, { uses: [], orphans: [orphan('/first')] });
    await Promise.all(['one', 'two'].map((name) => storage.linkCounts.add(tenant, { uses: [], orphans: flood(name) })));
    await storage.linkCounts.add(tenant, { uses: [], orphans: [orphan('/last'), orphan('/first')] });
    const kept = await storage.linkCounts.orphans({ ...query(tenant), limit: 1_000 });
    expect(kept).toHaveLength(ORPHANS_A_DAY);
    expect(kept[0]).toMatchObject({ path: '/first', count: 2 });
    expect(kept.some(({ path }) => path === '/last')).toBe(false);
  });

  it('take a batch of any size, all or nothing', async () => {
    const tenant = newTenant();
    const many = Array.from({ length: 2_500 }, (_, n) => use({ capability: capabilityId(`page-${n}`) }));
    await storage.linkCounts.add(tenant, { uses: many, orphans: [] });
    expect(await storage.linkCounts.byCapability(query(tenant))).toHaveLength(2_500);
    const broken = [...many.slice(0, 1_500), use({ count: null as never })]; // what the database refuses
    await expect(storage.linkCounts.add(tenant, { uses: broken, orphans: [] })).rejects.toThrow();
    const [hour] = await storage.linkCounts.byHour(query(tenant));
    expect(hour?.count).toBe(2_500);
  });

  it('are forgotten day by day', async () => {
    const tenant = newTenant();
    const yesterday = { hour: NOON - DAY };
    await storage.linkCounts.add(tenant, {
      uses: [use(yesterday), use()],
      orphans: [orphan('/old', { day: MIDNIGHT - DAY }), orphan('/new')],
    });
    const left = async () => [
      (await storage.linkCounts.byHour(query(tenant, [migrationId('mdo-scc')], 0))).length,
      (await storage.linkCounts.orphans({ ...query(tenant, [MDO.id], 0), limit: 10 })).length,
    ];
    await storage.linkCounts.forget(MIDNIGHT - 1);
    expect(await left()).toEqual([2, 2]);
    expect(await storage.linkCounts.forget(MIDNIGHT)).toBeGreaterThanOrEqual(2);
    expect(await left()).toEqual([1, 1]);
  });
});
