import type { CapabilityId, MigrationId, TenantId } from '../core/ids.ts';
import type { Outcome } from '../core/links/link-counts.ts';

/** How old links are used. */
export interface LinkCountsSchema {
  link_uses: LinkUsesTable;
  orphans: OrphansTable;
}

interface LinkUsesTable {
  tenant: TenantId;
  /** The beginning of an hour. */
  hour: number;
  migration: MigrationId;
  /** Empty: an unknown page. */
  capability: CapabilityId | '';
  outcome: Outcome;
  count: number;
}

interface OrphansTable {
  tenant: TenantId;
  /** The beginning of a day in UTC. */
  day: number;
  migration: MigrationId;
  path: string;
  count: number;
}
