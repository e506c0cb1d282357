import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/core/actor.ts';
import { type ConversationId, conversationId, type TenantId } from '../../src/core/ids.ts';
import type { SettingMigration } from '../../src/core/migration.ts';
import { EVERYTHING, type PersonalChat, type Subscription } from '../../src/core/notices/subscription.ts';
import { type OffInput, turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import type { Change } from '../../src/core/settings/receipt.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ADA, MDO, offForm, onButton, settingsPorts, type TestClock } from './settings.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const conversation = (name: string): ConversationId => conversationId(`19:${name}@thread.tacv2`);

/** A channel that wants all notices of Ada's tenant. */
export const channel = (name: string, changed: Partial<Subscription> = {}): Subscription => ({
  tenant: ADA.tenant,
  conversation: conversation(name),
  type: 'channel',
  team: '19:team@thread.tacv2',
  address: JSON.stringify({ to: name }),
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  filter: EVERYTHING,
  since: 0,
  ended: null,
  lastDelivery: null,
  ...changed,
});

/** Ada's own chat. */
export const chat = (changed: Partial<PersonalChat> = {}): PersonalChat => ({
  tenant: ADA.tenant,
  objectId: ADA.objectId ?? failed('Ada has an object id'),
  conversation: conversationId('a:ada'),
  address: JSON.stringify({ to: 'ada' }),
  locale: 'en-US',
  timeZone: 'America/New_York',
  ...changed,
});

export function failed(message: string): never {
  throw new Error(message);
}

/** Somebody who changes settings, whatever their versions are. */
export function changes(storage: Storage, clock: TestClock, actor: Actor = ADA) {
  const ports = settingsPorts(storage.settings, clock);
  const button = async (migration: SettingMigration, tenant: TenantId) => {
    const settings = await storage.settings.settings(tenant);
    const version = settings.find((setting) => setting.migration === migration.id)?.version ?? 0;
    return { migration: migration.id, version: String(version), nonce: randomUUID() };
  };
  return {
    ports,
    off: async (form: Partial<OffInput> = {}, by = actor, migration = MDO): Promise<Change> =>
      turnOff(ports, by, offForm({ ...(await button(migration, by.tenant)), ...form })),
    on: async (by = actor, migration = MDO): Promise<Change> =>
      turnOn(ports, by, onButton(await button(migration, by.tenant))),
  };
}
