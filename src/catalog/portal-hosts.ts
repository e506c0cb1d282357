import { covers, type HostPattern, readHostPattern } from '../core/links/portal-host.ts';
import type { Row } from './catalog-file.ts';
import type { PortalEntry } from './schemas.ts';

/** Which addresses are whose. */
export interface PortalHosts {
  /** The patterns of a portal's hosts, those in other clouds included; empty where there is no such portal. */
  readonly of: (portal: string) => readonly HostPattern[];
  /** The portal that lists this very host. */
  readonly ownerOf: (host: string) => string | undefined;
  /** Whether some portal holds the address. */
  readonly holdsAny: (url: URL) => boolean;
  /** Host names of this server: nothing leads there. */
  readonly own: ReadonlySet<string>;
}

export function portalHosts(portals: ReadonlyMap<string, Row<PortalEntry>>, ownHosts: readonly string[]): PortalHosts {
  const patterns = new Map<string, readonly HostPattern[]>();
  const owners = new Map<string, string>();
  for (const [id, { entry }] of portals) {
    const hosts = [...entry.hosts, ...(entry.otherClouds ?? []).map(({ host }) => host)];
    for (const host of hosts) owners.set(host.toLowerCase(), id);
    patterns.set(
      id,
      hosts.flatMap((host) => readHostPattern(host) ?? []),
    );
  }
  return {
    of: (portal) => patterns.get(portal) ?? [],
    ownerOf: (host) => owners.get(host.toLowerCase()),
    holdsAny: (url) => [...patterns.values()].some((hosts) => hosts.some((pattern) => covers(pattern, url))),
    own: new Set(ownHosts.map((host) => host.toLowerCase())),
  };
}

/** What is wrong with an address that is to lie on this portal (undefined: on any), or null. */
export function liesOn(hosts: PortalHosts, portal: string | undefined, address: string): string | null {
  const url = URL.parse(address);
  if (!url) return 'is no address';
  if (hosts.own.has(url.hostname)) return `${url.hostname} is this server's own host`;
  const held = portal === undefined ? hosts.holdsAny(url) : hosts.of(portal).some((pattern) => covers(pattern, url));
  return held ? null : `${url.hostname} is no host of ${portal ?? 'any portal'}`;
}
