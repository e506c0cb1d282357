import { BlockList } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressRange, rangesToList } from '../../src/config/addresses.ts';
import { type Served, serve } from '../world/serve.ts';
import { type GatewayWorld, openGatewayWorld } from './gateway-world.ts';

const HOST = 'protection.office.com';
const OTHER_HOST = 'securitycenter.windows.com';
const NEW = 'https://security.microsoft.com';

let origin: Served;
let world: GatewayWorld;
/** The gateway as it is seen on one of its hosts. */
const on = (host: string, path: string, method?: string) => world.ask(path, { host }, method);

beforeAll(async () => {
  origin = await serve(({ url }) => ({ status: 200, body: `the old portal at ${url.pathname}${url.search}` }));
  world = await openGatewayWorld({
    origins: new Map([
      [HOST, origin.origin],
      [OTHER_HOST, 'https://old.example:8443'],
    ]),
  });
});
afterAll(async () => {
  await world.close();
  await origin.close();
});

describe('A request for an old host', () => {
  it('is decided like the link that it is', async () => {
    const path = '/threatexplorer?a=1';
    const [here, byGo] = [await on(HOST, path), await world.go(`https://${HOST}${path}`)];
    expect(here).toMatchObject({ status: 302, location: `${NEW}/threatexplorer?a=1`, decision: byGo.decision });
    expect(byGo.location).toBe(here.location);
  });

  it.each(['PROTECTION.office.com', `${HOST}:443`, `${HOST}:8080`])('is one with %s, too', async (host) => {
    expect((await on(host, '/threatexplorer')).location).toBe(`${NEW}/threatexplorer`);
  });

  it('goes to the host’s origin while the setting is off, and arrives there', async () => {
    world.turn('mdo-scc', 'off');
    const { location = '', decision } = await on(HOST, '/threatexplorer?a=1');
    world.turn('mdo-scc', 'on');
    expect(location).toBe(`${origin.origin}/threatexplorer?a=1`);
    expect(decision).toBe('off; migration=mdo-scc; capability=explorer');
    expect(await (await fetch(location)).text()).toBe('the old portal at /threatexplorer?a=1');
  });

  it('goes to the host’s origin where no setting moves the page', async () => {
    expect((await on(HOST, '/permissions')).location).toBe(`${origin.origin}/permissions`);
  });

  it('goes to an origin with another port and scheme', async () => {
    world.turn('mde', 'off');
    expect((await on(OTHER_HOST, '/machines')).location).toBe('https://old.example:8443/machines');
    world.turn('mde', 'on');
  });

  it('never leads off the origin, whatever its path', async () => {
    world.turn('mdo-scc', 'off');
    for (const path of [
      '//evil.example/threatexplorer',
      '/threatexplorer//evil.example',
      '/\\evil.example',
      '/@evil.example',
    ]) {
      const { status, location } = await on(HOST, path);
      if (status === 302) expect(new URL(location ?? '').host).toBe(new URL(origin.origin).host);
      else expect(status).toBe(404);
    }
    world.turn('mdo-scc', 'on');
  });

  it('is a root page behind which a fragment may be hidden', async () => {
    const { status, decision, body } = await on(HOST, '/');
    expect([status, decision]).toEqual([200, 'hash-route; migration=mdo-scc']);
    expect(body).toContain(`data-link="https://${HOST}/"`);
    const quarantine = encodeURIComponent(`https://${HOST}/#/quarantine`);
    expect((await on(HOST, `/go?to=${quarantine}`)).location).toBe(`${NEW}/quarantine`);
  });

  it('may be for a page that nobody knows', async () => {
    expect(await on(HOST, '/nothing')).toMatchObject({ status: 404, decision: 'unknown-page; migration=mdo-scc' });
  });

  it('takes the other routes of this server for paths of the old portal', async () => {
    for (const path of ['/healthz', '/api/where?q=x', '/readyz']) {
      expect((await on(HOST, path)).decision).toContain('unknown-page');
    }
  });

  it('is decided for GET and HEAD only', async () => {
    expect(await on(HOST, '/threatexplorer', 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(await on(HOST, '/threatexplorer', 'HEAD')).toMatchObject({ status: 302 });
  });

  it('in absolute form counts before the Host header', async () => {
    const { location } = await world.ask(`http://${HOST}/threatexplorer`, { host: 'signpost.example' });
    expect(location).toBe(`${NEW}/threatexplorer`);
    expect((await world.ask('http://signpost.example/threatexplorer', { host: HOST })).status).toBe(404);
    expect((await world.ask('http://signpost.example/healthz?', { host: HOST })).decision).toBe('');
  });
});

describe('/go on an old host', () => {
  it('stays the gateway’s own', async () => {
    expect((await on(HOST, `/go/https://${OTHER_HOST}/machines`)).location).toBe(`${NEW}/machines`);
    expect((await on(HOST, '/go/session')).status).toBe(200);
    expect((await on(HOST, '/go/nothing')).decision).toBe('unknown-host');
  });

  it('has sessions, which end from its own page', async () => {
    const { cookie = '' } = await on(HOST, '/threatexplorer');
    const headers = { host: HOST, cookie, origin: `https://${HOST}`, 'sec-fetch-site': 'same-origin' };
    expect((await world.ask('/go/session/end', headers, 'POST')).status).toBe(303);
    expect((await world.ask('/go/session/end', { ...headers, origin: `https://${OTHER_HOST}` }, 'POST')).status).toBe(
      403,
    );
  });

  it('finds the search page where people reach this server', async () => {
    const { body, headers } = await on(HOST, '/go/nothing');
    expect(body).toContain('action="https://signpost.example/"');
    expect(headers['content-security-policy']).toContain("form-action 'self' https://signpost.example;");
  });
});

describe('A link to an old host that this gateway serves, followed anywhere', () => {
  it('goes to the origin behind it: the host itself would lead back here for ever', async () => {
    world.turn('mdo-scc', 'off');
    for (const answer of [
      await world.go(`https://${HOST}/threatexplorer`),
      await world.to(`https://${HOST}/#/quarantine`),
    ]) {
      expect(new URL(answer.location ?? '').origin).toBe(origin.origin);
    }
    expect((await world.to(`https://${HOST}/#/quarantine`)).location).toBe(`${origin.origin}/#/quarantine`);
    world.turn('mdo-scc', 'on');
  });

  it('leaves other old hosts as they are', async () => {
    const link = 'https://sip.protection.office.com/permissions';
    expect((await world.go(link)).location).toBe(link);
  });
});

describe('Behind a proxy', () => {
  const proxied = async (trustedProxies: BlockList, headers: Record<string, string>) => {
    const behind = await openGatewayWorld({ origins: new Map([[HOST, origin.origin]]), trustedProxies });
    const answer = await behind.ask('/threatexplorer', { host: 'internal.example', ...headers });
    await behind.close();
    return answer;
  };
  const loopback = rangesToList([addressRange('127.0.0.0/8')]);

  it('the host is the one that it names, where it is trusted', async () => {
    expect((await proxied(loopback, { 'x-forwarded-host': HOST })).location).toBe(`${NEW}/threatexplorer`);
    expect((await proxied(loopback, { 'x-forwarded-host': `${HOST}:443, internal.example` })).location).toBe(
      `${NEW}/threatexplorer`,
    );
  });

  it('and the request’s own where it is not', async () => {
    expect((await proxied(new BlockList(), { 'x-forwarded-host': HOST })).status).toBe(404);
    const others = rangesToList([addressRange('10.0.0.0/8')]);
    expect((await proxied(others, { 'x-forwarded-host': HOST })).status).toBe(404);
    expect((await proxied(others, { 'x-forwarded-host': 'evil.example', host: HOST })).status).toBe(302);
  });
});
