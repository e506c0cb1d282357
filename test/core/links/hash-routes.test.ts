import { describe, expect, it } from 'vitest';
import { byPath, byTo, capabilityWith, catalog, indexWith, line } from './links.ts';

const SCC = 'https://protection.office.com';

describe('A root page of hash routes', () => {
  it.each([
    `${SCC}/`,
    SCC,
    `${SCC}/?rfr=AdminCenter`,
    `${SCC}/?hash=/nothing`,
    'https://tenant.us3.portal.cloudappsecurity.com/',
    'https://compliance.microsoft.com/',
    'https://compliance.microsoft.com/?hash=/nothing',
  ])('may hide its page: %s is asked for its fragment', (link) => {
    expect(byPath(link)).toMatchObject({ kind: 'hash-route', link: new URL(link).href });
  });

  it("lists what can be chosen without a script: the portal's old addresses on the link's host", () => {
    const choicesOf = (link: string): readonly unknown[] => {
      const decision = byPath(link);
      return decision.kind === 'hash-route' ? decision.choices.map(({ url }) => url) : [];
    };
    expect(choicesOf('https://scc.office365.us/')).toContain('https://scc.office365.us/quarantine');
    expect(choicesOf('https://compliance.microsoft.com/')).toContain(`${SCC}/quarantine`);
    expect(choicesOf('https://portal.cloudappsecurity.com/')).toContain('https://portal.cloudappsecurity.com/#/audits');
    expect(choicesOf('https://portal.cloudappsecurity.com/').join()).not.toContain('{');
  });

  it('is asked nothing where its query is itself a listed address', () => {
    expect(line(byPath(`${SCC}/?hash=/quarantine`))).toBe(
      'redirected quarantine https://security.microsoft.com/quarantine',
    );
    const listed = indexWith({ capabilities: capabilityWith('explorer', { legacyPaths: ['/?view=explorer'] }) });
    expect(byPath(`${SCC}/?view=explorer`, 'on', listed).kind).toBe('redirected');
    expect(byPath(`${SCC}/?view=other`, 'on', listed).kind).toBe('hash-route');
    expect(byPath('https://compliance.microsoft.com/?view=explorer', 'on', listed).kind).toBe('hash-route');
  });

  it('is final once it was asked', () => {
    expect(byTo(`${SCC}/`)).toMatchObject({ kind: 'not-affected', capability: { id: 'scc-home' } });
    expect(byTo('https://portal.cloudappsecurity.com/')).toMatchObject({
      kind: 'redirected',
      capability: { id: 'mdca-home' },
    });
    expect(byTo(`${SCC}/#/nothing`).kind).toBe('unknown-page');
    expect(byTo(`${SCC}/?hash=/nothing`).kind).toBe('unknown-page');
    expect(line(byTo('https://compliance.microsoft.com/'))).toBe('not-affected https://compliance.microsoft.com/');
  });

  it('of a host on loan counts for its hash routes, and for nothing else', () => {
    expect(line(byTo('https://compliance.microsoft.com/#/quarantine'))).toBe(
      'redirected quarantine https://security.microsoft.com/quarantine',
    );
    expect(line(byTo('https://compliance.microsoft.com/?hash=/quarantine', 'off'))).toBe(
      'off quarantine https://compliance.microsoft.com/?hash=/quarantine',
    );
    expect(line(byPath('https://compliance.microsoft.com/quarantine'))).toBe(
      'not-affected https://compliance.microsoft.com/quarantine',
    );
    expect(byTo('https://compliance.microsoft.com/#/nothing').kind).toBe('unknown-page');
  });

  it('hides nothing where the text holds a fragment: a link that is encoded as a whole brings it along', () => {
    expect(line(byPath(encodeURIComponent(`${SCC}/#/quarantine?a=1`)))).toBe(
      'redirected quarantine https://security.microsoft.com/quarantine?a=1',
    );
    expect(line(byPath(encodeURIComponent(`${SCC}/#top`)))).toBe(`not-affected scc-home ${SCC}/#top`);
    expect(byPath(encodeURIComponent(`${SCC}/#/nothing`)).kind).toBe('unknown-page');
  });

  it('on loan hides its page even where the old portal keeps none behind a fragment itself', () => {
    const portals = new Map([...catalog.portals].map(([id, portal]) => [id, { ...portal, hashRoutes: false }]));
    expect(byPath('https://compliance.microsoft.com/', 'on', indexWith({ portals })).kind).toBe('hash-route');
    expect(byPath(`${SCC}/`, 'on', indexWith({ portals })).kind).toBe('not-affected');
  });

  it('of a portal without hash routes hides nothing', () => {
    expect(byPath('https://securitycenter.windows.com/')).toMatchObject({
      kind: 'redirected',
      capability: { id: 'mde-home' },
    });
  });
});
