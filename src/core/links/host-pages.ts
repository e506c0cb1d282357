import type { Capability, Catalog } from '../capability.ts';
import type { PortalId } from '../ids.ts';
import { hostsOf } from './known-hosts.ts';
import type { LinkIndex } from './legacy-links.ts';
import { readLegacyPath, segmentsOf } from './legacy-path.ts';
import type { Parameter } from './page-route.ts';
import { REPORT_PATH } from './page-tree.ts';
import { normalFragment, normalPath, readHostPattern } from './portal-host.ts';

/** A path on one host: an old page; a place that a page moved to; where another portal begins on the same host. */
export interface Page {
  /** In lower case; null: any one segment. */
  readonly segments: readonly (string | null)[];
  readonly parameters: readonly Parameter[];
  readonly is: { readonly kind: 'old'; readonly capability: Capability } | { readonly kind: 'new' | 'portal' };
}

export interface HostPages {
  readonly host: { readonly name: string; readonly subdomains: boolean };
  /** In the order in which a link is compared with them: the first that fits is meant. */
  readonly pages: readonly Page[];
}

/** What is known of each host, whether it is named by itself or by what its name ends in. */
export function pagesByHost(catalog: Catalog, index: LinkIndex): readonly HostPages[] {
  const hosts = new Map<string, { host: HostPages['host']; pages: Page[] }>();
  const places = newPlaces(catalog, index);
  for (const portal of catalog.portals.values()) {
    const leaving = [...catalog.migrations.values()].filter(({ fromPortalId }) => fromPortalId === portal.id);
    for (const text of hostsOf(portal, leaving).keys()) {
      const pattern = readHostPattern(text);
      if (pattern?.fragment !== '') continue;
      const { host: name, subdomains } = pattern;
      const key = `${subdomains ? '*.' : ''}${name}`;
      const entry = hosts.get(key) ?? { host: { name, subdomains }, pages: [] };
      hosts.set(key, entry);
      if (pattern.path !== '') entry.pages.push(page(pattern.path, 'portal'));
      entry.pages.push(...oldPages(index, portal.id), ...(places.get(portal.id) ?? []));
    }
  }
  return [...hosts.values()].map(({ host, pages }) => ({ host, pages: pages.toSorted(inOrder) }));
}

const page = (path: string, kind: 'new' | 'portal'): Page => ({
  segments: path === '' ? [] : segmentsOf(path),
  parameters: [],
  is: { kind },
});

function oldPages({ oldPortals }: LinkIndex, portal: PortalId): readonly Page[] {
  const pages = (oldPortals.get(portal)?.listed ?? []).flatMap((capability) =>
    capability.legacyPaths.flatMap((written): Page[] => {
      const address = readLegacyPath(written);
      return address ? [{ ...address, is: { kind: 'old', capability } }] : [];
    }),
  );
  // The JSON of `dljson` may name a report, too: it is no text of the query. Where each report is named by `id` it does not matter.
  const reports = pages.filter(({ segments }) => `/${segments.join('/')}` === REPORT_PATH);
  const byIdOnly = reports.every(({ parameters }) => parameters.some(([name]) => name === 'id'));
  return byIdOnly ? pages : [...pages, page(REPORT_PATH, 'new')];
}

/** Where pages moved to, by portal: a link to such a place stays, whatever is listed there. */
function newPlaces({ capabilities }: Catalog, { hosts }: LinkIndex): ReadonlyMap<PortalId, readonly Page[]> {
  const places = new Map<PortalId, Page[]>();
  const addresses = [...capabilities.values()].flatMap(({ destination, alternates }) => [
    destination?.url,
    destination?.currentUrl,
    ...alternates.map(({ url }) => url),
  ]);
  for (const url of addresses.flatMap((address) => (address ? (URL.parse(address) ?? []) : []))) {
    const path = normalPath(url.pathname);
    const portal = hosts.find(url.hostname, path, normalFragment(url))?.portal;
    if (portal !== undefined) places.set(portal, [...(places.get(portal) ?? []), page(path, 'new')]);
  }
  return places;
}

const literals = ({ segments }: Page): number => segments.filter((segment) => segment !== null).length;
const KINDS = ['new', 'old', 'portal'];

/** Longest path first; of the same length new places, then the most literal segments, then the most parameters. */
const inOrder = (a: Page, b: Page): number =>
  b.segments.length - a.segments.length ||
  Number(b.is.kind === 'new') - Number(a.is.kind === 'new') ||
  literals(b) - literals(a) ||
  KINDS.indexOf(a.is.kind) - KINDS.indexOf(b.is.kind) ||
  b.parameters.length - a.parameters.length ||
  b.segments.indexOf(null) - a.segments.indexOf(null);
