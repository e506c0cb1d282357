import type { RulesFormat } from '../../../src/cli/export/format.ts';
import type { Catalog } from '../../../src/core/capability.ts';
import { decide } from '../../../src/core/links/decide.ts';
import { exportRules } from '../../../src/core/links/export-rules.ts';
import { buildLinkIndex } from '../../../src/core/links/legacy-links.ts';
import type { State } from '../../../src/core/migration.ts';
import { catalog } from '../../core/links/links.ts';

export const GATEWAY = 'go.contoso.example';
export const ORIGINS = new Map([['portal.atp.azure.com', 'http://10.0.0.7:8080']]);
const OWN_HOSTS = new Set([GATEWAY]);

/** Rules of a catalog, and what the gateway says of the same links. */
export function rulesFor(format: RulesFormat, state: State, from: Catalog = catalog) {
  const index = buildLinkIndex(from);
  const links = { index, ownHosts: OWN_HOSTS, origins: ORIGINS };
  const { sites } = exportRules(from, links, () => state, format.engine);
  return {
    text: format.write({
      sites,
      gatewayHost: GATEWAY,
      origins: ORIGINS,
      header: ['made for a test'],
      summary: 'made for a test',
    }),
    /** Where the gateway redirects to; null: it answers with a page. */
    gateway: (link: string): string | null => {
      const decision = decide(index, () => state, link, { fragment: 'unknown', ownHosts: OWN_HOSTS, origins: ORIGINS });
      return 'target' in decision ? decision.target : null;
    },
  };
}

/** Each old address of the catalogue on each host of its portal that a path and a query can tell. */
export const listed = [...catalog.capabilities.values()].flatMap(({ migration, legacyPaths }) => {
  const moved = catalog.migrations.get(migration);
  const portal = moved && catalog.portals.get(moved.fromPortalId);
  const hosts = [...(portal?.hosts ?? []), ...(portal?.otherClouds ?? []).map(({ host }) => host)];
  return legacyPaths.flatMap((written) => {
    const path = written.replace(/^\/#/, '').replaceAll(/\{\w+\}/g, '4711');
    if (path === '/' && portal?.hashRoutes) return [];
    return hosts.map((host) => ({ host: host.replace('*', 'eu.contoso').replace(/\/.*/, ''), path }));
  });
});

const split = (path: string): [string, string] => {
  const [before = '', query] = path.split('?');
  return [before, query === undefined ? '' : `?${query}`];
};
const withQuery = (path: string, more: string): string => `${path}${path.includes('?') ? '&' : '?'}${more}`;

export const SPELLINGS: Readonly<Record<string, (host: string, path: string) => string>> = {
  'as written': (host, path) => `https://${host}${path}`,
  'by http': (host, path) => `http://${host}${path}`,
  'with one slash for two': (host, path) => `https:/${host}${path}`,
  'with a port': (host, path) => `https://${host}:8443${path}`,
  'with its host in capitals': (host, path) => `HTTPS://${host.toUpperCase()}${path}`,
  'with its path in capitals': (host, path) => `https://${host}${path.toUpperCase()}`,
  'in lower case': (host, path) => `https://${host}${path}`.toLowerCase(),
  'with a trailing slash': (host, path) => `https://${host}${path === '/' ? path : split(path).join('/')}`,
  'with .aspx': (host, path) => `https://${host}${path === '/' ? path : split(path).join('.aspx')}`,
  'with something below it': (host, path) => `https://${host}${path === '/' ? path : split(path).join('/Some/page-1')}`,
  'with other parameters': (host, path) => `https://${host}${withQuery(path, 'tid=1&View=A+b%2FC&tid=2&empty=')}`,
};
/** The host of a wildcard is repeated as it came: in lower case only. */
export const isNamed = ({ host }: { readonly host: string }): boolean => !host.startsWith('eu.contoso.');
