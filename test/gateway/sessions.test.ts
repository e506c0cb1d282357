import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrationId } from '../../src/core/ids.ts';
import { SessionCookies } from '../../src/gateway/session-cookie.ts';
import { capabilityWith } from '../core/links/links.ts';
import { type GatewayWorld, NOON, openGatewayWorld, SECRET, TENANT } from './gateway-world.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const NEW = 'https://security.microsoft.com/threatexplorer';
const PINNED = 'redirected; migration=mdo-scc; capability=explorer; pinned';
const HOUR = 3_600_000;
const ACCEPT_JSON = { accept: 'application/json' };

const opened: GatewayWorld[] = [];
async function open(...[options]: Parameters<typeof openGatewayWorld>): Promise<GatewayWorld> {
  const world = await openGatewayWorld(options);
  opened.push(world);
  return world;
}
let world: GatewayWorld;
beforeEach(async () => {
  world = await open();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** The catalogue with a page of which only the clicks are known. */
const withoutAddress = (id: string) =>
  capabilityWith(id, { destination: { portal: 'defender', url: null, navigation: ['A', 'B'], currentUrl: null } });

/** What the first redirect of a new session sets. */
const begin = async (of = world): Promise<string> => (await of.go(OLD)).cookie ?? '';
const show = async (cookie?: string, of = world): Promise<unknown> =>
  JSON.parse((await of.ask('/go/session', { ...ACCEPT_JSON, ...(cookie ? { cookie } : {}) })).body);

describe('A session', () => {
  it('keeps the portal that it began with until it ends, both ways', async () => {
    const onFirst = await begin();
    world.turn('mdo-scc', 'off');
    expect(await world.go(OLD, onFirst)).toMatchObject({ location: NEW, decision: PINNED });
    const ended = await world.ask('/go/session/end', { cookie: onFirst }, 'POST');
    expect(ended.cookie).toBe('__Host-signpost=');

    const offFirst = await begin();
    expect((await world.go(OLD)).location).toBe(OLD);
    world.turn('mdo-scc', 'on');
    const stays = await world.go(OLD, offFirst);
    expect(stays).toMatchObject({ location: OLD, decision: 'off; migration=mdo-scc; capability=explorer; pinned' });
    expect((await world.go(OLD)).location).toBe(NEW);
  });

  it('is said to decide even where its states are the present ones', async () => {
    expect((await world.go(OLD, await begin())).decision).toBe(PINNED);
  });

  it('does not decide what no setting decides', async () => {
    const cookie = await begin();
    expect((await world.go('https://protection.office.com/permissions', cookie)).decision).not.toContain('pinned');
    expect((await world.go('https://protection.office.com/nothing', cookie)).decision).not.toContain('pinned');
  });

  it('decides what is answered by a page, too', async () => {
    const clicksOnly = await open({ catalog: { capabilities: withoutAddress('explorer') } });
    const cookie = (await clicksOnly.go('https://protection.office.com/quarantine')).cookie;
    clicksOnly.turn('mdo-scc', 'off');
    expect(await clicksOnly.go(OLD)).toMatchObject({ status: 302, location: OLD });
    expect(await clicksOnly.go(OLD, cookie)).toMatchObject({
      status: 200,
      decision: 'by-hand; migration=mdo-scc; capability=explorer; pinned',
    });
  });

  it('follows the present setting of a migration that it does not know', async () => {
    const older = new SessionCookies({
      secrets: [SECRET],
      tenant: TENANT,
      hours: 12,
      secure: true,
      presentStateOf: () => 'on',
    });
    const cookie = older.begin(new Map([[migrationId('mde'), 'off']]), NOON).split(';', 1)[0];
    expect(await show(cookie)).toMatchObject({ pinned: true, states: { mde: 'off' } });
    expect(await world.go(OLD, cookie)).toMatchObject({
      location: NEW,
      decision: 'redirected; migration=mdo-scc; capability=explorer',
    });
    world.turn('mdo-scc', 'off');
    expect((await world.go(OLD, cookie)).location).toBe(OLD);
    const mde = 'https://securitycenter.windows.com/machines';
    expect((await world.go(mde, cookie)).decision).toMatch(/^off; migration=mde; .*pinned$/);
  });

  it('begins with each redirect that is answered without one, whatever was decided', async () => {
    for (const link of [OLD, NEW, 'https://protection.office.com/permissions']) {
      expect((await world.go(link)).cookie).toContain('__Host-signpost=');
    }
    world.turn('mdo-scc', 'off');
    expect((await world.go(OLD)).cookie).toContain('__Host-signpost=');
  });

  it('does not begin anew while there is one', async () => {
    expect((await world.go(OLD, await begin())).cookie).toBeUndefined();
  });

  it('does not begin with a page', async () => {
    for (const link of ['https://protection.office.com/', 'https://protection.office.com/nothing', 'nothing']) {
      const { headers } = await world.go(link);
      expect(headers).not.toHaveProperty('set-cookie');
    }
    expect((await world.ask('/go/session')).headers).not.toHaveProperty('set-cookie');
  });

  it('does not begin before the settings were read: they are the catalogue’s defaults, and may be wrong', async () => {
    const early = await open({ read: false });
    expect(await early.go(OLD)).toMatchObject({ location: NEW, cookie: undefined });
  });

  it('is of as many hours as the operator says', async () => {
    const short = await open({ sessionHours: 2 });
    const cookie = await begin(short);
    short.turn('mdo-scc', 'off');
    short.clock.now = NOON + 2 * HOUR - 1000;
    expect((await short.go(OLD, cookie)).location).toBe(NEW);
    short.clock.now = NOON + 2 * HOUR;
    const { location, cookie: next } = await short.go(OLD, cookie);
    expect(location).toBe(OLD);
    expect(next).toBeDefined();
  });
});

describe('Its cookie', () => {
  it('is for this host alone, sent by https, and out of reach of scripts and of other sites’ requests', async () => {
    const [header] = (await world.go(OLD)).headers['set-cookie'] ?? [];
    expect(header).toMatch(/^__Host-signpost=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('is a plain one where people come by http', async () => {
    const plain = await open({ publicUrl: 'http://signpost.example' });
    const [header] = (await plain.go(OLD)).headers['set-cookie'] ?? [];
    expect(header).toMatch(/^signpost=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is found among others', async () => {
    const cookie = await begin();
    world.turn('mdo-scc', 'off');
    for (const header of [`a=1; ${cookie}`, `${cookie}; a=1`, `a=1;${cookie};b=__Host-signpost=2`]) {
      expect((await world.go(OLD, header)).location).toBe(NEW);
    }
  });

  it('is equal for those that begin in the same second with the same states', async () => {
    const first = await begin();
    expect(await begin()).toBe(first);
    world.clock.now += 1000;
    const later = await begin();
    expect(later).not.toBe(first);
    world.turn('mdo-scc', 'off');
    expect(await begin()).not.toBe(later);
  });

  it('is verified by every secret, and signed by the first', async () => {
    const OTHER = 'another secret of at least thirty-two bytes, newer';
    const cookie = await begin();
    const rotated = await open({ secrets: [OTHER, SECRET] });
    rotated.turn('mdo-scc', 'off');
    expect((await rotated.go(OLD, cookie)).decision).toBe(PINNED);
    const signedAnew = await begin(rotated);
    const after = await open({ secrets: [OTHER] });
    expect((await after.go(OLD, signedAnew)).decision).toContain('pinned');
    expect((await after.go(OLD, cookie)).decision).not.toContain('pinned');
  });
});

describe('GET /go/session', () => {
  it('tells a program what this browser is pinned to', async () => {
    const cookie = await begin();
    world.turn('mdo-scc', 'off');
    world.clock.now += HOUR;
    expect(await show(cookie)).toEqual({
      pinned: true,
      since: new Date(NOON).toISOString(),
      until: new Date(NOON + 12 * HOUR).toISOString(),
      states: { 'mdo-scc': 'on', mde: 'on', mdi: 'on', mdca: 'on', 'scc-compliance': 'off', 'eac-classic': 'off' },
    });
  });

  it('tells it that there is nothing', async () => {
    expect(await show()).toEqual({ pinned: false, since: null, until: null, states: {} });
  });

  it('tells a person, by a page', async () => {
    const { headers, body } = await world.ask('/go/session', { cookie: await begin(), accept: 'text/html,*/*;q=0.8' });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('Security items of the S&amp;CC to Microsoft 365 Defender');
    expect(body).toContain('Tue, 24 Nov 2026, 12:00 UTC');
    expect(body).toContain('<form method="post" action="/go/session/end">');
  });

  it('tells a person that there is none, what one is, and leads on to the search', async () => {
    const { body } = await world.ask('/go/session');
    expect(body).toContain('You have no session');
    expect(body).toContain('In a session, old links keep leading to the portals that you began with');
    expect(body).toContain('<form class="search" action="/" role="search">');
    expect(body).not.toContain('<form method="post"');
  });

  it('is kept in no cache', async () => {
    for (const headers of [ACCEPT_JSON, {}]) {
      expect((await world.ask('/go/session', headers)).headers).toMatchObject({
        'cache-control': 'no-store',
        vary: expect.stringMatching(/\bAccept, Cookie$/),
      });
    }
  });
});

describe('POST /go/session/end', () => {
  it('clears the cookie and shows the session page', async () => {
    const { status, location, headers } = await world.ask('/go/session/end', { cookie: await begin() }, 'POST');
    expect([status, location]).toEqual([303, '/go/session']);
    expect(headers['set-cookie']).toEqual(['__Host-signpost=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure']);
  });

  it('answers a program without a page', async () => {
    const { status, location, body, cookie } = await world.ask('/go/session/end', ACCEPT_JSON, 'POST');
    expect([status, location, body, cookie]).toEqual([204, undefined, '', '__Host-signpost=']);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://signpost.example', host: 'signpost.example' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'https://signpost.example' }],
    [{ origin: 'http://10.0.0.7:3978', host: '10.0.0.7:3978' }],
    [{}],
  ])('takes it from its own page, or from a program: %o', async (headers) => {
    expect((await world.ask('/go/session/end', headers, 'POST')).status).toBe(303);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.example' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://signpost.example' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://signpost.example.evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'null', 'sec-fetch-site': 'none' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'whatever' }],
    [{ origin: '' }],
  ])('takes it from no other site: %o', async (headers) => {
    const { status, headers: got } = await world.ask('/go/session/end', headers, 'POST');
    expect(status).toBe(403);
    expect(got).not.toHaveProperty('set-cookie');
  });
});
