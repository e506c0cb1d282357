import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainDecision } from '../../../src/core/links/decide.ts';
import { covers, type HostPattern, readHostPattern } from '../../../src/core/links/portal-host.ts';
import { byPath, byTo, catalog, index, OWN_HOSTS } from './links.ts';

const patterns: readonly HostPattern[] = [
  ...[...catalog.portals.values()].flatMap(({ hosts, otherClouds }) => [
    ...hosts,
    ...otherClouds.map(({ host }) => host),
  ]),
  ...[...catalog.migrations.values()].flatMap(({ fromHosts, hostPairs }) => [
    ...fromHosts,
    ...hostPairs.flatMap(({ from, to }) => [from, to]),
  ]),
].flatMap((host) => readHostPattern(host) ?? []);

const hosts = fc.constantFrom(
  ...patterns.map(({ host, subdomains }) => (subdomains ? `a.${host}` : host)),
  'evil.example',
  'signpost.example',
  '127.0.0.1',
  '[::1]',
  'protection.office.com.',
  'xn--80ak6aa92e.com',
  'PROTECTION.office.com',
  'protection\u3002office.com',
);
const paths = fc.constantFrom(
  ...[...catalog.capabilities.values()].flatMap(({ legacyPaths }) => legacyPaths),
  '',
  '/',
  '//',
  '/..',
  '/ecp',
);
const scrap = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '?',
    '#',
    '#/',
    '&amp;',
    '%',
    '%2F',
    '%00',
    '\\',
    '@',
    ':',
    '/',
    '..',
    ';',
    '\r\n',
    '\u202e',
    '?hash=',
    '&dljson={',
    '<script>',
    '\ud800',
  ),
);
const scheme = fc.constantFrom(
  'https://',
  'http://',
  'HTTPS://',
  'https:/',
  'https:',
  '//',
  '',
  'javascript:',
  'data:',
  'https%3A%2F%2F',
  ' https://',
  'https:\\\\',
);
const links = fc
  .tuple(scheme, scrap, hosts, scrap, paths, fc.array(scrap, { maxLength: 4 }))
  .map(
    ([start, before, host, between, path, rest]) =>
      `${start}${before.length > 6 ? before : ''}${host}${between.length > 6 ? between : ''}${path}${rest.join('')}`,
  );
const anything = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 5, arbitrary: links },
  { weight: 1, arbitrary: links.map((link) => encodeURIComponent(link.toWellFormed())) },
);

describe('Any text', () => {
  it('gets a decision, and leads to a host that the catalogue lists or nowhere', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('on' as const, 'off' as const),
        fc.constantFrom(byPath, byTo),
        (text, state, ask) => {
          const decision = ask(text, state);
          seen.add(decision.kind);
          for (const address of addressesIn(decision)) {
            const url = new URL(address);
            expect(
              patterns.some((pattern) => covers(pattern, url)),
              address,
            ).toBe(true);
            expect(url.protocol === 'https:' || url.protocol === 'http:').toBe(true);
            expect([url.port, url.username, url.password]).toEqual(['', '', '']);
            expect(url.href).toBe(address);
            expect(OWN_HOSTS.has(url.hostname)).toBe(false);
          }
        },
      ),
      { numRuns: 20_000 },
    );
    expect([...seen].sort()).toEqual([
      'hash-route',
      'not-affected',
      'off',
      'redirected',
      'unknown-host',
      'unknown-page',
    ]);
  });

  it('is explained as it is decided', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('unknown' as const, 'final' as const), (text, fragment) => {
        const { decision, steps } = explainDecision(index, () => 'on', text, { fragment, ownHosts: OWN_HOSTS });
        expect(decision).toEqual((fragment === 'final' ? byTo : byPath)(text));
        expect(steps.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a megabyte, or nested deep, is decided too', () => {
    const long = 'a/'.repeat(500_000);
    for (const text of [
      long,
      `https://protection.office.com/${long}`,
      `https://protection.office.com/?hash=/${long}`,
      '%25'.repeat(300_000),
    ]) {
      expect(['unknown-host', 'unknown-page', 'hash-route']).toContain(byPath(text).kind);
    }
    const nested = `https://protection.office.com/reportv2?dljson=${'['.repeat(200_000)}`;
    expect(byPath(nested).kind).toBe('unknown-page');
  });
});

function addressesIn(decision: ReturnType<typeof byPath>): readonly string[] {
  const choices = 'choices' in decision ? decision.choices : 'closest' in decision ? decision.closest : [];
  return [
    ...('target' in decision ? [decision.target] : []),
    ...('home' in decision ? [decision.home] : []),
    ...('link' in decision ? [decision.link] : []),
    ...choices.flatMap(({ url }) => url ?? []),
  ];
}
