import type { Capability, Catalog, Portal } from '../capability.ts';
import type { PortalId } from '../ids.ts';
import type { Migration } from '../migration.ts';
import { type ClosestPages, closestPages } from './closest-pages.ts';
import { type KnownHosts, knownHosts } from './known-hosts.ts';
import { type NewPlaces, newPlaces } from './new-places.ts';
import { addPages, emptyTree, type PageTree } from './page-tree.ts';

/** A portal that pages moved away from. */
export interface OldPortal {
  readonly portal: Portal;
  /** The move that a link to none of its pages belongs to. */
  readonly migration: Migration;
  readonly pages: PageTree;
  /** The capabilities with an old address on it. */
  readonly listed: readonly Capability[];
  readonly closest: ClosestPages;
}

/** The catalog, arranged for the links that come in: built once, read for each. */
export interface LinkIndex {
  readonly hosts: KnownHosts;
  readonly portals: ReadonlyMap<PortalId, Portal>;
  readonly oldPortals: ReadonlyMap<PortalId, OldPortal>;
  /** The portals that pages moved to. */
  readonly newPortals: ReadonlySet<PortalId>;
  /** Host names of other portals that once served an old portal's hash routes. */
  readonly hashRouteHosts: ReadonlyMap<string, OldPortal>;
  readonly places: NewPlaces;
}

/** How many pages are offered in the place of one that nobody knows. */
const CLOSEST = 3;

export function buildLinkIndex(catalog: Catalog): LinkIndex {
  const hosts = knownHosts(catalog);
  const oldPortals = new Map(
    [...catalog.portals.values()].flatMap((portal) => {
      const old = oldPortal(portal, catalog);
      return old ? [[portal.id, old] as const] : [];
    }),
  );
  return {
    hosts,
    portals: catalog.portals,
    oldPortals,
    newPortals: newPortals(catalog, oldPortals),
    hashRouteHosts: new Map(
      [...oldPortals.values()].flatMap((old) => old.portal.hashRouteHosts.map((host) => [host.toLowerCase(), old])),
    ),
    places: newPlaces(catalog, hosts),
  };
}

function oldPortal(portal: Portal, { migrations, capabilities }: Catalog): OldPortal | undefined {
  const leaving = [...migrations.values()].filter(({ fromPortalId }) => fromPortalId === portal.id);
  const [migration] = leaving;
  if (!migration) return undefined;
  const ids = new Set(leaving.map(({ id }) => id));
  const own = [...capabilities.values()].filter((capability) => ids.has(capability.migration));
  const listed = own.filter(({ legacyPaths }) => legacyPaths.length > 0);
  const pages = emptyTree();
  for (const capability of listed) addPages(pages, capability);
  return {
    portal,
    migration,
    pages,
    listed,
    closest: closestPages(candidatesFor(migration, own, capabilities), CLOSEST),
  };
}

/** The portal's own capabilities; where they are too few, those of the portal that it moved to, and then all. */
function candidatesFor(
  { toPortalId }: Migration,
  own: readonly Capability[],
  capabilities: Catalog['capabilities'],
): readonly Capability[] {
  const alive = own.filter(({ destination }) => destination);
  if (alive.length >= CLOSEST) return alive;
  const others = [...capabilities.values()].filter(({ destination }) => destination);
  const moved = others.filter(({ destination }) => destination?.portal === toPortalId);
  return [...new Set([...alive, ...moved, ...others])];
}

/** Where a migration leads; and where capabilities are, unless that is a portal that pages move away from. */
function newPortals(
  { migrations, capabilities }: Catalog,
  oldPortals: ReadonlyMap<PortalId, OldPortal>,
): ReadonlySet<PortalId> {
  const portals = new Set([...migrations.values()].map(({ toPortalId }) => toPortalId));
  for (const { destination, alternates } of capabilities.values()) {
    for (const { portal } of destination ? [destination, ...alternates] : alternates) {
      if (!oldPortals.has(portal)) portals.add(portal);
    }
  }
  return portals;
}
