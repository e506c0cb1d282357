import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/core/capability.ts';
import { portalId } from '../../../src/core/ids.ts';
import { type Engine, type ExportRule, exportRules } from '../../../src/core/links/export-rules.ts';
import { buildLinkIndex } from '../../../src/core/links/legacy-links.ts';
import type { State } from '../../../src/core/migration.ts';
import { capabilityWith, catalog, OWN_HOSTS } from './links.ts';

const SCC = 'protection.office.com';
const every: Engine = () => true;

/** The shipped catalogue with other old addresses for some of its pages, and other places for some. */
function catalogWith(pages: Readonly<Record<string, object>>): Catalog {
  const capabilities = new Map(catalog.capabilities);
  for (const [id, change] of Object.entries(pages)) {
    for (const [key, capability] of capabilityWith(id, change)) if (key === id) capabilities.set(key, capability);
  }
  return { ...catalog, capabilities };
}

/** The rules for one host. */
function rulesOf(
  host: string,
  { from = catalog, state = 'on' as State, engine = every, origins = new Map<string, string>() } = {},
) {
  const links = { index: buildLinkIndex(from), ownHosts: OWN_HOSTS, origins };
  const { sites, left } = exportRules(from, links, () => state, engine);
  const site = sites.find(({ hosts }) => hosts.some(({ name, subdomains }) => name === host && !subdomains));
  const rules = site?.rules ?? [];
  const at = (path: string): readonly ExportRule[] =>
    rules.filter(({ segments }) => `/${segments.map((each) => each ?? '{x}').join('/')}` === path);
  return { sites, left: left.map(({ id }) => id), rules, at };
}

const GONE = { movedBy: 'mdo-scc', destination: null };

describe('An exported rule', () => {
  it('is what the gateway decides: the new address, with room for parameters before its fragment', () => {
    const { at } = rulesOf(SCC);
    expect(at('/threatexplorer')).toMatchObject([
      {
        below: true,
        capability: { id: 'explorer' },
        answer: {
          kind: 'new-address',
          address: 'https://security.microsoft.com/threatexplorer',
          before: 'https://security.microsoft.com/threatexplorer?',
          after: '',
          own: [],
        },
      },
    ]);
    expect(at('/dkim')[0]?.answer).toMatchObject({
      before: 'https://security.microsoft.com/authentication?viewid=DKIM&',
      own: ['viewid'],
    });
    const place = {
      portal: 'exchange',
      url: 'https://admin.exchange.microsoft.com/?a=0#/x',
      navigation: [],
      currentUrl: null,
    };
    const own = rulesOf(SCC, { from: catalogWith({ explorer: { destination: place } }) });
    expect(own.at('/threatexplorer')[0]?.answer).toMatchObject({
      before: 'https://admin.exchange.microsoft.com/?a=0&',
      after: '#/x',
    });
  });

  it('keeps a link that is off or not affected as it came', () => {
    expect(rulesOf(SCC).at('/permissions')[0]?.answer).toEqual({ kind: 'as-it-came' });
    expect(rulesOf(SCC, { state: 'off' }).at('/threatexplorer')[0]?.answer).toEqual({ kind: 'as-it-came' });
  });

  it('holds for the host of each cloud with that cloud’s addresses', () => {
    expect(rulesOf('scc.office365.us').at('/quarantine')[0]?.answer).toMatchObject({
      address: 'https://security.microsoft.us/quarantine',
    });
  });

  it('names a parameter where that is what tells the page', () => {
    expect(rulesOf(SCC).at('/reportv2').length).toBeGreaterThan(15);
    expect(rulesOf(SCC).at('/reportv2')[0]?.parameters).toEqual([['id', 'mailflowforwarding']]);
  });

  it('comes before all that it outranks', () => {
    const from = catalogWith({
      explorer: { legacyPaths: ['/a'] },
      campaigns: { legacyPaths: ['/a/{x}'] },
      quarantine: { legacyPaths: ['/a/b', '/a/b?c=1'] },
    });
    const { rules } = rulesOf(SCC, { from });
    const order = rules
      .filter(({ segments }) => segments[0] === 'a')
      .map(({ capability, parameters }) => `${capability.id} ${parameters.length}`);
    expect(order).toEqual(['quarantine 1', 'quarantine 0', 'campaigns 0', 'explorer 0']);
  });
});

describe('No rule is exported', () => {
  it('for a root page that may hide a hash route, and one that has none stands alone', () => {
    expect(rulesOf(SCC).at('/')).toEqual([]);
    expect(rulesOf('securitycenter.windows.com').at('/')).toMatchObject([{ below: false }]);
  });

  it('for a page without an address, nor for what lies above it further than its own path', () => {
    const from = catalogWith({ explorer: { legacyPaths: ['/a'] }, quarantine: { legacyPaths: ['/a/b'], ...GONE } });
    expect(rulesOf(SCC, { from }).at('/a/b')).toEqual([]);
    expect(rulesOf(SCC, { from }).at('/a')).toMatchObject([{ below: false }]);
  });

  it('that would decide a link which belongs to a page without one', () => {
    const from = catalogWith({
      explorer: { legacyPaths: ['/a/{x}', '/h'] },
      quarantine: { legacyPaths: ['/a/b', '/h?m=1'], ...GONE },
      campaigns: { legacyPaths: ['/a'] },
    });
    const { at } = rulesOf(SCC, { from });
    expect(at('/a/{x}')).toEqual([]);
    expect(at('/h')).toEqual([]);
    expect(at('/a')).toMatchObject([{ below: false }]);
  });

  it('for a place on the old portal that pages have moved to', () => {
    const place = { portal: 'scc', url: `https://${SCC}/a/new`, navigation: [], currentUrl: null };
    const from = catalogWith({
      explorer: { legacyPaths: ['/a'] },
      quarantine: { legacyPaths: ['/a/new'] },
      permissions: { destination: place },
    });
    const { at } = rulesOf(SCC, { from });
    expect(at('/a/new')).toEqual([]);
    expect(at('/a')).toMatchObject([{ below: false }]);
  });

  it('for what belongs to another portal on the same host', () => {
    const compliance = catalog.portals.get(portalId('service-trust'));
    if (!compliance) throw new Error('no such portal');
    const portals = new Map(catalog.portals).set(compliance.id, { ...compliance, hosts: [`${SCC}/a/trust`] });
    const from = { ...catalogWith({ explorer: { legacyPaths: ['/a', '/a/trust'] } }), portals };
    const { at } = rulesOf(SCC, { from });
    expect(at('/a/trust')).toEqual([]);
    expect(at('/a')).toMatchObject([{ below: false }]);
  });

  it('for a report where the JSON of dljson may name another one', () => {
    const from = catalogWith({ explorer: { legacyPaths: ['/reportv2'] } });
    expect(rulesOf(SCC, { from }).at('/reportv2')).toEqual([]);
  });

  it('where the engine cannot write it, and it is named as left to Signpost', () => {
    const { at, left } = rulesOf(SCC, { engine: ({ capability }: ExportRule) => capability.id !== 'explorer' });
    expect(at('/threatexplorer')).toEqual([]);
    expect(left).toEqual(['explorer']);
    expect(rulesOf(SCC).left).toEqual([]);
  });
});

describe('A host that the gateway serves itself', () => {
  it('has rules of its own, where it is known by the end of its name', () => {
    const origins = new Map([['eu.protection.office.com', 'https://10.0.0.7']]);
    const { rules } = rulesOf('eu.protection.office.com', { origins });
    expect(rules.length).toBeGreaterThan(80);
    expect(rulesOf('eu.protection.office.com').rules).toEqual([]);
  });
});
