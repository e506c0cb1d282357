import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../src/core/errors.ts';
import { migrationId } from '../../../src/core/ids.ts';
import { announceChanges } from '../../../src/core/settings/announce-changes.ts';
import { turnOff, turnOn } from '../../../src/core/settings/change-setting.ts';
import type { Setting } from '../../../src/core/settings/setting.ts';
import { SettingsInMemory } from '../../../src/core/settings/settings-in-memory.ts';
import {
  ADA,
  COMPLIANCE,
  MDO,
  OTHER_TENANT,
  offForm,
  onButton,
  openSettingsWorld,
  type SettingsWorld,
  TENANT,
} from '../../world/settings.ts';

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

const inMemory = () => new SettingsInMemory(world.ports.storage, world.ports.migrations);
const states = (settings: SettingsInMemory) => Object.fromEntries(settings.statesOf(TENANT));

describe('settings in memory', () => {
  it('are the defaults of the catalogue before they were read, and say so', () => {
    const settings = inMemory();
    expect(states(settings)).toEqual({ 'mdo-scc': 'on', 'scc-compliance': 'off' });
    expect(settings.isRead(TENANT)).toBe(false);
  });

  it('are what the database holds once they were read', async () => {
    await turnOff(world.ports, ADA, offForm());
    const settings = inMemory();
    await settings.read(TENANT);
    expect(settings.isRead(TENANT)).toBe(true);
    expect(states(settings)).toEqual({ 'mdo-scc': 'off', 'scc-compliance': 'off' });
    expect(settings.settingOf(TENANT, MDO.id)).toMatchObject({ state: 'off', version: 1 });
    expect(settings.settingOf(TENANT, COMPLIANCE.id)).toMatchObject({ state: 'off', version: 0 });
  });

  it('are each tenant’s own', async () => {
    await turnOff(world.ports, ADA, offForm());
    const settings = inMemory();
    await Promise.all([settings.read(TENANT), settings.read(OTHER_TENANT)]);
    expect(settings.stateOf(TENANT)(MDO.id)).toBe('off');
    expect(settings.stateOf(OTHER_TENANT)(MDO.id)).toBe('on');
  });

  it('move nothing where there is no setting', () => {
    expect(inMemory().stateOf(TENANT)(migrationId('nothing-of-ours'))).toBe('off');
  });

  it('follow what another process has changed at the next reading', async () => {
    const settings = inMemory();
    await settings.read(TENANT);
    await turnOff(world.ports, ADA, offForm());
    expect(settings.stateOf(TENANT)(MDO.id)).toBe('on');
    await settings.refresh();
    expect(settings.stateOf(TENANT)(MDO.id)).toBe('off');
  });

  it('stay as they were while the database is out of reach', async () => {
    await turnOff(world.ports, ADA, offForm());
    let reachable = true;
    const storage = {
      settings: (tenant: typeof TENANT) =>
        reachable ? world.ports.storage.settings(tenant) : Promise.reject(new StorageUnavailable('gone')),
    };
    const settings = new SettingsInMemory(storage, world.ports.migrations);
    await settings.read(TENANT);
    reachable = false;
    await expect(settings.refresh()).rejects.toThrow(StorageUnavailable);
    expect(settings.stateOf(TENANT)(MDO.id)).toBe('off');
    expect(settings.isRead(TENANT)).toBe(true);
  });

  it('stay the same map until a state changes', async () => {
    const settings = inMemory();
    await settings.read(TENANT);
    const before = settings.statesOf(TENANT);
    await settings.refresh();
    expect(settings.statesOf(TENANT)).toBe(before);
    await turnOff(world.ports, ADA, offForm());
    await settings.refresh();
    expect(settings.statesOf(TENANT)).not.toBe(before);
  });

  it('are not set back by a reading that a change overtook', async () => {
    let answer: (settings: readonly Setting[]) => void = () => {};
    let readings = 0;
    const settings = new SettingsInMemory(
      {
        settings: (tenant) =>
          readings++ === 1
            ? new Promise((resolve) => {
                answer = resolve;
              })
            : world.ports.storage.settings(tenant),
      },
      world.ports.migrations,
    );
    await settings.read(TENANT);
    const slow = settings.refresh();
    const { receipt } = await turnOff(world.ports, ADA, offForm());
    settings.put(TENANT, { migration: MDO.id, state: 'off', version: 1, since: receipt.at, until: null });
    answer([]); // as it was before the change
    await slow;
    expect(settings.stateOf(TENANT)(MDO.id)).toBe('off');
  });
});

describe('a change that is told of late', () => {
  it('does not set back what was read since', async () => {
    const settings = inMemory();
    const { receipt } = await turnOff(world.ports, ADA, offForm());
    await turnOn(world.ports, ADA, onButton());
    await settings.read(TENANT);
    settings.put(TENANT, { migration: MDO.id, state: 'off', version: 1, since: receipt.at, until: null });
    expect(settings.settingOf(TENANT, MDO.id)).toMatchObject({ state: 'on', version: 2 });
  });
});

describe('a change that is announced', () => {
  it('holds in memory when its answer comes', async () => {
    const settings = inMemory();
    await settings.read(TENANT);
    const storage = announceChanges(world.ports.storage, (tenant, setting) => settings.put(tenant, setting));
    const ports = { ...world.ports, storage };
    await turnOff(ports, ADA, offForm());
    expect(settings.settingOf(TENANT, MDO.id)).toMatchObject({ state: 'off', version: 1 });
    await turnOn(ports, ADA, onButton());
    expect(settings.settingOf(TENANT, MDO.id)).toMatchObject({ state: 'on', version: 2 });
  });

  it('is told of only after its commit', async () => {
    const told: string[] = [];
    const storage = announceChanges(world.ports.storage, (_tenant, { state }) => told.push(state));
    await storage.inChange(TENANT, async (transaction) => {
      await turnOff(
        { ...world.ports, storage: { ...storage, inChange: (_, work) => work(transaction) } },
        ADA,
        offForm(),
      );
      told.push('before the commit');
    });
    expect(told).toEqual(['before the commit', 'off']);
  });

  it('is not told of where it was rolled back', async () => {
    const told: string[] = [];
    const storage = announceChanges(world.ports.storage, (_tenant, { state }) => told.push(state));
    const failing = storage.inChange(TENANT, async (transaction) => {
      await turnOff(
        { ...world.ports, storage: { ...storage, inChange: (_, work) => work(transaction) } },
        ADA,
        offForm(),
      );
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(told).toEqual([]);
    expect(await world.setting()).toBeUndefined();
  });
});
