import type { MigrationId, PortalId } from './ids.ts';
import type { RoleName } from './roles.ts';

export type State = 'on' | 'off';

/** The switch that the vendor's own portal has: named on cards so that nobody takes Signpost's setting for it. */
interface VendorSwitch {
  readonly portal: string;
  readonly navigation: readonly string[];
  readonly url: string | null;
}

/** The same move in one of the vendor's clouds: from one host to the other. */
export interface HostPair {
  readonly cloud: string;
  readonly from: string;
  readonly to: string;
}

/** The move of one portal, or one part of it, to another. Only a migration that moves pages has a setting. */
export interface Migration {
  readonly id: MigrationId;
  readonly title: string;
  /** Name of the old portal, as people read it. */
  readonly fromPortal: string;
  readonly fromPortalId: PortalId;
  /** Old hosts besides those of the old portal: `host`, `*.host` or `host/prefix`. */
  readonly fromHosts: readonly string[];
  /** Name of the new portal, as people read it. */
  readonly toPortal: string;
  readonly toPortalId: PortalId;
  /** Where the new portal begins: `host` or `host/path`. */
  readonly toHost: string;
  readonly hostPairs: readonly HostPair[];
  /** The setting's state before anybody changed it; null where the migration moves no page and has no setting. */
  readonly settingDefault: State | null;
  /** Who may change the setting; null: Global Administrator and Security Administrator. */
  readonly changeRoles: readonly RoleName[] | null;
  readonly moves: readonly string[];
  readonly notAffected: readonly string[];
  readonly vendorSwitch: VendorSwitch | null;
}

/** A migration that has a setting. */
export type SettingMigration = Migration & { readonly settingDefault: State };

export const hasSetting = (migration: Migration): migration is SettingMigration => migration.settingDefault !== null;

/** What `/redirect` means where no migration is named. */
export const DEFAULT_MIGRATION = 'mdo-scc';
