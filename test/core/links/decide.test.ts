import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/links/decide.ts';
import { byPath, byTo, capabilityWith, catalog, index, indexWith, line, OWN_HOSTS } from './links.ts';

const SCC = 'https://protection.office.com';

describe('An old link', () => {
  it("is redirected to the page's new place while its setting is on", () => {
    expect(line(byPath(`${SCC}/threatexplorer`))).toBe(
      'redirected explorer https://security.microsoft.com/threatexplorer',
    );
  });

  it('stays as it is while its setting is off', () => {
    expect(line(byPath(`${SCC}/threatexplorer?a=1`, 'off'))).toBe(`off explorer ${SCC}/threatexplorer?a=1`);
  });

  it('stays as it is, on or off, where no setting moves the page', () => {
    for (const state of ['on', 'off'] as const) {
      expect(line(byPath(`${SCC}/messagetrace`, state))).toBe(`not-affected message-trace ${SCC}/messagetrace`);
    }
  });

  it('follows the one setting that moves its page, and names it', () => {
    const onlyCompliance = decide(
      index,
      (migration) => (migration === 'scc-compliance' ? 'on' : 'off'),
      `${SCC}/retention`,
      {
        fragment: 'unknown',
        ownHosts: OWN_HOSTS,
      },
    );
    expect(onlyCompliance).toMatchObject({ kind: 'redirected', migration: 'scc-compliance' });
    expect(byPath(`${SCC}/messagetrace`)).toMatchObject({ kind: 'not-affected', migration: 'mdo-scc' });
  });

  it('is followed by hand where only the clicks are known, with the portal to click in', () => {
    const clicks = indexWith({
      capabilities: capabilityWith('explorer', {
        destination: { portal: 'exchange', url: null, navigation: ['A'], currentUrl: null },
      }),
    });
    expect(byPath(`${SCC}/threatexplorer`, 'on', clicks)).toMatchObject({
      kind: 'by-hand',
      migration: 'mdo-scc',
      capability: { id: 'explorer' },
      home: 'https://admin.exchange.microsoft.com/',
    });
    expect(line(byPath(`${SCC}/threatexplorer`, 'off', clicks))).toBe(`off explorer ${SCC}/threatexplorer`);
  });

  it('is followed by hand where the page is gone, with the portal that the old one moved to', () => {
    const gone = indexWith({ capabilities: capabilityWith('explorer', { destination: null, notes: 'Gone.' }) });
    expect(byPath('https://scc.office365.us/threatexplorer', 'on', gone)).toMatchObject({
      kind: 'by-hand',
      home: 'https://security.microsoft.us/',
    });
  });
});

describe('A link to an old portal with a page that nobody knows', () => {
  it("is an unknown page: never the home page, and with the three closest pages and the portal's new home", () => {
    const decision = byPath(`${SCC}/threatexplorerr`);
    expect(decision).toMatchObject({
      kind: 'unknown-page',
      migration: 'mdo-scc',
      home: 'https://security.microsoft.com/',
    });
    const closest = decision.kind === 'unknown-page' ? decision.closest : [];
    expect(closest).toHaveLength(3);
    expect(closest[0]).toMatchObject({
      capability: { id: 'explorer' },
      url: 'https://security.microsoft.com/threatexplorer',
    });
  });

  it('finds the report that a misspelt id meant', () => {
    for (const query of ['id=TopMalwar', 'dljson=%7B%22reportId%22%3A%22TopMalwar%22%7D']) {
      const decision = byPath(`${SCC}/reportv2?${query}`);
      expect(decision.kind === 'unknown-page' && decision.closest[0]?.capability.id).toBe('top-malware');
    }
  });

  it('offers pages of that portal alone', () => {
    const decision = byPath(`${SCC}/machines`);
    const closest = decision.kind === 'unknown-page' ? decision.closest : [];
    expect(closest.map(({ capability }) => capability.migration)).toEqual(['mdo-scc', 'mdo-scc', 'mdo-scc']);
  });

  it('is unknown though some capability of the portal stays where it was', () => {
    const stays = { portal: 'mdsc', url: 'https://securitycenter.windows.com/stays', navigation: [], currentUrl: null };
    const own = indexWith({ capabilities: capabilityWith('mde-home', { destination: stays }) });
    expect(byPath('https://securitycenter.windows.com/stays', 'on', own).kind).toBe('not-affected');
    expect(byPath('https://securitycenter.windows.com/nothing', 'on', own).kind).toBe('unknown-page');
  });

  it("offers what lies in the link's own cloud", () => {
    expect(byPath('https://scc.protection.apps.mil/quarantin')).toMatchObject({
      home: 'https://security.apps.mil/',
      closest: [{ url: 'https://security.apps.mil/quarantine' }, {}, {}],
    });
  });

  it('offers three pages even where the portal has none of its own', () => {
    const decision = byPath('https://aad.portal.azure.com/anything');
    expect(decision).toMatchObject({ kind: 'unknown-page', migration: 'entra', home: 'https://entra.microsoft.com/' });
    expect(decision.kind === 'unknown-page' && decision.closest).toHaveLength(3);
  });
});

describe('A link to a new portal', () => {
  it('stays as it is, with the capability whose place it is, query aside', () => {
    expect(line(byPath('https://security.microsoft.com/threatexplorer?x=1'))).toBe(
      'not-affected explorer https://security.microsoft.com/threatexplorer?x=1',
    );
    expect(byPath('https://security.microsoft.com/threatexplorer')).toMatchObject({ migration: null });
  });

  it.each([
    ['where a page moved on to', 'https://purview.microsoft.com/audit/auditsearch', 'audit-log-search'],
    ['an alternate place', 'https://compliance.microsoft.com/compliancealerts', 'view-alerts'],
    ['a page behind a fragment', 'https://admin.exchange.microsoft.com/#/messagetrace', 'message-trace'],
    ['a portal below a path', 'https://admin.cloud.microsoft/exchange#/messagetrace', 'message-trace'],
    [
      'a portal below a fragment',
      'https://portal.azure.com/#blade/Microsoft_Azure_Security/SecurityMenuBlade/0',
      'mdca-security-configuration',
    ],
    ['another cloud', 'https://security.microsoft.us/quarantine', 'quarantine'],
    ['a place in another case', 'https://security.microsoft.com/Quarantine/', 'quarantine'],
    ['a place with another fragment', 'https://security.microsoft.com/quarantine#top', 'quarantine'],
  ])('is known as %s', (_what, link, capability) => {
    expect(line(byTo(link))).toBe(`not-affected ${capability} ${new URL(link).href}`);
  });

  it('tells capabilities on one page apart by the query where that is possible', () => {
    const at = (view: string) => byPath(`https://compliance.microsoft.com/informationprotection?viewid=${view}`);
    expect(at('sensitivitylabels')).toMatchObject({ capability: { id: 'sensitivity-labels' } });
    expect(at('SensitivityLabelPolicies')).toMatchObject({ capability: { id: 'sensitivity-label-policies' } });
  });

  it('stays as it is where no capability is there', () => {
    expect(line(byPath('https://security.microsoft.com/nothing/here'))).toBe(
      'not-affected https://security.microsoft.com/nothing/here',
    );
  });

  it("stays as it is, though another page's old address is there too", () => {
    const moved = indexWith({
      capabilities: capabilityWith('mde-home', {
        legacyPaths: ['/moved'],
        destination: {
          portal: 'mdsc',
          url: 'https://securitycenter.windows.com/moved',
          navigation: [],
          currentUrl: null,
        },
      }),
    });
    expect(byPath('https://securitycenter.windows.com/moved', 'on', moved).kind).toBe('not-affected');
  });
});

describe('Anything else', () => {
  it.each([
    ['nothing', ''],
    ['words', 'where did threat explorer go?'],
    ['a host without scheme', 'protection.office.com/quarantine'],
    ['a path', '/quarantine'],
    ['another scheme', 'ftp://protection.office.com/quarantine'],
    ['a script', 'javascript:alert(1)//protection.office.com'],
    ['a host that nobody lists', 'https://evil.example/quarantine'],
    ['a host that ends alike', 'https://evilprotection.office.com/quarantine'],
    ['a host that begins alike', 'https://protection.office.com.evil.example/quarantine'],
    ['a host with a final dot', 'https://protection.office.com./quarantine'],
    ['a portal that no page moved from or to', 'https://portal.azure.com/anything'],
    ["a host outside a portal's path", 'https://outlook.office365.com/mail'],
    ["a route that only looks like a portal's path", 'https://outlook.office365.com/#/ecp'],
    ['an API host', 'https://api.securitycenter.microsoft.com/api/alerts'],
    ['user info', 'https://me@protection.office.com/quarantine'],
    ['a password', 'https://:secret@protection.office.com/quarantine'],
    ['a host as user info', 'https://protection.office.com@evil.example/quarantine'],
    ['a backslash before it', 'https://evil.example\\@protection.office.com/quarantine'],
    ['this server', 'https://signpost.example/go/https://protection.office.com/quarantine'],
    ['this server on another port', 'https://SIGNPOST.example:8443/'],
    ['broken encoding', 'https%3A%2F%2Fprotection.office.com%2'],
  ])('is an unknown host: %s', (_what, text) => {
    for (const decision of [byPath(text), byTo(text)]) expect(decision).toEqual({ kind: 'unknown-host' });
  });

  it('holds for this server even where the catalogue lists it', () => {
    const decision = decide(index, () => 'on', `${SCC}/quarantine`, {
      fragment: 'final',
      ownHosts: new Set(['protection.office.com']),
    });
    expect(decision.kind).toBe('unknown-host');
  });

  it('never stands for a page: each listed portal is old, new, or neither', () => {
    for (const { id, hosts } of catalog.portals.values()) {
      const kinds = hosts.filter((host) => !host.startsWith('*')).map((host) => byTo(`https://${host}`).kind);
      const expected = index.oldPortals.has(id) || index.newPortals.has(id);
      if (!expected) expect(new Set(kinds), id).toEqual(new Set(['unknown-host']));
    }
  });
});
