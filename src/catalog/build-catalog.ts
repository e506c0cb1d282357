import type { Capability, Catalog, Place, Portal } from '../core/capability.ts';
import { capabilityId, migrationId, portalId } from '../core/ids.ts';
import type { Migration } from '../core/migration.ts';
import type { Entries } from './overlay.ts';
import type { CapabilityEntry, MigrationEntry, PortalEntry } from './schemas.ts';

/** The checked entries as the core knows them. */
export function buildCatalog(entries: Entries): Catalog {
  const portals = new Map([...entries.portals.values()].map(({ entry }) => [portalId(entry.id), toPortal(entry)]));
  const displayName = (id: string): string => portals.get(portalId(id))?.displayName ?? id;
  return {
    migrations: new Map(
      [...entries.migrations.values()].map(({ entry }) => [migrationId(entry.id), toMigration(entry, displayName)]),
    ),
    portals,
    capabilities: new Map(
      [...entries.capabilities.values()].map(({ entry }) => [capabilityId(entry.id), toCapability(entry)]),
    ),
    links: entries.links.map(({ entry: { id, kind, link, target, what } }) => ({ id, kind, link, target, what })),
    ambiguous: entries.ambiguous.map(({ entry: { term, ids } }) => ({ term, ids: ids.map(capabilityId) })),
  };
}

const toPortal = (entry: PortalEntry): Portal => ({
  id: portalId(entry.id),
  name: entry.name,
  displayName: entry.displayName ?? entry.name,
  formerNames: entry.formerNames.map(({ name, from = null, to = null }) => ({ name, from, to })),
  shortNames: entry.shortNames ?? [],
  hosts: entry.hosts,
  otherClouds: entry.otherClouds ?? [],
  hashRoutes: entry.hashRoutes ?? false,
  hashRouteHosts: entry.hashRouteHosts ?? [],
  purpose: entry.purpose,
  status: entry.status,
  successor: entry.successor === null ? null : portalId(entry.successor),
});

const toMigration = (entry: MigrationEntry, displayName: (portal: string) => string): Migration => ({
  id: migrationId(entry.id),
  title: entry.title,
  fromPortal: displayName(entry.fromPortal),
  fromPortalId: portalId(entry.fromPortal),
  fromHosts: entry.fromHosts,
  toPortal: displayName(entry.toPortal),
  toPortalId: portalId(entry.toPortal),
  toHost: entry.toHost,
  hostPairs: entry.hostPairs ?? [],
  settingDefault: entry.settingDefault,
  changeRoles: entry.roles?.change ?? null,
  moves: entry.redirected,
  notAffected: entry.notRedirected,
  vendorSwitch: entry.setting && {
    portal: displayName(entry.setting.portal),
    navigation: entry.setting.navigation,
    url: entry.setting.url ?? null,
  },
});

const toCapability = (entry: CapabilityEntry): Capability => ({
  id: capabilityId(entry.id),
  migration: migrationId(entry.migration),
  name: entry.name,
  aliases: entry.aliases,
  tasks: entry.tasks ?? [],
  section: entry.section,
  legacyPaths: entry.legacyPaths,
  onPageOf: entry.onPageOf === undefined ? null : capabilityId(entry.onPageOf),
  sharedLegacyPaths: entry.sharedLegacyPaths ?? [],
  category: entry.category,
  movedBy: entry.movedBy === null ? null : migrationId(entry.movedBy),
  destination: entry.destination && {
    ...toPlace(entry.destination),
    currentUrl: entry.destination.currentUrl ?? null,
  },
  alternates: (entry.alternates ?? []).map((place) => ({ ...toPlace(place), note: place.note ?? null })),
  alsoRedirectedBy: entry.alsoRedirectedBy
    ? { migration: migrationId(entry.alsoRedirectedBy.migration), since: entry.alsoRedirectedBy.since }
    : null,
  retired: entry.retired ?? false,
  notes: entry.notes,
});

const toPlace = ({ portal, url, navigation }: Omit<Place, 'portal'> & { readonly portal: string }): Place => ({
  portal: portalId(portal),
  url,
  navigation,
});
