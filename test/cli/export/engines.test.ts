import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caddy } from '../../../src/cli/export/caddy.ts';
import { nginx } from '../../../src/cli/export/nginx.ts';
import type { Catalog } from '../../../src/core/capability.ts';
import type { State } from '../../../src/core/migration.ts';
import { capabilityWith, catalog } from '../../core/links/links.ts';
import { type Engine, engines, type StartEngine } from '../../world/engines.ts';
import { GATEWAY, isNamed, listed, rulesFor, SPELLINGS } from './exported.ts';

/** Links of which no engine may say anything but what the gateway does. */
const LEFT: Readonly<Record<string, string>> = {
  'a hash route’s root page': 'https://protection.office.com/',
  'a page named by hash=': 'https://securitycenter.windows.com/?hash=/machines',
  'a parameter that the new address has itself': 'https://protection.office.com/dkim?viewid=other',
  'a percent-encoded path': 'https://protection.office.com/%71uarantine',
  'parameters from HTML': 'https://protection.office.com/quarantine?a=1&amp;b=2',
  'parameters that would be written in another way': 'https://protection.office.com/quarantine?a=%20b&c',
  'an unknown page': 'https://protection.office.com/quarantines',
  'a page below a name with .aspx': 'https://protection.office.com/quarantine.aspx/x',
  'a path with an empty segment': 'https://protection.office.com//quarantine',
  'a path that goes up': 'https://protection.office.com/quarantine/../permissions',
  'a report that is named in JSON': `https://protection.office.com/reportv2?dljson=%7B%22reportId%22%3A%22TopMalware%22%7D`,
  'a host that nobody knows': 'https://protection.office.com.evil.example/quarantine',
  'a host with user info': 'https://protection.office.com@evil.example/quarantine',
  'the gateway itself': `https://${GATEWAY}/go/https://protection.office.com/quarantine`,
  'a new portal': 'https://security.microsoft.com/quarantine',
  'no address': 'quarantine',
};

/** Paths that overlap in every way in which one page can outrank another. */
function overlapping(): Catalog {
  const paths: Readonly<Record<string, readonly string[]>> = {
    explorer: ['/a'],
    campaigns: ['/a/{x}'],
    quarantine: ['/a/b', '/a/b/c/d'],
    'anti-spam': ['/a/{x}/c', '/{x}/z'],
    dkim: ['/a/b?view=1', '/g/{x}?n=1'],
    'anti-phishing': ['/a/b?view=1&tab=2', '/g'],
    permissions: ['/a/b/c', '/h?m=1'],
    'encryption-report': ['/a/e/f', '/h'],
  };
  const capabilities = new Map(catalog.capabilities);
  for (const [id, legacyPaths] of Object.entries(paths)) {
    const given = id === 'permissions' ? { legacyPaths, movedBy: 'mdo-scc', destination: null } : { legacyPaths };
    for (const [key, capability] of capabilityWith(id, given)) if (key === id) capabilities.set(key, capability);
  }
  return { ...catalog, capabilities };
}

const servers = await engines();
const FORMATS = [
  ['nginx', nginx, servers.nginx],
  ['Caddy', caddy, servers.caddy],
] as const;

describe.each(FORMATS)('%s with the exported rules', (_name, format, startEngine) => {
  describe.skipIf(startEngine === undefined)('as a real server', () => {
    const started: Engine[] = [];
    const start: StartEngine = async (rules) => {
      if (!startEngine) throw new Error('this machine has no such server');
      const engine = await startEngine(rules);
      started.push(engine);
      return engine;
    };
    const on = rulesFor(format, 'on');
    const off = rulesFor(format, 'off');
    let asked: Readonly<Record<State, Engine>>;
    beforeAll(async () => {
      asked = { on: await start(on.text), off: await start(off.text) };
    });
    afterAll(async () => {
      for (const engine of started) await engine.stop();
    });

    describe.each([
      ['on', on],
      ['off', off],
    ] as const)('while every setting is %s', (state, { gateway }) => {
      it.each(Object.entries(SPELLINGS))('redirects each old link as the gateway does, %s', async (how, spell) => {
        const links = (how === 'with its host in capitals' ? listed.filter(isNamed) : listed).map(({ host, path }) =>
          spell(host, path),
        );
        const ours = links.map(gateway);
        const theirs = await Promise.all(links.map((link) => asked[state].ask(GATEWAY, `/go/${link}`)));
        expect(Object.fromEntries(links.map((link, n) => [link, theirs[n]]))).toEqual(
          Object.fromEntries(links.map((link, n) => [link, ours[n]])),
        );
      });
    });

    it.each(Object.entries(LEFT))('leaves %s to Signpost', async (_what, link) => {
      expect(await asked.on.ask(GATEWAY, `/go/${link}`)).toBeNull();
    });

    it('answers an old host that is asked itself, and never sends it back there', async () => {
      const ask = (host: string, path: string) => asked.on.ask(host, path);
      expect(await ask('protection.office.com', '/threatexplorer?a=1')).toBe(
        'https://security.microsoft.com/threatexplorer?a=1',
      );
      expect(await ask('eu.contoso.protection.office.com', '/Quarantine/')).toBe(
        'https://security.microsoft.com/quarantine',
      );
      expect(await ask('protection.office.com', '/permissions')).toBeNull();
      expect(await asked.off.ask('protection.office.com', '/threatexplorer')).toBeNull();
      expect(await asked.off.ask('portal.atp.azure.com', '/securityAlert/1?a=1')).toBe(
        'http://10.0.0.7:8080/securityAlert/1?a=1',
      );
      expect(await ask('protection.office.com', '/go/https://protection.office.com/quarantine')).toBeNull();
      expect(await ask('other.example', '/threatexplorer')).toBeNull();
    });

    it('answers GET and HEAD only', async () => {
      const path = '/go/https://protection.office.com/quarantine';
      expect(await asked.on.ask(GATEWAY, path, 'HEAD')).toBe('https://security.microsoft.com/quarantine');
      expect(await asked.on.ask(GATEWAY, path, 'POST')).toBeNull();
    });

    it('ranks pages that overlap as the gateway does, or leaves them to Signpost', async () => {
      const { text, gateway } = rulesFor(format, 'on', overlapping());
      const engine = await start(text);
      const segments = ['a', 'b', 'c', 'e', 'g', 'h', 'z'];
      const paths = [
        '',
        ...segments.flatMap((one) => [
          `/${one}`,
          ...segments.flatMap((two) => [`/${one}/${two}`, ...segments.map((three) => `/${one}/${two}/${three}`)]),
        ]),
        '/a/b/c/d',
        '/a/b/c/d/e',
      ];
      const queries = ['', '?view=1', '?tab=2&x=1&VIEW=1', '?n=1', '?m=1', '?view=2'];
      let answered = 0;
      for (const path of paths) {
        const links = queries.map((query) => `https://protection.office.com${path}${query}`);
        const theirs = await Promise.all(links.map((link) => engine.ask(GATEWAY, `/go/${link}`)));
        for (const [n, link] of links.entries()) {
          if (theirs[n] === null) continue;
          answered++;
          expect(theirs[n], link).toBe(gateway(link));
        }
      }
      expect(answered).toBeGreaterThan(100);
    });

    it('says of any link what the gateway says, or nothing', async () => {
      const piece = fc.constantFrom(
        ...[
          'protection.office.com',
          'quarantine',
          'reportv2',
          '?id=TopMalware',
          'dkim',
          'viewid=1',
          'https://',
          '/',
          '//',
          '?',
          '&',
          '=',
          '#',
          '.',
          '..',
          '%2f',
          '%2e',
          '\\',
          '@',
          ':',
          ':443',
          ';',
          '.aspx',
          'hash=',
          '/permissions',
          '/go/',
          '{x}',
          '$1',
          '"',
          'ü',
          '%C3%BC',
          'securitycenter.windows.com',
          'evil.example',
        ],
      );
      const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
      const link = fc
        .tuple(
          fc.constantFrom(
            'https://protection.office.com/quarantine',
            'https://protection.office.com/reportv2?id=TopMalware',
            'https://securitycenter.windows.com',
            'https://protection.office.com',
            '',
          ),
          text,
        )
        .map((parts) => parts.join(''));
      await fc.assert(
        fc.asyncProperty(link, async (given) => {
          // as a browser sends it: no fragment, no character that is not of a URL
          const sent = encodeURI(given.replace(/#.*/, '')).replaceAll('%25', '%');
          const theirs = await asked.on.ask(GATEWAY, `/go/${sent}`);
          if (theirs !== null) expect(theirs).toBe(on.gateway(sent));
        }),
        { numRuns: 1500 },
      );
    });
  });
});
