import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GatewayWorld, openGatewayWorld } from '../gateway/gateway-world.ts';
import { RawConnection } from '../world/raw-http.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const NEW = 'https://security.microsoft.com/threatexplorer';

let world: GatewayWorld;
let connection: RawConnection;
beforeEach(async () => {
  world = await openGatewayWorld();
  connection = new RawConnection(world.port);
});
afterEach(async () => {
  await connection.close();
  await world.close();
  expect(world.errors).toEqual([]);
});

const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: signpost.example\r\n${more}\r\n`;
const locationOf = (answer: Awaited<ReturnType<RawConnection['ask']>>) =>
  answer?.headers.find(([name]) => name === 'location')?.[1];

describe('Requests one behind the other', () => {
  it('on one connection are answered in order', async () => {
    const links = ['a', 'b', 'c', 'nothing', 'd'].map((letter) => `/go/${OLD}?n=${letter}`);
    links[3] = '/go/nothing';
    const answers = await connection.askAll(links.map((link) => get(link)).join(''), links.length);
    expect(answers.map(locationOf)).toEqual([`${NEW}?n=a`, `${NEW}?n=b`, `${NEW}?n=c`, undefined, `${NEW}?n=d`]);
  });

  it('by the hundred, all at once', async () => {
    const answers = await connection.askAll(get(`/go/${OLD}`).repeat(500), 500);
    expect(answers).toHaveLength(500);
    expect(new Set(answers.map(locationOf))).toEqual(new Set([NEW]));
  });

  it('do not take the body of one for the next', async () => {
    const smuggled = get('/go/https://protection.office.com/quarantine');
    const post = `POST /go/session/end HTTP/1.1\r\nHost: signpost.example\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
    const answers = await connection.askAll(post + get(`/go/${OLD}`), 2);
    expect(answers.map(({ status }) => status)).toEqual([303, 302]);
    expect(answers.map(locationOf)).toEqual(['/go/session', NEW]);
  });

  it('with two lengths, or a length and chunks, are refused', async () => {
    for (const more of [
      'Content-Length: 5\r\nContent-Length: 6\r\n',
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
    ]) {
      const answer = await new RawConnection(world.port).ask(
        `POST /go/session/end HTTP/1.1\r\nHost: signpost.example\r\n${more}\r\n0\r\n\r\n`,
      );
      expect(answer?.status).toBe(400);
    }
  });
});

describe('A slow request', () => {
  it('keeps nobody else waiting', async () => {
    const slow = new RawConnection(world.port);
    const whole = get(`/go/${OLD}`);
    const answered = slow.askAll(whole.slice(0, 20), 1);
    for (let n = 0; n < 50; n++) expect(locationOf(await connection.ask(whole))).toBe(NEW);
    await delay(20);
    const [answer] = await Promise.all([answered, slow.askAll(whole.slice(20), 1)]);
    expect(answer.map(locationOf)).toEqual([NEW]);
    await slow.close();
  });
});

describe('A request that asks before it sends', () => {
  it('is answered at once, where it is the gateway’s', async () => {
    const answer = await connection.ask(get(`/go/${OLD}`, 'Expect: 100-continue\r\nContent-Length: 5\r\n'));
    expect([answer?.status, locationOf(answer)]).toEqual([302, NEW]);
  });
});

describe('A request to speak another protocol', () => {
  it.each(['h2c', 'websocket'])('%s is answered in this one, and the next one on its connection', async (protocol) => {
    const upgrade = `Connection: Upgrade\r\nUpgrade: ${protocol}\r\n`;
    const statuses: (number | undefined)[] = [];
    for (const path of [`/go/${OLD}`, '/healthz', '/nothing']) {
      statuses.push((await connection.ask(get(path, upgrade)))?.status);
    }
    expect(statuses).toEqual([302, 200, 404]);
  });
});

describe('A header in a link', () => {
  it.each([
    '%0d%0aSet-Cookie:%20a=b',
    '%0D%0A%0D%0A<script>alert(1)</script>',
    '%E5%98%8A%E5%98%8DSet-Cookie:%20a=b',
    '?a=%0d%0aLocation:%20https://evil.example',
    '?%0d%0aX:%20y=1',
    '%u000aX:1',
  ])('%s stays part of the link', async (rest) => {
    for (const path of [
      `/go/${OLD}${rest}`,
      `/go?to=${encodeURIComponent(OLD + decodeURIComponent(rest.replace('%u', '')))}`,
    ]) {
      const answer = await connection.ask(get(path));
      const names = answer?.headers.map(([name]) => name) ?? [];
      expect(names.filter((name) => name === 'location').length).toBeLessThanOrEqual(1);
      expect(names).not.toContain('x');
      for (const [name, value] of answer?.headers ?? [])
        if (name === 'set-cookie') expect(value).toMatch(/^__Host-signpost=/);
    }
  });
});

describe('A request that names no address', () => {
  it.each(['a b', 'a\\b', 'a/healthz?', 'a@b', '[', 'a:b:c', '%', '\u00e4', 'a:99999999', '@', '<>', ''])(
    'as its Host %j is refused, and the server lives on',
    async (host) => {
      const answer = await connection.ask(
        `GET /healthz HTTP/1.1\r\nHost: ${Buffer.from(host).toString('latin1')}\r\n\r\n`,
      );
      expect(answer?.status).toBe(host === '' ? 200 : 400);
      expect((await world.ask('/healthz')).status).toBe(200);
    },
  );

  it.each(['http://', 'http://[/', 'https://a b/', '*', 'http://a:b/', 'x'])(
    'in its request line (%j) is refused, and the server lives on',
    async (target) => {
      const answer = await connection.ask(get(target));
      expect([200, 400, 404]).toContain(answer?.status);
      expect((await world.ask('/healthz')).status).toBe(200);
    },
  );
});

describe('A link as long as a request may be', () => {
  it('is decided, and a longer one refused', async () => {
    const long = `${OLD}?a=${'x'.repeat(15_000)}`;
    expect(locationOf(await connection.ask(get(`/go/${long}`)))).toBe(`${NEW}?a=${'x'.repeat(15_000)}`);
    expect((await connection.ask(get(`/go/${OLD}?a=${'x'.repeat(100_000)}`)))?.status).toBe(431);
  });

  it.each([
    ['labels', `https://${'a.'.repeat(25_000)}com/`],
    ['segments', `https://protection.office.com/${'a/'.repeat(25_000)}`],
    ['parameters', `${OLD}?${'a&'.repeat(25_000)}`],
  ])('is decided, of however many %s it is', async (_of, link) => {
    expect([302, 404]).toContain((await connection.ask(get(`/go/${link}`)))?.status);
  });
});
