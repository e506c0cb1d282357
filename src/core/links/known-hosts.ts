import type { Catalog, Portal } from '../capability.ts';
import type { PortalId } from '../ids.ts';
import type { HostPair, Migration } from '../migration.ts';
import { beginsWith, type HostPattern, readHostPattern } from './portal-host.ts';

/** A host, or a part of one, that belongs to a portal. */
interface KnownHost {
  readonly portal: PortalId;
  readonly pattern: HostPattern;
  /** The vendor's cloud that it serves; null: the public one. */
  readonly cloud: string | null;
  /** Where destinations lie in that cloud: public host name to the cloud's host name. */
  readonly inCloud: ReadonlyMap<string, string>;
}

/** Longest host name: RFC 1035, section 2.3.4. A link's may have any length. */
const NAME_MAX = 253;

export interface KnownHosts {
  /** Whose the address is, by its host name, normal path and normal fragment. The longest prefix wins. */
  readonly find: (hostname: string, path: string, fragment: string) => KnownHost | undefined;
}

export function knownHosts({ portals, migrations }: Pick<Catalog, 'portals' | 'migrations'>): KnownHosts {
  const exact = new Map<string, KnownHost[]>();
  const below = new Map<string, KnownHost[]>();
  for (const portal of portals.values()) {
    const leaving = [...migrations.values()].filter(({ fromPortalId }) => fromPortalId === portal.id);
    for (const [text, cloud] of hostsOf(portal, leaving)) {
      const pattern = readHostPattern(text);
      if (!pattern) continue;
      const pairs = leaving.flatMap(({ toHost, hostPairs }) => hostPairs.map((pair) => ({ ...pair, toHost })));
      const inCloud = cloudHosts(
        portals,
        cloud,
        pairs.filter(({ from }) => from.toLowerCase() === text),
      );
      const list = pattern.subdomains ? below : exact;
      list.set(pattern.host, [...(list.get(pattern.host) ?? []), { portal: portal.id, pattern, cloud, inCloud }]);
    }
  }
  for (const list of [exact, below]) for (const hosts of list.values()) hosts.sort(longestFirst);
  const find: KnownHosts['find'] = (hostname, path, fragment) => {
    const covers = ({ pattern }: KnownHost): boolean =>
      beginsWith(path, pattern.path) && beginsWith(fragment, pattern.fragment);
    const known = exact.get(hostname)?.find(covers);
    if (known || below.size === 0 || hostname.length > NAME_MAX) return known;
    for (let dot = hostname.indexOf('.'); dot >= 0; dot = hostname.indexOf('.', dot + 1)) {
      const wide = below.get(hostname.slice(dot + 1))?.find(covers);
      if (wide) return wide;
    }
    return undefined;
  };
  return { find };
}

/** The portal's hosts and the old hosts of the migrations that leave it, in lower case, each with its cloud. */
export function hostsOf(portal: Portal, leaving: readonly Migration[]): ReadonlyMap<string, string | null> {
  const hosts = new Map<string, string | null>();
  for (const { fromHosts, hostPairs } of leaving) {
    for (const { from, cloud } of hostPairs) hosts.set(from.toLowerCase(), cloud);
    for (const host of fromHosts) hosts.set(host.toLowerCase(), null);
  }
  for (const { host, cloud } of portal.otherClouds) hosts.set(host.toLowerCase(), cloud);
  for (const host of portal.hosts) hosts.set(host.toLowerCase(), null);
  return hosts;
}

/** The hosts that portals have in this cloud; what a migration pairs with the very host comes first. */
function cloudHosts(
  portals: Catalog['portals'],
  cloud: string | null,
  pairs: readonly (HostPair & { readonly toHost: string })[],
): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  const pair = (from: string | undefined, to: string): void => {
    const hostname = from === undefined ? undefined : readHostPattern(from)?.host;
    const target = readHostPattern(to)?.host;
    if (hostname !== undefined && target !== undefined && hostname !== target) hosts.set(hostname, target);
  };
  if (cloud !== null) {
    for (const portal of portals.values()) {
      for (const other of portal.otherClouds) if (other.cloud === cloud) pair(portal.hosts[0], other.host);
    }
  }
  for (const { toHost, to } of pairs) pair(toHost, to);
  return hosts;
}

const longestFirst = (a: KnownHost, b: KnownHost): number =>
  b.pattern.path.length - a.pattern.path.length || b.pattern.fragment.length - a.pattern.fragment.length;
