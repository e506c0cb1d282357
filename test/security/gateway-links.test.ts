import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { covers, type HostPattern, readHostPattern } from '../../src/core/links/portal-host.ts';
import { catalog, type GatewayWorld, openGatewayWorld } from '../gateway/gateway-world.ts';
import { type RawAnswer, RawConnection } from '../world/raw-http.ts';

/** Links generated, each handed in by every way there is. */
const LINKS = 10_000;
const SERVED = 'protection.office.com';
const ORIGIN = 'https://old.example:8443';

const LISTED: readonly HostPattern[] = [
  ...[...catalog.portals.values()].flatMap(({ hosts, otherClouds }) => [
    ...hosts,
    ...otherClouds.map(({ host }) => host),
  ]),
  ...[...catalog.migrations.values()].flatMap(({ fromHosts, hostPairs }) => [
    ...fromHosts,
    ...hostPairs.flatMap(({ from, to }) => [from, to]),
  ]),
].flatMap((host) => readHostPattern(host) ?? []);

/** What an answer may carry: a header that somebody smuggled in would be another one. */
const HEADERS = new Set([
  'allow',
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'date',
  'keep-alive',
  'location',
  'referrer-policy',
  'set-cookie',
  'signpost-decision',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
]);

let plain: GatewayWorld;
let serving: GatewayWorld;
beforeAll(async () => {
  plain = await openGatewayWorld();
  serving = await openGatewayWorld({ origins: new Map([[SERVED, ORIGIN]]) });
});
afterAll(() => Promise.all([plain.close(), serving.close()]));
afterEach(() => {
  expect([...plain.errors, ...serving.errors]).toEqual([]);
});

/** Ideas of the public lists of open redirects. `H` stands for a host that the catalogue lists. */
const TRICKS = [
  'https://H@evil.example/',
  'https://H:443@evil.example/',
  'https://H%40evil.example/',
  'https://evil.example\\@H/',
  'https://evil.example#@H/',
  'https://evil.example?@H/',
  'https://H\\.evil.example/',
  'https://H.evil.example/',
  'https://evilH/',
  'https://H%2eevil.example/',
  'https://H%00.evil.example/',
  'https://H%0d%0aSet-Cookie:%20a=b/',
  'https://H/%0d%0aLocation:%20https://evil.example',
  'https://H/threatexplorer?a=%0d%0aSet-Cookie:%20a=b',
  'https://H//evil.example/',
  'https://H/\\evil.example/',
  'https://H/..//evil.example',
  'https://H/.//evil.example/%2f..',
  '//evil.example/',
  '///evil.example/',
  '////evil.example//',
  '\\\\evil.example/',
  '/\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'http:///evil.example',
  'ht\ttps://evil.example/',
  'https://evil.example:80#H',
  'https://evil\u3002example/',
  'https://\u0440rotection.office.com/',
  'https://H\u3002evil.example/',
  'https://xn--rotection-mxj.office.com/',
  'https://[::1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'javascript:alert(1)',
  'JaVaScRiPt://H/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://H/x',
  'file:///etc/passwd',
  'view-source:https://H/',
  'https://signpost.example/go/https://evil.example/',
  'https://signpost.example/go/https://H/threatexplorer',
  '/go/https://H/threatexplorer',
  'go/go/https://H/',
  'https://H/go/https://evil.example/',
  'https://H/threatexplorer?url=https://evil.example/&next=//evil.example',
  'https://H/?hash=https://evil.example/',
  'https://H/?hash=//evil.example/quarantine',
  'https://H/#/https://evil.example',
  'https://H/#//evil.example/',
  'https://H.:443/threatexplorer',
  'https://H:99999/',
  'https://h/threatexplorer',
  'https://H/threatexplorer%23%2f..%2f%2fevil.example',
  'https://H/reportv2?dljson={"reportId":"//evil.example"}',
  'https://H/threatexplorer?\u2028\u202e',
];

const hosts = fc.constantFrom(...LISTED.map(({ host, subdomains }) => (subdomains ? `sub.${host}` : host)));
const paths = fc.constantFrom(...[...catalog.capabilities.values()].flatMap(({ legacyPaths }) => legacyPaths), '', '/');
const scrap = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '@',
    '\\',
    '//',
    '/',
    '..',
    '%2f',
    '%5c',
    '%00',
    '%0d%0a',
    ':',
    '?',
    '#',
    '#/',
    '&',
    '&amp;',
    'evil.example',
    '\u3002',
  ),
);
const links = fc.oneof(
  fc.tuple(fc.constantFrom(...TRICKS), hosts).map(([trick, host]) => trick.replace('H', host)),
  fc
    .tuple(
      fc.constantFrom('https://', 'http://', '//', 'https:', 'HTTPS:\\\\', ''),
      scrap,
      hosts,
      scrap,
      paths,
      fc.array(scrap, { maxLength: 3 }),
    )
    .map(([scheme, before, host, after, path, rest]) => scheme + before + host + after + path + rest.join('')),
  fc.tuple(hosts, paths, scrap).map(([host, path, rest]) => `https://${host}${path}${rest}`),
);

/** As a request line may hold it: Node's client, as any, would encode the rest. */
const inLine = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[\0-\x20\x7f]/g, encodeURIComponent);
const encoded = (link: string): string => encodeURIComponent(link.toWellFormed());
const get = (path: string, host: string): string => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** Every way to hand a link in, with the gateway that it is handed to. */
const WAYS: readonly (readonly [name: string, of: () => GatewayWorld, request: (link: string) => string])[] = [
  ['in the path', () => plain, (link) => get(`/go/${inLine(link)}`, 'signpost.example')],
  ['encoded in the path', () => plain, (link) => get(`/go/${encoded(link)}`, 'signpost.example')],
  ['as to=', () => plain, (link) => get(`/go?to=${encoded(link)}`, 'signpost.example')],
  [
    'as to=, encoded twice',
    () => plain,
    (link) => get(`/go?to=${encodeURIComponent(encoded(link))}`, 'signpost.example'),
  ],
  ['as to=, raw', () => plain, (link) => get(`/go?to=${inLine(link)}`, 'signpost.example')],
  ['in absolute form', () => plain, (link) => get(`http://signpost.example/go/${inLine(link)}`, 'signpost.example')],
  ['to a gateway that serves old hosts', () => serving, (link) => get(`/go?to=${encoded(link)}`, 'signpost.example')],
  ['as a path of a served host', () => serving, (link) => get(`/${inLine(link)}`, SERVED)],
  ['as a request line of a served host', () => serving, (link) => get(inLine(link), SERVED)],
  [
    'as the Host header',
    () => serving,
    (link) => get('/threatexplorer', inLine(link.replace(/^https?:\/*|\/.*$/gs, ''))),
  ],
];

/** What is wrong with an answer; undefined where nothing is. `served`: the gateway serves an old host itself. */
function problemOf({ status, headers }: RawAnswer, served: boolean): string | undefined {
  if (status >= 500) return `status ${status}`;
  const smuggled = headers.find(([name]) => !HEADERS.has(name));
  if (smuggled) return `header ${smuggled[0]}`;
  const [location, ...more] = headers.flatMap(([name, value]) => (name === 'location' ? [value] : []));
  if (more.length > 0 || (location !== undefined) !== (status === 302)) return `${more.length + 1} locations`;
  if (location === undefined) return undefined;
  const url = URL.parse(location);
  if (!url || url.href !== location) return `no address: ${location}`;
  if (served && url.origin === ORIGIN) return undefined;
  const isListed = LISTED.some((pattern) => covers(pattern, url));
  const isItself = url.hostname === 'signpost.example' || (served && url.hostname === SERVED);
  return isListed && !isItself && url.username + url.password + url.port === ''
    ? undefined
    : `off the list: ${location}`;
}

/** Connections at once. */
const CONNECTIONS = 8;

describe('Whatever link is handed in', () => {
  it.each(WAYS)('%s: it leads to a listed host or nowhere, and breaks nothing', async (name, of, request) => {
    const world = of();
    const statuses = new Map<number, number>();
    const problems: string[] = [];
    const generated = fc.sample(links, { numRuns: LINKS, seed: WAYS.findIndex(([way]) => way === name) }).values();
    const askOn = async (connection: RawConnection): Promise<void> => {
      for (const link of generated) {
        const bytes = request(link);
        const answer = await connection.ask(bytes);
        const problem = answer ? problemOf(answer, world === serving) : 'no answer';
        if (problem !== undefined) problems.push(`${problem} for ${JSON.stringify(bytes)}`);
        const status = answer?.status ?? 0;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      await connection.close();
    };
    let isOn = true;
    const toggling = setInterval(() => {
      isOn = !isOn;
      world.turn('mdo-scc', isOn ? 'on' : 'off');
    }, 5);
    await Promise.all(Array.from({ length: CONNECTIONS }, () => askOn(new RawConnection(world.port))));
    clearInterval(toggling);
    expect(problems).toEqual([]);
    expect(statuses.size).toBeGreaterThan(1);
  });

  it('that the catalogue lists arrives by each of these ways: they are no dead ends', async () => {
    for (const [name, of, request] of WAYS) {
      of().turn('mdo-scc', 'on');
      const connection = new RawConnection(of().port);
      const link = name === 'as a path of a served host' ? 'threatexplorer' : `https://${SERVED}/threatexplorer`;
      const answer = await connection.ask(request(link));
      await connection.close();
      expect(answer?.headers.find(([header]) => header === 'location')?.[1], name).toBe(
        'https://security.microsoft.com/threatexplorer',
      );
    }
  });
});
