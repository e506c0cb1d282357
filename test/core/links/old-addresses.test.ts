import { describe, expect, it } from 'vitest';
import type { Capability } from '../../../src/core/capability.ts';
import { byTo, capabilityWith, catalog, indexWith, line } from './links.ts';

const SCC = 'https://protection.office.com';

/** Each old address of the catalogue, on the main host of its portal, with something in the place of `{x}`. */
const listed: readonly { capability: Capability; origin: string; address: string }[] = [
  ...catalog.capabilities.values(),
].flatMap((capability) => {
  const portal = catalog.migrations.get(capability.migration)?.fromPortalId;
  const host = (portal && catalog.portals.get(portal)?.hosts[0]?.split('/')[0]) ?? '';
  return capability.legacyPaths.map((written) => ({
    capability,
    origin: `https://${host}`,
    address: written.replaceAll(/\{\w+\}/g, '4711'),
  }));
});

const route = (address: string): string => address.replace(/^\/#/, '');
const pathOf = (address: string): string => route(address).split('?', 1)[0] ?? '';
const queryOf = (address: string): string => address.slice(`${address}?`.indexOf('?'));
const onRootHost = listed.filter(({ address }) => address !== '/ecp');

const SPELLINGS: Readonly<Record<string, (origin: string, address: string) => string>> = {
  'as written': (origin, address) => origin + address,
  'as a path': (origin, address) => origin + route(address),
  'by http': (origin, address) => origin.replace('https', 'http') + address,
  'in capitals': (origin, address) => `${origin}${address}`.toUpperCase(),
  'in lower case': (origin, address) => `${origin}${address}`.toLowerCase(),
  'with a port': (origin, address) => `${origin}:8443${address}`,
  'with a trailing slash': (origin, address) => `${origin}${pathOf(address)}/${queryOf(address)}`,
  'with .aspx': (origin, address) =>
    pathOf(address) === '/' ? origin + address : `${origin}${pathOf(address)}.aspx${queryOf(address)}`,
  'percent-encoded in its path': (origin, address) =>
    `${origin}/${[...pathOf(address).slice(1)].map((letter) => (letter === '/' ? letter : encoded(letter))).join('')}${queryOf(address)}`,
  'percent-encoded as a whole': (origin, address) => encodeURIComponent(origin + address),
  'percent-encoded but for its slashes': (origin, address) => (origin + address).replace('://', '%3A//'),
  'with one slash for two': (origin, address) => (origin + address).replace('://', ':/'),
  'with other parameters': (origin, address) =>
    `${origin}${route(address)}${address.includes('?') ? '&' : '?'}tid=1&viewid=none`,
  'with parameters from HTML': (origin, address) =>
    `${origin}${pathOf(address)}?tid=1${queryOf(address).replace('?', '&amp;')}`,
};
const ROUTE_SPELLINGS: Readonly<Record<string, (origin: string, address: string) => string>> = {
  'behind a fragment': (origin, address) => `${origin}/#${route(address)}`,
  'behind a fragment and a query': (origin, address) => `${origin}/?rfr=AdminCenter#${route(address)}`,
  'as the value of hash=': (origin, address) => `${origin}/?hash=${route(address)}`,
  'as the encoded value of hash=': (origin, address) => `${origin}/?x=1&hash=${encodeURIComponent(route(address))}`,
};

const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16)}`;

describe('Each old address of the catalogue', () => {
  it('is one of many', () => {
    expect(listed.length).toBeGreaterThan(110);
  });

  it.each(Object.entries(SPELLINGS))('is known %s', (_how, spell) => {
    for (const { capability, origin, address } of listed) {
      expect(byTo(spell(origin, address)), spell(origin, address)).toMatchObject({ capability: { id: capability.id } });
    }
  });

  it.each(Object.entries(ROUTE_SPELLINGS))('is known %s', (_how, spell) => {
    for (const { capability, origin, address } of onRootHost) {
      expect(byTo(spell(origin, address)), spell(origin, address)).toMatchObject({ capability: { id: capability.id } });
    }
  });

  it('is known on each host of its portal, those of other clouds included', () => {
    for (const { capability, address } of onRootHost) {
      const portal = catalog.migrations.get(capability.migration)?.fromPortalId;
      const { hosts = [], otherClouds = [] } = (portal && catalog.portals.get(portal)) ?? {};
      for (const host of [...hosts, ...otherClouds.map((cloud) => cloud.host)]) {
        const link = `https://${host.replace('*', 'eu.contoso')}${address}`;
        expect(byTo(link), link).toMatchObject({ capability: { id: capability.id } });
      }
    }
  });

  it('goes where its setting says: redirected or by hand while on, itself while off or without one', () => {
    for (const { capability, origin, address } of listed) {
      const kind =
        capability.movedBy === null ? 'not-affected' : capability.destination?.url ? 'redirected' : 'by-hand';
      expect(byTo(origin + address, 'on').kind, address).toBe(kind);
      expect(line(byTo(origin + address, 'off')), address).toBe(
        `${capability.movedBy === null ? 'not-affected' : 'off'} ${capability.id} ${new URL(origin + address).href}`,
      );
    }
  });
});

describe('A page', () => {
  it('takes along what lies below it, by whole segments', () => {
    expect(byTo(`${SCC}/threatexplorer/some/thing`)).toMatchObject({ capability: { id: 'explorer' } });
    expect(byTo(`${SCC}/threatexplorers`).kind).toBe('unknown-page');
  });

  it('is the one with the longest path, then with the most literal segments, then with the most parameters', () => {
    const paths: Readonly<Record<string, readonly string[]>> = {
      explorer: ['/a', '/p'],
      campaigns: ['/a/{x}'],
      quarantine: ['/a/b', '/p/q/r'],
      'anti-spam': ['/a/{x}/c'],
      dkim: ['/a/b?view=1'],
      'anti-phishing': ['/a/b?view=1&tab=2'],
    };
    const capabilities = Object.entries(paths).reduce((all, [id, legacyPaths]) => {
      for (const [key, capability] of capabilityWith(id, { legacyPaths })) if (key === id) all.set(key, capability);
      return all;
    }, new Map(catalog.capabilities));
    const own = indexWith({ capabilities });
    const found = (path: string): unknown => {
      const decision = byTo(SCC + path, 'on', own);
      return 'capability' in decision && decision.capability?.id;
    };
    expect(found('/a')).toBe('explorer');
    expect(found('/a/z')).toBe('campaigns');
    expect(found('/a/b')).toBe('quarantine');
    expect(found('/a/b/c')).toBe('anti-spam');
    expect(found('/a/b/d')).toBe('quarantine');
    expect(found('/p/q')).toBe('explorer');
    expect(found('/a/b?VIEW=1')).toBe('dkim');
    expect(found('/a/b?tab=2&view=1')).toBe('anti-phishing');
    expect(found('/a/b?view=2&tab=2')).toBe('quarantine');
  });

  it('has exactly one segment for each {x}, and not an empty one', () => {
    const mdi = 'https://portal.atp.azure.com/securityAlert';
    expect(byTo(`${mdi}/1`)).toMatchObject({ capability: { id: 'mdi-alert-page' } });
    for (const link of [mdi, `${mdi}/`, `${mdi}//`, `${mdi}//1`]) expect(byTo(link).kind, link).toBe('unknown-page');
  });

  it('at the root takes nothing along', () => {
    expect(byTo('https://securitycenter.windows.com/')).toMatchObject({ capability: { id: 'mde-home' } });
    expect(byTo('https://securitycenter.windows.com/nothing').kind).toBe('unknown-page');
  });

  it('is decoded once: an encoded percent sign stays one', () => {
    expect(byTo(`${SCC}/%2571uarantine`).kind).toBe('unknown-page');
    expect(byTo(`${SCC}/?hash=/%2571uarantine`).kind).toBe('unknown-page');
    expect(byTo(`${SCC}/quarantine/%E0%A4%A`)).toMatchObject({ capability: { id: 'quarantine' } });
  });

  it('of a report is named by id, or by the report id inside dljson', () => {
    const dljson = (json: string): string => `${SCC}/reportv2?pivot=1&dljson=${encodeURIComponent(json)}`;
    expect(byTo(dljson('{"reportId":"topmalware","x":[1]}'))).toMatchObject({ capability: { id: 'top-malware' } });
    for (const json of ['{"reportId":7}', '{"reportId":"none"}', '[]', 'null', '{', '']) {
      expect(byTo(dljson(json)).kind, json).toBe('unknown-page');
    }
    expect(byTo(`${dljson('{"reportId":"TopMalware"}')}&id=CompromisedUsers`)).toMatchObject({
      capability: { id: 'compromised-users' },
    });
    expect(byTo(`${dljson('{"reportId":"CompromisedUsers"}')}&id=TopMalware`)).toMatchObject({
      capability: { id: 'top-malware' },
    });
    expect(byTo(`${SCC}/reportv2`).kind).toBe('unknown-page');
    const elsewhere = indexWith({ capabilities: capabilityWith('explorer', { legacyPaths: ['/other?id=x'] }) });
    expect(byTo(`${SCC}/other?dljson={"reportId":"x"}`, 'on', elsewhere).kind).toBe('unknown-page');
    expect(byTo(`${SCC}/other?ID=X`, 'on', elsewhere).kind).toBe('redirected');
  });
});
