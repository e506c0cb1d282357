import { describe, expect, it } from 'vitest';
import { capabilityId, migrationId, portalId } from '../../src/core/ids.ts';
import { folder, load, told } from './folders.ts';

const shipped = load({});

describe("An organisation's own catalogue", () => {
  it('may be an empty folder, or hold one file only: then all else is as shipped', () => {
    expect(load({ overlay: folder() })).toEqual(shipped);
    const catalog = load({
      overlay: folder({ 'portals.json': [{ id: 'contoso', name: 'Contoso', hosts: ['contoso.example'] }] }),
    });
    expect(catalog.portals.get(portalId('contoso'))).toMatchObject({
      displayName: 'Contoso',
      status: 'current',
      hashRoutes: false,
      otherClouds: [],
    });
    expect(catalog.capabilities).toEqual(shipped.capabilities);
  });

  it('adds a page in a few lines: its migration moves it, and the rest has defaults', () => {
    const entry = {
      id: 'contoso-page',
      migration: 'mdo-scc',
      name: 'Contoso page',
      destination: { portal: 'defender' },
    };
    const catalog = load({ overlay: folder({ 'capabilities.json': [entry] }) });
    expect(catalog.capabilities.get(capabilityId('contoso-page'))).toEqual({
      ...entry,
      aliases: [],
      tasks: [],
      section: 'Other pages',
      legacyPaths: [],
      onPageOf: null,
      sharedLegacyPaths: [],
      category: 'shared',
      movedBy: 'mdo-scc',
      destination: { portal: 'defender', url: null, navigation: [], currentUrl: null },
      alternates: [],
      alsoRedirectedBy: null,
      retired: false,
      notes: null,
    });
  });

  it('adds a migration whose setting is on at first, and which the two usual roles may change', () => {
    const entry = {
      id: 'contoso',
      title: 'Contoso',
      fromPortal: 'azure',
      toPortal: 'entra',
      toHost: 'entra.microsoft.com',
    };
    const catalog = load({ overlay: folder({ 'migrations.json': [entry] }) });
    expect(catalog.migrations.get(migrationId('contoso'))).toMatchObject({
      settingDefault: 'on',
      changeRoles: null,
      fromPortal: 'Azure portal',
      toPortal: 'Microsoft Entra admin center',
    });
  });

  it('takes an entry in the full shape of the shipped ones', () => {
    expect(
      told({
        overlay: folder({
          'migrations.json': [
            {
              id: 'contoso',
              title: 'Contoso',
              fromPortal: 'azure',
              fromHosts: ['old.example'],
              toPortal: 'entra',
              toHost: 'entra.microsoft.com',
              hostPairs: [{ cloud: 'US Gov', from: 'old.gov.example', to: 'entra.microsoft.us' }],
              setting: null,
              roles: null,
              default: null,
              settingDefault: null,
              defaultSince: null,
              defaultNote: null,
              scope: null,
              turnOff: null,
              session: null,
              redirected: [],
              notRedirected: [],
              note: null,
              sources: [],
            },
          ],
        }),
      }),
    ).toEqual([]);
  });

  it('replaces a shipped entry as a whole, in its place', () => {
    const entry = {
      id: 'explorer',
      migration: 'mdo-scc',
      name: 'Our explorer',
      movedBy: null,
      destination: { portal: 'defender' },
    };
    const catalog = load({ overlay: folder({ 'capabilities.json': [entry] }) });
    expect(catalog.capabilities.get(capabilityId('explorer'))).toMatchObject({
      name: 'Our explorer',
      legacyPaths: [],
      movedBy: null,
    });
    expect([...catalog.capabilities.keys()]).toEqual([...shipped.capabilities.keys()]);
  });

  it('replaces a page: what shared an old address that is no longer there stands alone', () => {
    const entry = {
      id: 'safe-attachments',
      migration: 'mdo-scc',
      name: 'Safe Attachments',
      legacyPaths: ['/safeattachmentv2'],
      destination: null,
      notes: 'x',
    };
    const catalog = load({ overlay: folder({ 'capabilities.json': [entry] }) });
    expect(catalog.capabilities.get(capabilityId('safe-documents'))?.onPageOf).toBe('safe-attachments');
    expect(catalog.capabilities.get(capabilityId('safe-attachments-spo'))).toMatchObject({
      onPageOf: null,
      sharedLegacyPaths: [],
    });
  });

  it('hides a page: it is gone from the ambiguous terms too, and parts of its page stand alone', () => {
    const catalog = load({ overlay: folder({ 'capabilities.json': [{ id: 'anti-spam', hidden: true }] }) });
    expect(catalog.capabilities.has(capabilityId('anti-spam'))).toBe(false);
    expect(catalog.ambiguous.flatMap(({ ids }) => ids)).not.toContain('anti-spam');
    expect(catalog.capabilities.get(capabilityId('spam-notifications'))).toMatchObject({
      onPageOf: null,
      sharedLegacyPaths: [],
    });
  });

  it('hides an ambiguous term that has one meaning left', () => {
    const catalog = load({ overlay: folder({ 'capabilities.json': [{ id: 'retention-labels', hidden: true }] }) });
    expect(shipped.ambiguous.map(({ term }) => term)).toContain('labels');
    expect(catalog.ambiguous.map(({ term }) => term)).not.toContain('labels');
  });

  it('hides a migration with its pages', () => {
    const catalog = load({ overlay: folder({ 'migrations.json': [{ id: 'mdca', hidden: true }] }) });
    expect(catalog.migrations.has(migrationId('mdca'))).toBe(false);
    expect([...catalog.capabilities.values()].filter(({ migration }) => migration === 'mdca')).toEqual([]);
    expect(
      [...catalog.capabilities.values()].filter(({ alsoRedirectedBy }) => alsoRedirectedBy?.migration === 'mdca'),
    ).toEqual([]);
  });

  it('hides a migration that moved pages of another: no setting moves them then', () => {
    const catalog = load({ overlay: folder({ 'migrations.json': [{ id: 'scc-compliance', hidden: true }] }) });
    expect(shipped.capabilities.get(capabilityId('dlp-policies'))?.movedBy).toBe('scc-compliance');
    expect(catalog.capabilities.get(capabilityId('dlp-policies'))?.movedBy).toBeNull();
  });

  it('hides nothing that is not there', () => {
    expect(told({ overlay: folder({ 'capabilities.json': [{ id: 'explorerr', hidden: true }] }) })).toEqual([
      'explorerr id: hides an entry that is not there',
    ]);
  });

  it('refers to nothing that it hides', () => {
    const entry = { id: 'contoso-page', migration: 'mdca', name: 'Contoso page', destination: { portal: 'defender' } };
    expect(
      told({ overlay: folder({ 'migrations.json': [{ id: 'mdca', hidden: true }], 'capabilities.json': [entry] }) }),
    ).toEqual([
      'contoso-page migration: there is no migration mdca',
      'contoso-page movedBy: there is no migration mdca',
    ]);
  });

  it('hides no portal that something still leads to', () => {
    expect(told({ overlay: folder({ 'portals.json': [{ id: 'delist', hidden: true }] }) })).toEqual([]);
    expect(told({ overlay: folder({ 'portals.json': [{ id: 'service-trust', hidden: true }] }) })[0]).toMatch(
      /portal: there is no portal service-trust$/,
    );
  });
});
