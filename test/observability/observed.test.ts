import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepMiss } from '../../src/core/answers/misses.ts';
import { DirectoryUnavailable, StaleVersion } from '../../src/core/errors.ts';
import { conversationId } from '../../src/core/ids.ts';
import { EVERYTHING } from '../../src/core/notices/subscription.ts';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { createMetrics, type Metrics } from '../../src/observability/metrics.ts';
import { observedDirectory, observedStorage } from '../../src/observability/observed.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ADA, MDO, NOON, offForm, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';

let metrics: Metrics;
let storage: Storage;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  folder = temporaryFolder();
  metrics = createMetrics([MDO.id]);
  storage = observedStorage(await openSqlite(folder.path), metrics);
});
afterEach(async () => {
  await storage.close();
  folder.remove();
});

/** What was counted under this name and these labels. */
async function countOf(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
  const { values = [] } = (await metrics.registry.getSingleMetric(`signpost_${name}`)?.get()) ?? {};
  const matching = values.filter((value) => Object.entries(labels).every(([label, is]) => value.labels[label] === is));
  return matching.reduce((sum, { value }) => sum + value, 0);
}
const usesOf = async (operation: string) => {
  const text = await metrics.registry.metrics();
  return Number(new RegExp(`database_duration_seconds_count{operation="${operation}"} (\\d+)`).exec(text)?.[1] ?? 0);
};

describe('an observed storage', () => {
  it('does what the storage does, and times each use', async () => {
    await turnOff(settingsPorts(storage.settings), ADA, offForm());
    expect(await storage.settings.settings(TENANT)).toMatchObject([{ migration: MDO.id, state: 'off', version: 1 }]);
    expect(await usesOf('settings.inChange')).toBe(1);
    expect(await countOf('changes_total', { migration: MDO.id, state: 'off' })).toBe(1);
    expect(await usesOf('settings.settings')).toBeGreaterThanOrEqual(1);
  });

  it('counts no refusal within a change as a failure of the database', async () => {
    const stale = turnOff(settingsPorts(storage.settings), ADA, offForm({ version: '7' }));
    await expect(stale).rejects.toThrow(StaleVersion);
    expect(await countOf('database_errors_total')).toBe(0);
    expect(await countOf('changes_total')).toBe(0);
  });

  it('counts a use that failed, and lets its error through', async () => {
    await storage.close();
    await expect(storage.settings.head(TENANT)).rejects.toThrow();
    expect(await usesOf('settings.head')).toBe(1);
  });

  it('counts what became of notices, once it is settled', async () => {
    await storage.subscriptions.save({
      tenant: TENANT,
      conversation: conversationId('19:a@thread.tacv2'),
      type: 'channel',
      team: null,
      address: '{}',
      locale: 'en',
      timeZone: 'UTC',
      filter: EVERYTHING,
      since: NOON,
      ended: null,
      lastDelivery: null,
    });
    await turnOff(settingsPorts(storage.settings), ADA, offForm());
    const notices = await storage.outbox.take(10, []);
    expect(await countOf('deliveries_total', { outcome: 'delivered' })).toBe(0);
    await storage.outbox.settle(notices.map((notice) => ({ notice, outcome: { kind: 'delivered' } })));
    expect(await countOf('deliveries_total', { outcome: 'delivered' })).toBe(1);
  });

  it('counts the misses that are kept', async () => {
    const lost: unknown[] = [];
    const keeper = { misses: storage.misses, clock: () => NOON, onMissLost: (error: unknown) => lost.push(error) };
    keepMiss(keeper, TENANT, 'web', 'where is the coffee machine?');
    await expect.poll(() => countOf('misses_total', { source: 'web' })).toBe(1);
    expect(lost).toEqual([]);
  });
});

describe('an observed directory', () => {
  it('says what the directory says, and how long it took', async () => {
    const directory = observedDirectory({ standingOf: async () => ({ kind: 'guest' }) }, metrics);
    expect(await directory.standingOf(ADA)).toEqual({ kind: 'guest' });
    expect(await metrics.registry.metrics()).toContain('signpost_directory_duration_seconds_count 1');
    expect(await countOf('directory_errors_total')).toBe(0);
  });

  it('counts the questions that it left open', async () => {
    const refusal = new DirectoryUnavailable('permission-missing');
    const directory = observedDirectory({ standingOf: () => Promise.reject(refusal) }, metrics);
    await expect(directory.standingOf(ADA)).rejects.toBe(refusal);
    expect(await countOf('directory_errors_total', { problem: 'permission-missing' })).toBe(1);
  });
});
