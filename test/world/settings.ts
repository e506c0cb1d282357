import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Standing } from '../../src/core/actor.ts';
import { migrationId, objectId, portalId, tenantId } from '../../src/core/ids.ts';
import type { Migration, SettingMigration } from '../../src/core/migration.ts';
import type { RoleName } from '../../src/core/roles.ts';
import type { OffInput, OnInput } from '../../src/core/settings/change-setting.ts';
import type { SettingsPorts, SettingsStorage } from '../../src/core/settings/settings-storage.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';

export const TENANT = tenantId('6b1f5a3e-0c55-4b0e-9a55-2b8a5f0d1c11');
export const OTHER_TENANT = tenantId('d0d7c2a4-7f37-4a0c-8a43-90b1f3c2e722');

/** Noon on 24 November 2026, UTC: where the clocks of these tests begin. */
export const NOON = Date.UTC(2026, 10, 24, 12);

const migration = (id: string): Omit<Migration, 'settingDefault'> => ({
  id: migrationId(id),
  title: `The move of ${id}`,
  fromPortal: 'Old portal',
  fromPortalId: portalId('old'),
  fromHosts: [],
  toPortal: 'New portal',
  toPortalId: portalId('new'),
  toHost: 'new.example',
  hostPairs: [],
  changeRoles: null,
  moves: [],
  notAffected: [],
  vendorSwitch: null,
});
/** On by default. */
export const MDO: SettingMigration = { ...migration('mdo-scc'), settingDefault: 'on' };
/** Off by default, and changed by compliance administrators only. */
export const COMPLIANCE: SettingMigration = {
  ...migration('scc-compliance'),
  settingDefault: 'off',
  changeRoles: ['Compliance Administrator'],
};
/** Moves no page: has no setting. */
export const WITHOUT_SETTING: Migration = { ...migration('aad-entra'), settingDefault: null };

const person = (id: string, name: string): Actor => ({ tenant: TENANT, objectId: objectId(id), name });
export const ADA = person('aaaaaaaa-0000-4000-8000-000000000001', 'Ada Admin');
export const BOB = person('bbbbbbbb-0000-4000-8000-000000000002', 'Bob Admin');
export const ROY = person('cccccccc-0000-4000-8000-000000000003', 'Roy Reader');
export const GUS = person('dddddddd-0000-4000-8000-000000000004', 'Gus Guest');
export const DIS = person('eeeeeeee-0000-4000-8000-000000000005', 'Dis Disabled');
export const EVE = person('ffffffff-0000-4000-8000-000000000006', 'Eve Employee');
export const NOBODY: Actor = { tenant: TENANT, objectId: null, name: 'No Object Id' };

const member = (...roles: RoleName[]): Standing => ({ kind: 'member', roles: new Set(roles) });
const STANDINGS: ReadonlyMap<string | null, Standing> = new Map([
  [ADA.objectId, member('Global Administrator', 'Compliance Administrator')],
  [BOB.objectId, member('Security Administrator')],
  [ROY.objectId, member('Global Reader')],
  [GUS.objectId, { kind: 'guest' }],
  [DIS.objectId, { kind: 'disabled' }],
  [EVE.objectId, member()],
]);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A clock that stands until it is set. */
export interface TestClock {
  now: number;
}

/** The ports of the settings' use cases on this storage, with a directory that knows the people above. */
export const settingsPorts = (storage: SettingsStorage, clock: TestClock = { now: NOON }): SettingsPorts => ({
  migrations: new Map([MDO, COMPLIANCE, WITHOUT_SETTING].map((each) => [each.id, each])),
  directory: { standingOf: async ({ objectId }) => STANDINGS.get(objectId) ?? { kind: 'stranger' } },
  storage,
  clock: () => clock.now,
  sha256,
  newSalt: () => randomBytes(16).toString('hex'),
});

/** A filled-in disable form, of a setting that nobody has changed yet. */
export const offForm = (changed: Partial<OffInput> = {}): OffInput => ({
  migration: MDO.id,
  version: '0',
  nonce: randomUUID(),
  category: 'missing-feature',
  comment: 'Threat Explorer lacks our saved queries',
  duration: 'none',
  until: undefined,
  contact: undefined,
  share: undefined,
  ...changed,
});

/** An enable button, of a setting that was changed once. */
export const onButton = (changed: Partial<OnInput> = {}): OnInput => ({
  migration: MDO.id,
  version: '1',
  nonce: randomUUID(),
  ...changed,
});

/** A folder of one test's own. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'signpost-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The settings of the people above in a database of their own, at noon. */
export async function openSettingsWorld() {
  const folder = temporaryFolder();
  const clock: TestClock = { now: NOON };
  const storage = await openSqlite(folder.path, () => clock.now);
  return {
    storage,
    clock,
    ports: settingsPorts(storage.settings, clock),
    chain: () => storage.settings.chain(TENANT, 0, 100),
    /** What is stored of `mdo-scc`. */
    setting: async () => (await storage.settings.settings(TENANT)).find(({ migration }) => migration === MDO.id),
    close: async () => {
      await storage.close();
      folder.remove();
    },
  };
}
export type SettingsWorld = Awaited<ReturnType<typeof openSettingsWorld>>;
