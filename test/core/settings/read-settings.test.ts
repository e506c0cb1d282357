import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnOff, turnOn } from '../../../src/core/settings/change-setting.ts';
import { type SettingStatus, statusOf, statusOfAll, statusToChange } from '../../../src/core/settings/read-settings.ts';
import type { SettingsPorts } from '../../../src/core/settings/settings-storage.ts';
import { ADA, MDO, offForm, onButton, openSettingsWorld, type SettingsWorld } from '../../world/settings.ts';

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

/** Ports by which somebody else changes the setting while it is read, just before its newest change is. */
function overtaken(): SettingsPorts {
  let overtakes = true;
  const newestChanges: SettingsPorts['storage']['newestChanges'] = async (tenant) => {
    if (overtakes) {
      overtakes = false;
      await turnOn(world.ports, ADA, onButton());
    }
    return world.ports.storage.newestChanges(tenant);
  };
  return { ...world.ports, storage: { ...world.ports.storage, newestChanges } };
}

describe('a setting that is changed while it is read', () => {
  const first = async (statuses: Promise<readonly SettingStatus[]>) => (await statuses)[0];
  it.each([
    ['alone', () => statusOf(overtaken(), ADA, MDO.id)],
    ['for a change', () => statusToChange(overtaken(), ADA, MDO.id)],
    ['with all others', () => first(statusOfAll(overtaken(), ADA))],
  ])('is told with the change that made it so, read %s', async (_, read) => {
    await turnOff(world.ports, ADA, offForm());
    const status = await read();
    expect(status?.setting).toMatchObject({ migration: MDO.id, state: 'on', version: 2 });
    expect(status?.lastChange?.receipt).toMatchObject({ migration: MDO.id, to: 'on', version: 2 });
  });

  it('is told as it stands where no change in the chain has made it so', async () => {
    await turnOff(world.ports, ADA, offForm());
    const settings: SettingsPorts['storage']['settings'] = async (tenant) =>
      (await world.ports.storage.settings(tenant)).map((setting) => ({ ...setting, version: 7 }));
    const storage = { ...world.ports.storage, settings };
    const status = await statusOf({ ...world.ports, storage }, ADA, MDO.id);
    expect([status.setting.version, status.lastChange?.receipt.version]).toEqual([7, 1]);
  });
});
