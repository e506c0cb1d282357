import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../src/core/errors.ts';
import type { LinkCounts } from '../../src/core/links/link-counts.ts';
import { createLinkCounter } from '../../src/gateway/link-counter.ts';
import { byTo } from '../core/links/links.ts';
import { MDO, openSettingsWorld, type SettingsWorld, TENANT } from '../world/settings.ts';

const LINK = 'https://protection.office.com/threatexplorer';

describe('the counter of the gateway', () => {
  let world: SettingsWorld;
  let failure: Error | undefined;
  let failures: unknown[];
  let batches: LinkCounts[];

  beforeEach(async () => {
    world = await openSettingsWorld();
    [failure, failures, batches] = [undefined, [], []];
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await world.close();
  });

  const counter = () =>
    createLinkCounter({
      storage: {
        add: async (tenant, counts) => {
          if (failure) throw failure;
          batches.push(counts);
          await world.storage.linkCounts.add(tenant, counts);
        },
      },
      tenant: TENANT,
      clock: () => world.clock.now,
      onFailure: (error) => failures.push(error),
    });
  const stored = async () => {
    const query = { tenant: TENANT, migrations: [MDO.id], since: 0 };
    return (await world.storage.linkCounts.byHour(query)).reduce((sum, { count }) => sum + count, 0);
  };

  it('stores what was counted every few seconds, in one batch, and nothing where nothing was', async () => {
    const links = counter();
    for (let n = 0; n < 1_000; n++) links.record(byTo(LINK), LINK);
    expect(await stored()).toBe(0);
    vi.advanceTimersByTime(5_000);
    await vi.waitFor(async () => expect(await stored()).toBe(1_000));
    vi.advanceTimersByTime(5_000);
    await links.stop();
    expect(batches).toHaveLength(1);
  });

  it('stores the rest when it stops', async () => {
    const links = counter();
    links.record(byTo(LINK), LINK);
    await links.stop();
    expect(await stored()).toBe(1);
  });

  it('keeps what could not be stored, says so, and tries again', async () => {
    const links = counter();
    failure = new StorageUnavailable('gone');
    links.record(byTo(LINK), LINK);
    await links.flush();
    expect(failures).toEqual([failure]);
    failure = undefined;
    links.record(byTo(LINK), LINK);
    await links.stop();
    expect(await stored()).toBe(2);
  });

  it('stores one batch after the other', async () => {
    const links = counter();
    links.record(byTo(LINK), LINK);
    const first = links.flush();
    links.record(byTo(LINK), LINK);
    await Promise.all([first, links.flush(), links.flush()]);
    expect(batches.map(({ uses }) => uses[0]?.count)).toEqual([1, 1]);
    await links.stop();
  });
});
