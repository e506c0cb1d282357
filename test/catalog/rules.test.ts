import { describe, expect, it } from 'vitest';
import { folder, told } from './folders.ts';

const PAGE = {
  id: 'contoso-page',
  migration: 'mdo-scc',
  name: 'Contoso page',
  legacyPaths: ['/contoso'],
  destination: { portal: 'defender', url: 'https://security.microsoft.com/contoso' },
};
const MOVE = {
  id: 'contoso',
  title: 'Contoso',
  fromPortal: 'scc',
  toPortal: 'defender',
  toHost: 'security.microsoft.com',
};
const PORTAL = { id: 'contoso', name: 'Contoso', hosts: ['contoso.example'] };

const page = (change: object) => told({ overlay: folder({ 'capabilities.json': [{ ...PAGE, ...change }] }) });
const move = (change: object) => told({ overlay: folder({ 'migrations.json': [{ ...MOVE, ...change }] }) });
const portal = (change: object) => told({ overlay: folder({ 'portals.json': [{ ...PORTAL, ...change }] }) });

describe('A capability', () => {
  it.each([
    ['migration', { migration: 'nope' }, 'migration: there is no migration nope'],
    ['movedBy', { movedBy: 'nope' }, 'movedBy: there is no migration nope'],
    ['portal', { destination: { portal: 'nope' } }, 'destination.portal: there is no portal nope'],
    ['portal of an alternate', { alternates: [{ portal: 'nope' }] }, 'alternates.0.portal: there is no portal nope'],
    [
      'owner of its page other than itself',
      { onPageOf: 'contoso-page' },
      'onPageOf: there is no other capability contoso-page',
    ],
    ['owner of its page', { onPageOf: 'nope' }, 'onPageOf: there is no other capability nope'],
    [
      'other redirection',
      { alsoRedirectedBy: { migration: 'nope', since: '2020' } },
      'alsoRedirectedBy.migration: there is no migration nope',
    ],
  ])('that refers to a %s that is not there is refused', (_what, change, problem) => {
    expect(page(change)).toContain(`contoso-page ${problem}`);
  });

  it.each([
    ['http', 'http://security.microsoft.com/x', 'must be an https address'],
    ['user info', 'https://me@security.microsoft.com/x', 'must be an https address'],
    ['a script', 'javascript:alert(1)', 'must be an https address'],
    ['no scheme', 'security.microsoft.com/x', 'must be an https address'],
    ['another portal', 'https://compliance.microsoft.com/x', 'compliance.microsoft.com is no host of defender'],
    [
      'a host that only ends alike',
      'https://evilsecurity.microsoft.com/x',
      'evilsecurity.microsoft.com is no host of defender',
    ],
    ['this server', 'https://signpost.example/x', "signpost.example is this server's own host"],
  ])('that leads to %s is refused', (_what, url, problem) => {
    const overlay = (entry: object) => folder({ 'capabilities.json': [{ ...PAGE, ...entry }] });
    const ownHosts = ['Signpost.example'];
    const place = { portal: 'defender', url };
    expect(told({ ownHosts, overlay: overlay({ destination: place }) })).toEqual([
      `contoso-page destination.url: ${problem}`,
    ]);
    expect(told({ ownHosts, overlay: overlay({ alternates: [place] }) })).toEqual([
      `contoso-page alternates.0.url: ${problem}`,
    ]);
  });

  it("is refused where its portal is this server itself, by the portal's own hosts", () => {
    const overlay = folder({
      'portals.json': [PORTAL],
      'capabilities.json': [{ ...PAGE, destination: { portal: 'contoso', url: 'https://contoso.example/x' } }],
    });
    expect(told({ overlay })).toEqual([]);
    expect(told({ overlay, ownHosts: ['contoso.example'] })).toEqual([
      "contoso-page destination.url: contoso.example is this server's own host",
    ]);
  });

  it('that moved on to a host of no portal is refused', () => {
    const destination = { ...PAGE.destination, currentUrl: 'https://elsewhere.example/x' };
    expect(page({ destination })).toEqual([
      'contoso-page destination.currentUrl: elsewhere.example is no host of any portal',
    ]);
  });

  it("keeps to a host's prefix, whole segments of it", () => {
    const at = (url: string) => page({ destination: { portal: 'exchange', url } });
    expect(at('https://admin.cloud.microsoft/exchange#/x')).toEqual([]);
    expect(at('https://admin.cloud.microsoft/exchanges')).toHaveLength(1);
  });

  it("keeps to a wildcard's host, with a label before it", () => {
    const at = (url: string) => page({ destination: { portal: 'mdca', url } });
    expect(at('https://eu.portal.cloudappsecurity.com/x')).toEqual([]);
    expect(at('https://evilportal.cloudappsecurity.com/x')).toHaveLength(1);
  });

  it('moved by a migration that has no setting is refused', () => {
    expect(page({ movedBy: 'entra' })).toEqual([
      'contoso-page movedBy: entra has no setting (its settingDefault is null)',
    ]);
  });

  it('that is redirected when on, but not by its own migration, is refused', () => {
    expect(page({ redirectedWhenOn: true, movedBy: null })[0]).toMatch(/^contoso-page redirectedWhenOn/);
  });

  it('that is gone without a word is refused', () => {
    expect(page({ destination: null })[0]).toMatch(/^contoso-page notes: has to say/);
  });

  it('shares old addresses only with the page that owns them', () => {
    expect(page({ sharedLegacyPaths: ['/antispam'] })[0]).toMatch(/onPageOf: is missing/);
    expect(page({ onPageOf: 'anti-spam', sharedLegacyPaths: ['/antispam'] })).toEqual([]);
    expect(page({ onPageOf: 'anti-spam', sharedLegacyPaths: ['/quarantine'] })[0]).toMatch(
      /no old address of anti-spam/,
    );
    expect(page({ onPageOf: 'mde-home', sharedLegacyPaths: ['/'] })[0]).toMatch(/is of another migration/);
  });

  it.each([
    ['another alias', 'ALERT Queue', 'view-alerts'],
    ['a name', 'quarantine', 'quarantine'],
    ['its own name', 'contoso PAGE', 'contoso-page'],
  ])('with an alias that is %s is refused, whatever its case', (_what, alias, owner) => {
    expect(page({ aliases: [alias] })).toEqual([`contoso-page aliases.0: "${alias}" already stands for ${owner}`]);
  });

  it.each(['/quarantine', '/QUARANTINE/', '/#/quarantine', '/?hash=/quarantine', '/quarantine.aspx', '/%71uarantine'])(
    "with the old address %s is refused: it is another one's in another spelling",
    (path) => {
      expect(page({ legacyPaths: [path] })).toEqual([
        `contoso-page legacyPaths.0: ${path} already belongs to quarantine`,
      ]);
    },
  );

  it('may have the same old address as a page of another old portal', () => {
    expect(page({ migration: 'mde', legacyPaths: ['/quarantine'] })).toEqual([]);
  });

  it.each(['quarantine', '//evil.example/x', 'https://protection.office.com/x', '/a b', '/x#top', '/a//b', ''])(
    'with the old address %j is refused',
    (path) => {
      expect(page({ legacyPaths: [path] })[0]).toMatch(/^contoso-page legacyPaths.0: must /);
    },
  );

  it('of a section in parentheses has no old address', () => {
    expect(page({ section: '(new)' })[0]).toMatch(/^contoso-page section/);
  });
});

describe('A migration', () => {
  it.each([
    ['from a portal that is not there', { fromPortal: 'nope' }, 'fromPortal: there is no portal nope'],
    ['to a portal that is not there', { toPortal: 'nope' }, 'toPortal: there is no portal nope'],
    [
      'to a host of another portal',
      { toHost: 'compliance.microsoft.com' },
      'toHost: compliance.microsoft.com is no host of defender',
    ],
    [
      'from a host of another portal',
      { fromHosts: ['entra.microsoft.com'] },
      'fromHosts.0: entra.microsoft.com belongs to entra',
    ],
    [
      'to a cloud host of another portal',
      { hostPairs: [{ cloud: 'x', from: 'a.example', to: 'b.example' }] },
      'hostPairs.0.to: b.example is no host of defender',
    ],
    [
      'with a switch in a portal that is not there',
      { setting: { portal: 'nope', navigation: [] } },
      'setting.portal: there is no portal nope',
    ],
    [
      'with a switch elsewhere',
      { setting: { portal: 'defender', navigation: [], url: 'https://evil.example' } },
      'setting.url: evil.example is no host of defender',
    ],
    [
      'with a state that is none',
      { settingDefault: 'maybe' },
      "settingDefault: Invalid enum value. Expected 'on' | 'off', received 'maybe'",
    ],
  ])('%s is refused', (_what, change, problem) => {
    expect(move(change)).toEqual([`contoso ${problem}`]);
  });

  it('that names a role without a known template id is refused, with the roles that are known', () => {
    expect(move({ roles: { change: ['Exchange Administrator'] } })).toEqual([
      'contoso roles.change.0: must be a directory role that Signpost knows: Global Administrator, Security Administrator, ' +
        'Global Reader, Security Reader, Compliance Administrator, Cloud App Security Administrator',
    ]);
    expect(move({ roles: { change: ['constructor'] } })).toHaveLength(1);
    expect(move({ roles: { change: [] } })).toHaveLength(1);
  });
});

describe('A portal', () => {
  it.each([
    'https://contoso.example',
    'contoso.example:8080',
    'me@contoso.example',
    '*.example',
    '*',
    '*.*.example',
    'a b.example',
    'contoso.example?x=1',
  ])('with the host %s is refused', (host) => {
    expect(portal({ hosts: ['contoso.example', host] })).toEqual([
      'contoso hosts.1: must be a host, *.host or host/prefix',
    ]);
  });

  it('without a host, or with a host of another portal, is refused', () => {
    expect(portal({ hosts: [] })).toHaveLength(1);
    expect(portal({ hosts: ['SECURITY.microsoft.com'] })).toEqual([
      'contoso hosts.0: SECURITY.microsoft.com belongs to defender',
    ]);
  });

  it('whose first host is no place to open it is refused', () => {
    expect(portal({ hosts: ['*.contoso.example'] })).toEqual([
      'contoso hosts: must begin with the host where it opens',
    ]);
  });

  it('with a successor that is not there is refused', () => {
    expect(portal({ successor: 'nope' })).toEqual(['contoso successor: there is no portal nope']);
  });
});
