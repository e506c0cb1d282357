import type { MigrationId } from '../ids.ts';
import type { Migration, SettingMigration, State } from '../migration.ts';

/** Whether one portal's old links are redirected, in one tenant. */
export interface Setting {
  readonly migration: MigrationId;
  readonly state: State;
  /** How often it was changed; 0: never, the catalog's default holds. */
  readonly version: number;
  /** When the present state began, in UTC milliseconds; null while nobody has changed it. */
  readonly since: number | null;
  /** When an off ends by itself, in UTC milliseconds; null: until somebody turns it on. */
  readonly until: number | null;
}

export const initialSetting = (migration: SettingMigration): Setting => ({
  migration: migration.id,
  state: migration.settingDefault,
  version: 0,
  since: null,
  until: null,
});

/** The states before anybody changed anything: where there is no tenant whose settings could be asked. */
export const defaultStateOf =
  (migrations: ReadonlyMap<MigrationId, Migration>) =>
  (migration: MigrationId): State =>
    migrations.get(migration)?.settingDefault ?? 'off';
