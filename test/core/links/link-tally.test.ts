import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORPHANS_A_DAY } from '../../../src/core/links/link-counts.ts';
import { LinkTally } from '../../../src/core/links/link-tally.ts';
import { orphanPath } from '../../../src/core/links/orphan-path.ts';
import { NOON } from '../../world/settings.ts';
import { byTo } from './links.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = NOON - (NOON % DAY);
const SCC = 'https://protection.office.com';

/** Records each link as the gateway decides it; `on` or `off` before a link sets the states. */
function recorded(links: readonly string[], now = NOON, tally = new LinkTally()): LinkTally {
  for (const link of links) {
    const [state, url = ''] = link.split(' ');
    tally.record(byTo(url, state === 'off' ? 'off' : 'on'), url, now);
  }
  return tally;
}

describe('The count of old links', () => {
  it('tells by hour, page and outcome how often they were used', () => {
    const tally = recorded([
      `on ${SCC}/threatexplorer`,
      `on ${SCC}/#/threatexplorer?a=1`,
      `off ${SCC}/threatexplorer`,
      `on ${SCC}/permissions`,
    ]);
    recorded([`on ${SCC}/threatexplorer`], NOON + HOUR, tally);
    const { uses, orphans } = tally.take();
    expect(uses).toEqual([
      { hour: NOON, migration: 'mdo-scc', capability: 'explorer', outcome: 'redirected', count: 2 },
      { hour: NOON, migration: 'mdo-scc', capability: 'explorer', outcome: 'off', count: 1 },
      { hour: NOON, migration: 'mdo-scc', capability: 'permissions', outcome: 'not-affected', count: 1 },
      { hour: NOON + HOUR, migration: 'mdo-scc', capability: 'explorer', outcome: 'redirected', count: 1 },
    ]);
    expect(orphans).toEqual([]);
  });

  it('counts an unknown page for its portal, and keeps its path', () => {
    const { uses, orphans } = recorded([`on ${SCC}/quarantines?id=1`, `on ${SCC}/Quarantines/`]).take();
    expect(uses).toEqual([{ hour: NOON, migration: 'mdo-scc', capability: null, outcome: 'unknown-page', count: 2 }]);
    expect(orphans).toEqual([{ day: MIDNIGHT, migration: 'mdo-scc', path: '/quarantines', count: 2 }]);
  });

  it('leaves out what is no old link, and the page that asks again for a hash route', () => {
    const tally = recorded([
      'on https://evil.example/threatexplorer',
      'on nonsense',
      'on https://security.microsoft.com/quarantine',
    ]);
    tally.record({ kind: 'hash-route', migration: 'mdo-scc' as never, link: SCC, choices: [], home: SCC }, SCC, NOON); // an id is a brand
    expect(tally.take()).toEqual({ uses: [], orphans: [] });
  });

  it('gives each use once, and again what could not be stored, added to what came since', () => {
    const tally = recorded([`on ${SCC}/threatexplorer`, `on ${SCC}/nothing`]);
    const taken = tally.take();
    expect(tally.take()).toEqual({ uses: [], orphans: [] });
    recorded([`on ${SCC}/threatexplorer`, `on ${SCC}/nothing`], NOON + 1, tally);
    tally.putBack(taken);
    const { uses, orphans } = tally.take();
    expect(uses.map(({ capability, count }) => [capability, count])).toEqual([
      ['explorer', 2],
      [null, 2],
    ]);
    expect(orphans).toMatchObject([{ path: '/nothing', count: 2 }]);
  });

  it('keeps the first unknown paths of a day, however many are made up, and counts these on', () => {
    const flood = Array.from({ length: 3 * ORPHANS_A_DAY }, (_, n) => `on ${SCC}/made-up-${n}`);
    const tally = recorded(flood);
    expect(tally.take().orphans).toHaveLength(ORPHANS_A_DAY);
    recorded(flood, NOON + HOUR, tally);
    expect(tally.take().orphans.map(({ path }) => path)).toEqual(
      flood.slice(0, ORPHANS_A_DAY).map((link) => new URL(link.slice(3)).pathname),
    );
    recorded([`on ${SCC}/another-day`], NOON + DAY, tally);
    expect(tally.take().orphans).toEqual([
      { day: MIDNIGHT + DAY, migration: 'mdo-scc', path: '/another-day', count: 1 },
    ]);
  });

  it('does not grow for ever while nothing can be stored', () => {
    const tally = new LinkTally();
    for (let hour = 0; hour < 30_000; hour++) recorded([`on ${SCC}/threatexplorer`], NOON + hour * HOUR, tally);
    expect(tally.take().uses.length).toBeLessThanOrEqual(20_000);
  });

  it('takes a clock that is set back', () => {
    const tally = recorded([`on ${SCC}/threatexplorer`]);
    recorded([`on ${SCC}/threatexplorer`], NOON - 2 * HOUR, tally);
    expect(tally.take().uses.map(({ hour }) => hour)).toEqual([NOON, NOON - 2 * HOUR]);
  });
});

describe('The path of an unknown page', () => {
  it.each([
    ['with its query', `${SCC}/a/B?user=ada@contoso.com#x`, '/a/b'],
    ['behind a fragment', `${SCC}/?x=1#/a/b?c=1`, '/a/b'],
    ['as the value of hash=', `${SCC}/?hash=%2Fa%2Fb`, '/a/b'],
    ['percent-encoded as a whole', encodeURIComponent(`${SCC}/a/b?c`), '/a/b'],
    ['that is the root page', SCC, '/'],
    ['with an address in it', `${SCC}/users/ada%40contoso.com/edit`, '/users/{x}/edit'],
    ['with an object id', `${SCC}/users/6B1F5A3E-0c55-4b0e-9a55-2b8a5f0d1c11`, '/users/{x}'],
    ['with a long number', `${SCC}/case/20211004711`, '/case/{x}'],
    ['with a long token', `${SCC}/t/deadbeefdeadbeef00`, '/t/{x}'],
  ])('is kept without query and person: one %s', (_how, link, path) => {
    expect(orphanPath(link)).toBe(path);
  });

  it('is short, can be stored, and names nobody, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const path = orphanPath(`${SCC}/${text}`) ?? '';
        expect(path.length).toBeLessThanOrEqual(120);
        expect(path.isWellFormed()).toBe(true);
        for (const refused of ['@', '\u0000', '?']) expect(path).not.toContain(refused);
      }),
    );
    expect(orphanPath(`${SCC}/${'long/'.repeat(1000)}`)?.length).toBe(120);
    expect(orphanPath('nonsense')).toBeNull();
  });
});
