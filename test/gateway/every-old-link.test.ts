import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability } from '../../src/core/capability.ts';
import { type Answered, catalog, type GatewayWorld, openGatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
beforeAll(async () => {
  world = await openGatewayWorld();
  for (const id of catalog.migrations.keys()) world.turn(id, 'on');
});
afterAll(() => world.close());

/** An address of each of the catalogue's old pages, as its documentation writes it. */
const OLD_PAGES: readonly (readonly [capability: Capability, host: string, path: string])[] = [
  ...catalog.capabilities.values(),
].flatMap((capability) => {
  const migration = catalog.migrations.get(capability.migration);
  const portal = migration && catalog.portals.get(migration.fromPortalId);
  const host = migration?.fromHosts[0] ?? portal?.hosts[0] ?? '';
  return capability.legacyPaths.map((path) => [capability, host.split('/')[0] ?? '', filled(path)] as const);
});

/** A path with something in the place of each `{…}`. */
function filled(path: string): string {
  return path.replaceAll(/\{[^}]+\}/g, 'x1');
}

/** The page itself, behind `#/` or not. */
const bare = (path: string): string => (path.startsWith('/#') ? path.slice(2) : path);

/** Other ways in which people and programs write the same address; null: this address has no such spelling. */
const SPELLINGS: Readonly<Record<string, (host: string, path: string) => string | null>> = {
  'as it is documented': (host, path) => `https://${host}${path}`,
  'with http': (host, path) => `http://${host}${path}`,
  'with a port': (host, path) => `https://${host}:8443${path}`,
  'with its host in capitals': (host, path) => `https://${host.toUpperCase()}${path}`,
  'with its page in capitals': (host, path) => `https://${host}${path.toUpperCase()}`,
  'with a slash at its end': (host, path) => (/[?#]/.test(path.slice(1)) ? null : `https://${host}${path}/`),
  'with .aspx at its end': (host, path) => (/[?#.]|^\/$/.test(path) ? null : `https://${host}${path}.aspx`),
  'percent-encoded': (host, path) =>
    `https://${host}${path.replace(/[a-z](?=[^/]*$)/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
  'with more parameters': (host, path) => `https://${host}${path}${path.includes('?') ? '&' : '?'}tid=1&x=2`,
  'with &amp; for &': (host, path) => (path.includes('&') ? `https://${host}${path.replaceAll('&', '&amp;')}` : null),
  'behind #': (host, path) =>
    /^\/(?!#)/.test(path) && path !== '/' && isHashRoute(host) ? `https://${host}/#${path}` : null,
  'without #': (host, path) => (path.startsWith('/#/') ? `https://${host}${bare(path)}` : null),
  'as hash=': (host, path) =>
    isHashRoute(host) && !path.includes('?') && bare(path) !== '/'
      ? `https://${host}/?hash=${encodeURIComponent(bare(path))}`
      : null,
};

function isHashRoute(host: string): boolean {
  return [...catalog.portals.values()].some(({ hosts, hashRoutes }) => hashRoutes && hosts.includes(host));
}

/** Status, decision without parameters of its own, and where it leads, query aside. */
const gist = ({ status, decision, location }: Answered) => [status, decision, location?.split(/[?#]/, 1)[0]];

describe.each(Object.entries(SPELLINGS))('Every old address of the catalogue, %s,', (spelling, spell) => {
  const spelled = OLD_PAGES.flatMap(([capability, host, path]) => {
    const link = spell(host, path);
    return link === null ? [] : [[capability, `https://${host}${path}`, link] as const];
  });

  it('is decided like the documented one', async () => {
    if (spelling !== 'with &amp; for &') expect(spelled.length).toBeGreaterThan(5);
    for (const [capability, documented, link] of spelled) {
      const [answer, original] = [await world.to(link), await world.to(documented)];
      if (answer.status === 302 && answer.location?.startsWith(new URL(link).origin)) {
        expect(gist(answer).slice(0, 2), link).toEqual(gist(original).slice(0, 2)); // the old address is as it came
      } else expect(gist(answer), link).toEqual(gist(original));
      expect(answer.decision, link).toContain(`capability=${capability.id}`);
    }
  });
});

describe('Every old address of the catalogue', () => {
  it('leads to its destination where a setting moves it, and to itself where none does', async () => {
    for (const [{ id, movedBy, destination }, host, path] of OLD_PAGES) {
      const link = `https://${host}${path}`;
      const { status, location, decision } = await world.to(link);
      const kind = movedBy === null ? 'not-affected' : destination?.url ? 'redirected' : 'by-hand';
      expect(decision.split(';', 1)[0], link).toBe(kind);
      expect(decision, link).toContain(`capability=${id}`);
      expect(status, link).toBe(kind === 'by-hand' ? 200 : 302);
      if (kind === 'redirected') expect(location, link).toContain(new URL(destination?.url ?? '').host);
      if (kind === 'not-affected') expect(new URL(location ?? '').host, link).toBe(host);
    }
  });

  it('opens as before where its setting is off', async () => {
    for (const id of catalog.migrations.keys()) world.turn(id, 'off');
    for (const [{ movedBy }, host, path] of OLD_PAGES) {
      const link = `https://${host}${path}`;
      const { location, decision } = await world.to(link);
      expect(decision.split(';', 1)[0], link).toBe(movedBy === null ? 'not-affected' : 'off');
      expect(location, link).toBe(URL.parse(link)?.href);
    }
  });
});
