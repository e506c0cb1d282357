import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAllowed, UnknownMigration } from '../../../src/core/errors.ts';
import { capabilityId } from '../../../src/core/ids.ts';
import type { LinkUse } from '../../../src/core/links/link-counts.ts';
import { ORPHANS_SHOWN, type TrafficPorts, traffic } from '../../../src/core/links/traffic.ts';
import {
  ADA,
  COMPLIANCE,
  DIS,
  EVE,
  GUS,
  MDO,
  NOBODY,
  NOON,
  openSettingsWorld,
  ROY,
  type SettingsWorld,
  TENANT,
} from '../../world/settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = NOON - (NOON % DAY);

let world: SettingsWorld;
let ports: TrafficPorts;

const use = (hour: number, changed: Partial<LinkUse> = {}): LinkUse => ({
  hour,
  migration: MDO.id,
  capability: capabilityId('explorer'),
  outcome: 'redirected',
  count: 1,
  ...changed,
});

beforeAll(async () => {
  world = await openSettingsWorld();
  ports = { ...world.ports, linkCounts: world.storage.linkCounts };
  await world.storage.linkCounts.add(TENANT, {
    uses: [
      use(NOON),
      use(NOON, { outcome: 'off', count: 3 }),
      use(NOON, { capability: capabilityId('quarantine'), count: 11 }),
      use(NOON, { capability: null, outcome: 'unknown-page', count: 2 }),
      use(NOON, { migration: COMPLIANCE.id, capability: capabilityId('fileplan'), count: 100 }),
      use(MIDNIGHT - HOUR, { count: 5 }),
      use(MIDNIGHT - 13 * DAY),
      use(MIDNIGHT - 13 * DAY - HOUR, { count: 1_000 }),
    ],
    orphans: Array.from({ length: 20 }, (_, n) => ({
      day: MIDNIGHT,
      migration: MDO.id,
      path: `/gone-${n}`,
      count: 20 - n,
    })),
  });
});
afterAll(() => world.close());

describe('How old links were used', () => {
  it('is told by day, for the last two weeks, days without links too', async () => {
    const { days, total } = await traffic(ports, ROY, 'mdo-scc', 'UTC');
    expect(days).toHaveLength(14);
    expect(days.map(({ date }) => date)).toEqual([...days.map(({ date }) => date)].sort());
    expect(days[0]).toMatchObject({ date: '2026-11-11', counts: { redirected: 1 } });
    expect(days.at(-2)).toMatchObject({ date: '2026-11-23', counts: { redirected: 5, off: 0 } });
    expect(days.at(-1)).toEqual({
      date: '2026-11-24',
      counts: { redirected: 12, off: 3, 'not-affected': 0, 'by-hand': 0, 'unknown-page': 2 },
    });
    expect(total).toBe(23);
  });

  it('is told by the reader’s own days', async () => {
    const berlin = await traffic(ports, ROY, 'mdo-scc', 'Europe/Berlin');
    expect(berlin.days.at(-1)?.counts.redirected).toBe(17);
    const auckland = await traffic(ports, ROY, 'mdo-scc', 'Pacific/Auckland');
    expect(auckland.days.at(-1)).toMatchObject({ date: '2026-11-25', counts: { redirected: 12 } });
    const honolulu = await traffic(ports, ROY, 'mdo-scc', 'Pacific/Honolulu');
    expect(honolulu.days.at(-1)).toMatchObject({ date: '2026-11-24', counts: { redirected: 12 } });
  });

  it('is told by page, the most used first', async () => {
    const { links } = await traffic(ports, ROY, 'mdo-scc', 'UTC');
    expect(links.map(({ capability, total }) => [capability, total])).toEqual([
      ['quarantine', 11],
      ['explorer', 10],
    ]);
    expect(links[1]?.counts).toMatchObject({ redirected: 7, off: 3 });
  });

  it('names the unknown paths, and one more than are shown where there are more', async () => {
    const { orphans } = await traffic(ports, ROY, 'mdo-scc', 'UTC');
    expect(orphans).toHaveLength(ORPHANS_SHOWN + 1);
    expect(orphans[0]).toEqual({ migration: MDO.id, path: '/gone-0', count: 20, lastDay: MIDNIGHT });
  });

  it('is told of all that this person may read, where no migration is named', async () => {
    expect((await traffic(ports, ADA, undefined, 'UTC')).total).toBe(123);
    expect((await traffic(ports, ADA, 'scc-compliance', 'UTC')).total).toBe(100);
  });

  it.each([GUS, DIS, EVE, NOBODY])('is not for $name', async (actor) => {
    for (const migration of [undefined, 'mdo-scc']) {
      await expect(traffic(ports, actor, migration, 'UTC')).rejects.toBeInstanceOf(NotAllowed);
    }
  });

  it('is not told of a migration that there is not', async () => {
    await expect(traffic(ports, ROY, 'mdo-sc', 'UTC')).rejects.toBeInstanceOf(UnknownMigration);
  });
});
