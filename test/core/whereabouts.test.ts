import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { capabilityId } from '../../src/core/ids.ts';
import { oftenAsked } from '../../src/core/often-asked.ts';
import { whereabouts } from '../../src/core/whereabouts.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const page = (id: string) => {
  const capability = catalog.capabilities.get(capabilityId(id));
  if (!capability) throw new Error(`the shipped catalog has ${id}`);
  return capability;
};
const of = (id: string, state: 'on' | 'off' = 'on') => whereabouts(catalog, page(id), () => state);

describe('what is said of a page', () => {
  it('is its portal by name, its address and the clicks', () => {
    expect(of('explorer').place).toEqual({
      portal: 'Microsoft Defender',
      url: 'https://security.microsoft.com/threatexplorer',
      navigation: ['Email & collaboration', 'Explorer'],
      note: null,
    });
  });

  it('is where it moved on to since, by the portal of that address', () => {
    expect(of('audit-log-search').movedOn).toMatchObject({ portal: 'Microsoft Purview' });
    expect(of('explorer').movedOn).toBeNull();
  });

  it('is each further place', () => {
    expect(of('view-alerts').further.map(({ portal }) => portal)).toEqual([
      'Microsoft Purview compliance portal',
      'Exchange admin center',
    ]);
  });

  it('is where its portal opens; for a page that is gone, the portal that the old one moved to', () => {
    expect(of('message-trace').home).toEqual({
      portal: 'Exchange admin center',
      url: 'https://admin.exchange.microsoft.com',
    });
    expect(of('password-attack-simulations')).toMatchObject({ place: null, home: { portal: 'Microsoft Defender' } });
  });

  it.each([
    ['explorer', 'on', 'leads-there'],
    ['explorer', 'off', 'off'],
    ['message-trace', 'on', 'not-affected'],
    ['real-time-detections', 'on', null],
  ] as const)('is what its old link does: %s while %s: %s', (id, state, oldLink) => {
    expect(of(id, state).oldLink).toBe(oldLink);
  });

  it('is nothing about its old link where the settings cannot be read', () => {
    expect(whereabouts(catalog, page('explorer'), null).oldLink).toBeNull();
  });

  it('of which only the clicks are known, or that is gone, is that its old link says so', () => {
    const { destination } = page('explorer');
    const clicksOnly = { ...page('explorer'), destination: destination && { ...destination, url: null } };
    const gone = { ...page('explorer'), destination: null };
    const on = () => 'on' as const;
    expect(whereabouts(catalog, clicksOnly, on).oldLink).toBe('shows-clicks');
    expect(whereabouts(catalog, gone, on).oldLink).toBe('says-gone');
  });

  it('holds for every page of the shipped catalogue', () => {
    for (const capability of catalog.capabilities.values()) {
      const { place, further, movedOn, home } = whereabouts(catalog, capability, () => 'on');
      for (const each of [place, movedOn, ...further]) if (each) expect(each.portal).toMatch(/^[A-Z]/);
      expect(URL.canParse(home.url)).toBe(true);
    }
  });
});

describe('pages to begin with', () => {
  it('are five that everybody can open', () => {
    const pages = oftenAsked(catalog);
    expect(pages).toHaveLength(5);
    for (const { destination } of pages) expect(destination?.url).toMatch(/^https:/);
  });

  it('are others where an organisation has hidden some', () => {
    const capabilities = new Map(catalog.capabilities);
    for (const { id } of oftenAsked(catalog).slice(0, 2)) capabilities.delete(id);
    expect(oftenAsked({ capabilities })).toHaveLength(5);
  });
});
