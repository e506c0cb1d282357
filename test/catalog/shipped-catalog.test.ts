import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { capabilityId, migrationId, portalId } from '../../src/core/ids.ts';
import { shippedWith, told } from './folders.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: ['signpost.example'] });

describe('The shipped catalogue', () => {
  it('holds without a mistake', () => {
    expect(catalog.capabilities.size).toBeGreaterThan(200);
    expect(catalog.portals.size).toBeGreaterThan(15);
    expect(catalog.links.length).toBeGreaterThan(40);
    expect(catalog.ambiguous.length).toBeGreaterThan(40);
  });

  it('knows which migrations have a setting, and what it is at first', () => {
    const defaults = Object.fromEntries([...catalog.migrations.values()].map((m) => [m.id, m.settingDefault]));
    expect(defaults).toEqual({
      'mdo-scc': 'on',
      'scc-compliance': 'off',
      mde: 'on',
      mdi: 'on',
      mdca: 'on',
      purview: null,
      entra: null,
      'eac-classic': 'off',
      'office-action-center': null,
    });
  });

  it('names portals as people read them, and keeps their ids beside', () => {
    expect(catalog.migrations.get(migrationId('mdo-scc'))).toMatchObject({
      fromPortal: 'Office 365 Security & Compliance Center',
      fromPortalId: 'scc',
      toPortal: 'Microsoft Defender',
      toPortalId: 'defender',
      toHost: 'security.microsoft.com',
      changeRoles: ['Global Administrator', 'Security Administrator'],
      vendorSwitch: {
        portal: 'Microsoft Defender',
        navigation: ['Settings', 'Email & collaboration', 'Portal redirection'],
      },
    });
    expect(catalog.portals.get(portalId('defender'))?.name).toBe('Microsoft Defender portal');
  });

  it('gives a capability its old addresses, its new place and the setting that moves it', () => {
    expect(catalog.capabilities.get(capabilityId('explorer'))).toMatchObject({
      migration: 'mdo-scc',
      movedBy: 'mdo-scc',
      legacyPaths: ['/threatexplorer'],
      destination: { portal: 'defender', url: 'https://security.microsoft.com/threatexplorer', currentUrl: null },
      onPageOf: null,
      retired: false,
    });
  });

  it('moves by mdo-scc exactly the security pages of its article, and no compliance or mail-flow page', () => {
    const moved = [...catalog.capabilities.values()].filter(({ movedBy }) => movedBy === 'mdo-scc');
    expect(new Set(moved.map(({ category }) => category))).toEqual(new Set(['security']));
    expect(moved).toHaveLength(63);
  });

  it('leads no ambiguous term to a single page', () => {
    for (const { term, ids } of catalog.ambiguous) expect(ids.length, term).toBeGreaterThan(1);
  });
});

describe('A mistake in what ships', () => {
  it('is told too: no field is filled in for it', () => {
    const shipped = shippedWith('capabilities.json', (entries) =>
      entries.map(({ movedBy, ...entry }, at) => (at === 0 ? entry : { ...entry, movedBy })),
    );
    expect(told({ shipped })).toEqual(['scc-home movedBy: is missing']);
  });

  it('is a short link twice, an ambiguous term twice, and one that means a page that is not there', () => {
    const links = shippedWith('links.json', ([first, ...rest]) => [first, { ...first, id: 'again' }, ...rest]);
    expect(told({ shipped: links })).toEqual(['again link: stands in fwlink-2077139, too']);
    const again = shippedWith('ambiguous.json', ([first, ...rest]) => [first, { ...first, term: 'LABELS' }, ...rest]);
    expect(told({ shipped: again })).toEqual(['LABELS term: stands twice in this file']);
    const lost = shippedWith('ambiguous.json', () => [{ term: 'x', ids: ['explorer', 'nope', 'explorer'] }]);
    expect(told({ shipped: lost })).toEqual(['x ids.1: there is no capability nope', 'x ids.2: explorer stands twice']);
  });
});
