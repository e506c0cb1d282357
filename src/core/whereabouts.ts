import type { Capability, Catalog, Place } from './capability.ts';
import type { StateOf } from './decide.ts';
import type { PortalId } from './ids.ts';
import { covers, readHostPattern } from './portal-host.ts';

/** A place as people read it. */
export interface NamedPlace {
  /** What the portal is called. */
  readonly portal: string;
  /** null: only the clicks are known. */
  readonly url: string | null;
  readonly navigation: readonly string[];
  readonly note: string | null;
}

/** What becomes of somebody who opens the page's old link. */
export type OldLink = 'leads-there' | 'shows-clicks' | 'says-gone' | 'off' | 'not-affected';

/** All that an answer says of one page. */
export interface Whereabouts {
  readonly capability: Capability;
  /** null: the page is gone. */
  readonly place: NamedPlace | null;
  /** Where it went on to from there. */
  readonly movedOn: NamedPlace | null;
  readonly further: readonly NamedPlace[];
  /** Where its portal opens: that of the place, else the one that the old portal moved to. */
  readonly home: { readonly portal: string; readonly url: string };
  /** null: it never had an old link, or nobody can say. */
  readonly oldLink: OldLink | null;
}

/** `stateOf` is null while the settings cannot be read. */
export function whereabouts(catalog: Catalog, capability: Capability, stateOf: StateOf | null): Whereabouts {
  const { destination, alternates, migration } = capability;
  const movedTo = destination?.portal ?? catalog.migrations.get(migration)?.toPortalId;
  return {
    capability,
    place: destination && named(catalog, destination),
    movedOn: destination?.currentUrl ? placeAt(catalog, destination.currentUrl) : null,
    further: alternates.map((alternate) => named(catalog, alternate)),
    home: homeOf(catalog, movedTo),
    oldLink: stateOf && oldLinkOf(capability, stateOf),
  };
}

/** Where a portal opens. */
export function homeOf({ portals }: Catalog, id: PortalId | undefined): Whereabouts['home'] {
  const portal = id === undefined ? undefined : portals.get(id);
  return { portal: portal?.displayName ?? '', url: `https://${portal?.hosts[0] ?? ''}` };
}

const named = ({ portals }: Catalog, { portal, url, navigation, note }: Place & { readonly note?: string | null }) => ({
  portal: portals.get(portal)?.displayName ?? portal,
  url,
  navigation,
  note: note ?? null,
});

/** An address of which only the portal is known; where not even that is, its host. */
function placeAt({ portals }: Catalog, url: string): NamedPlace {
  const address = new URL(url);
  const portal = [...portals.values()].find(({ hosts }) =>
    hosts.some((host) => {
      const pattern = readHostPattern(host);
      return pattern !== undefined && covers(pattern, address);
    }),
  );
  return { portal: portal?.displayName ?? address.hostname, url, navigation: [], note: null };
}

function oldLinkOf(capability: Capability, stateOf: StateOf): OldLink | null {
  const { legacyPaths, sharedLegacyPaths, movedBy, destination } = capability;
  if (legacyPaths.length + sharedLegacyPaths.length === 0) return null;
  if (movedBy === null) return 'not-affected';
  if (stateOf(movedBy) === 'off') return 'off';
  if (!destination) return 'says-gone';
  return destination.url === null ? 'shows-clicks' : 'leads-there';
}
