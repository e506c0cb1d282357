import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../src/server.ts';
import { type GatewayWorld, openGatewayWorld } from './gateway-world.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const NEW = 'https://security.microsoft.com/threatexplorer';

let world: GatewayWorld;
beforeAll(async () => {
  world = await openGatewayWorld();
});
afterAll(() => world.close());
afterEach(() => {
  world.turn('mdo-scc', 'on');
  expect(world.errors).toEqual([]);
});

describe('GET /go/<old link>', () => {
  it('leads to the new place while the setting is on', async () => {
    const { status, location, decision } = await world.go(OLD);
    expect([status, location]).toEqual([302, NEW]);
    expect(decision).toBe('redirected; migration=mdo-scc; capability=explorer');
  });

  it('leads to the old address while it is off', async () => {
    world.turn('mdo-scc', 'off');
    const { status, location, decision } = await world.go(OLD);
    expect([status, location]).toEqual([302, OLD]);
    expect(decision).toBe('off; migration=mdo-scc; capability=explorer');
  });

  it('leads to the old address where no setting moves the page', async () => {
    const link = 'https://protection.office.com/permissions';
    const { status, location, decision } = await world.go(link);
    expect([status, location]).toEqual([302, link]);
    expect(decision).toBe('not-affected; migration=mdo-scc; capability=permissions');
  });

  it('leads a link to a new portal on to it', async () => {
    const { status, location, decision } = await world.go(NEW);
    expect([status, location]).toEqual([302, NEW]);
    expect(decision).toBe('not-affected; capability=explorer');
  });

  it('follows a change at once', async () => {
    expect((await world.go(OLD)).location).toBe(NEW);
    world.turn('mdo-scc', 'off');
    expect((await world.go(OLD)).location).toBe(OLD);
    world.turn('mdo-scc', 'on');
    expect((await world.go(OLD)).location).toBe(NEW);
  });

  it('is kept in no cache and tells nobody where it came from', async () => {
    const { headers, body } = await world.go(OLD);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      vary: 'Cookie',
      'content-length': '0',
    });
    expect(headers).not.toHaveProperty('server');
    expect(body).toBe('');
  });

  it.each([
    ['with parameters', `${OLD}?a=1&a=2&b=%C3%A4`, `${NEW}?a=1&a=2&b=%C3%A4`],
    ['with &amp; for &', `${OLD}?a=1&amp;b=2`, `${NEW}?a=1&b=2`],
    ['in capitals', OLD.toUpperCase(), NEW],
    ['with http', OLD.replace('https', 'http'), NEW],
    ['with a port', OLD.replace('.com/', '.com:8443/'), NEW],
    ['with a slash at its end', `${OLD}/`, NEW],
    ['whose // a proxy made /', OLD.replace('//', '/'), NEW],
    ['percent-encoded', encodeURIComponent(`${OLD}?a=1`), `${NEW}?a=1`],
    [
      'percent-encoded, with a fragment',
      encodeURIComponent('https://protection.office.com/#/quarantine'),
      'https://security.microsoft.com/quarantine',
    ],
  ])('takes a link %s', async (_how, link, location) => {
    expect(await world.go(link)).toMatchObject({ status: 302, location });
  });
});

describe('GET /go?to=<encoded>', () => {
  it('takes the whole link, its fragment included', async () => {
    expect(await world.to('https://protection.office.com/#/quarantine?a=1')).toMatchObject({
      status: 302,
      location: 'https://security.microsoft.com/quarantine?a=1',
    });
  });

  it('keeps the fragment where it leads to the old address', async () => {
    world.turn('mdo-scc', 'off');
    const link = 'https://protection.office.com/#/quarantine';
    expect((await world.to(link)).location).toBe(link);
  });

  it('believes that there is no fragment where there is none', async () => {
    expect((await world.to('https://protection.office.com/')).decision).not.toContain('hash-route');
    expect((await world.go('https://protection.office.com/')).decision).toContain('hash-route');
  });

  it.each(['/go', '/go/', '/go?to=', '/go?from=x', '/go/?to='])('knows no host in %s', async (path) => {
    expect(await world.ask(path)).toMatchObject({ status: 404, decision: 'unknown-host' });
  });

  it('takes the first of several', async () => {
    const [first, second] = [OLD, 'https://evil.example/'].map(encodeURIComponent);
    expect((await world.ask(`/go?to=${first}&to=${second}`)).location).toBe(NEW);
    expect((await world.ask(`/go?to=${second}&to=${first}`)).decision).toBe('unknown-host');
  });
});

describe('Other methods', () => {
  it('HEAD answers like GET, without a body', async () => {
    for (const path of [`/go/${OLD}`, '/go/https://protection.office.com/', '/go/nothing', '/go/session']) {
      const [head, get] = [await world.ask(path, {}, 'HEAD'), await world.ask(path)];
      expect(head.status).toBe(get.status);
      expect(Object.keys(head.headers).sort()).toEqual(Object.keys(get.headers).sort());
      expect(head.body).toBe('');
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.body)));
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is not allowed', async (method) => {
    for (const [path, allow] of [
      [`/go/${OLD}`, 'GET, HEAD'],
      [`/go?to=${encodeURIComponent(OLD)}`, 'GET, HEAD'],
      ['/go/session', 'GET, HEAD'],
      ...(method === 'POST' ? [] : [['/go/session/end', 'POST'] as const]),
    ] as const) {
      const { status, headers, location } = await world.ask(path, {}, method);
      expect([status, headers.allow, location]).toEqual([405, allow, undefined]);
    }
  });
});

describe('Whoever else asks', () => {
  it.each(['/gone', '/goto', '/x/go/y', '/GO/https://protection.office.com/'])(
    'by %s is answered by the rest of the server',
    async (path) => {
      const { status, headers } = await world.ask(path);
      expect(status).toBe(404);
      expect(headers).not.toHaveProperty('signpost-decision');
    },
  );

  it('is not kept from the other routes', async () => {
    expect(await world.ask('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  it('finds no gateway where it is not mounted', async () => {
    const nobody = () => {};
    const server = createHttpServer({
      gateway: null,
      web: { searchPage: nobody, whereApi: nobody, explainApi: nobody, openSearch: nobody },
      messages: nobody,
      isReady: async () => true,
      onError: nobody,
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    for (const path of [`/go/${OLD}`, `/go?to=${encodeURIComponent(OLD)}`, '/go/session']) {
      const { status } = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { redirect: 'manual' });
      expect(status).toBe(404);
    }
    server.close();
  });
});

describe('Each decision', () => {
  it('is told to whoever counts, with the link as it came', async () => {
    world.seen.length = 0;
    await world.go(`${OLD}?a=1`);
    await world.to('nonsense');
    expect(world.seen.map(({ decision, link }) => [decision.kind, link])).toEqual([
      ['redirected', `${OLD}?a=1`],
      ['unknown-host', 'nonsense'],
    ]);
  });

  it('of one link is the same however often it is asked, whatever happens between', async () => {
    for (const state of ['on', 'off', 'on', 'off'] as const) {
      world.turn('mdo-scc', state);
      for (let n = 0; n < 3; n++) expect((await world.go(OLD)).location).toBe(state === 'on' ? NEW : OLD);
    }
  });
});
