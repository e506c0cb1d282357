import { randomBytes, randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChannelKeys, REFRESH_MS } from '../../src/bot/channel-keys.ts';
import { type GateConfig, gate } from '../../src/bot/gate.ts';
import { refuse } from '../../src/bot/refuse.ts';
import { BODY_MAX } from '../../src/bot/request-body.ts';
import { tenantId } from '../../src/core/ids.ts';
import { type Bot, type Json, message, newPerson, personalChat } from '../world/activity.ts';
import { type Gated, startGated } from '../world/gated.ts';
import { type KeyServer, startKeyServer } from '../world/key-server.ts';
import { channelToken, ISSUER, newSigningKey, seconds, signToken, type TokenFacts } from '../world/keys.ts';
import { json, type Served, serve } from '../world/serve.ts';

const TENANT = randomUUID();
const bot: Bot = { id: randomUUID(), serviceUrl: 'https://smba.trafficmanager.net/emea/' };
const ada = newPerson('Ada Globova', TENANT);
const hello = message(bot, ada, personalChat(ada), 'hello');
const body = JSON.stringify(hello);

const teams = newSigningKey('teams', ['msteams']);
const webchat = newSigningKey('webchat', ['webchat', 'directline']);
const unendorsed = newSigningKey('unendorsed');
const rogue = newSigningKey('rogue', ['msteams']);
/** Somebody else's key under the name of the channel's. */
const impostor = { ...rogue, kid: 'teams' };

let keyServer: KeyServer;
let trap: Served;
let trapped = 0;
let gated: Gated;
let config: GateConfig;
let now = 0;

/** Every request that this process sends by fetch. */
const outgoing: string[] = [];
const notice = (event: unknown): void => {
  // The shape that undici documents for this channel.
  const { request } = event as { request: { origin: string; path: string } };
  outgoing.push(`${request.origin}${request.path}`);
};

beforeAll(async () => {
  subscribe('undici:request:create', notice);
  keyServer = await startKeyServer([teams, webchat, unendorsed]);
  trap = await serve(() => {
    trapped++;
    return json(200, { keys: [rogue.jwk] });
  });
  const keys = new ChannelKeys({ metadataUrl: keyServer.metadataUrl, elapsed: () => now, onFailure: () => {} });
  await keys.refresh();
  config = {
    mode: 'production',
    botId: bot.id,
    tokenIssuer: ISSUER,
    keys,
    allowedTenants: new Set([tenantId(TENANT)]),
    serviceUrlHosts: ['smba.trafficmanager.net'],
    clock: Date.now,
  };
  gated = await startGated(config);
});
afterAll(async () => {
  unsubscribe('undici:request:create', notice);
  await Promise.all([gated.close(), keyServer.close(), trap.close()]);
});
beforeEach(() => {
  outgoing.length = 0;
});

const tokenWith = (over: Partial<TokenFacts> = {}): string =>
  channelToken({ botId: bot.id, serviceUrl: bot.serviceUrl, key: teams, ...over });
const present = (token: string) => gated.post(body, { authorization: `Bearer ${token}` });
const header = { typ: 'JWT', alg: 'RS256', kid: 'teams' };
const rawClaims = (times: string): string =>
  `{"iss":"${ISSUER}","aud":"${bot.id}","serviceurl":"${bot.serviceUrl}",${times}}`;

test('the right token gets in', async () => {
  expect(await present(tokenWith())).toMatchObject({ status: 200 });
});

describe('a forged token is refused, with 401', () => {
  const forged: ReadonlyArray<readonly [string, () => string]> = [
    ['alg none', () => tokenWith({ algorithm: 'none' })],
    ['alg none and the signature of another', () => `${tokenWith({ algorithm: 'none' })}${tokenWith().split('.')[2]}`],
    ['HS256 with the public key as secret', () => tokenWith({ algorithm: 'HS256' })],
    ['PS256', () => tokenWith({ algorithm: 'PS256' })],
    ['RS384', () => tokenWith({ algorithm: 'RS384' })],
    ['RS512', () => tokenWith({ algorithm: 'RS512' })],
    ['RS512 called RS256', () => tokenWith({ algorithm: 'RS512', header: { alg: 'RS256' } })],
    ['no alg', () => tokenWith({ header: { alg: undefined } })],
    ['the key of another', () => tokenWith({ key: impostor })],
    ['an unknown key', () => tokenWith({ key: rogue })],
    ['no kid', () => tokenWith({ header: { kid: undefined } })],
    ['a kid that is no text', () => tokenWith({ header: { kid: ['teams'] } })],
    ['a kid called __proto__', () => tokenWith({ header: { kid: '__proto__' } })],
    ['an unknown crit', () => tokenWith({ header: { crit: ['exp'] } })],
    ['a crit without names', () => tokenWith({ header: { crit: [] } })],
    ['b64', () => tokenWith({ header: { b64: true, crit: ['b64'] } })],
    ['a jwk of its own', () => tokenWith({ key: impostor, header: { jwk: rogue.jwk } })],
    ['a jku of its own', () => tokenWith({ key: impostor, header: { jku: `${trap.origin}/keys` } })],
    ['a jku, though signed right', () => tokenWith({ header: { jku: `${trap.origin}/keys` } })],
    ['an x5u of its own', () => tokenWith({ key: rogue, header: { x5u: `${trap.origin}/cert` } })],
    ['an x5c of its own', () => tokenWith({ key: rogue, header: { x5c: [rogue.publicPem] } })],
    ['a header that is no JSON', () => signToken('{', rawClaims('"exp":1'), teams)],
    ['a header that is null', () => signToken('null', rawClaims('"exp":1'), teams)],
    [
      'other claims than those signed',
      () => {
        const [head, , signature] = tokenWith().split('.');
        const claims = Buffer.from(rawClaims(`"nbf":0,"exp":${seconds() + 60}`)).toString('base64url');
        return `${head}.${claims}.${signature}`;
      },
    ],
    ['claims that are an array', () => signToken(header, '[]', teams)],
    ['claims that are no JSON', () => signToken(header, 'claims', teams)],
    ['an end that is a text', () => tokenWith({ claims: { exp: String(seconds() + 3_600) } })],
    ['no end', () => tokenWith({ claims: { exp: undefined } })],
    ['an end in ten years', () => tokenWith({ claims: { exp: seconds() + 315_360_000 } })],
    ['an end in infinity', () => signToken(header, rawClaims(`"nbf":${seconds()},"exp":1e999`), teams)],
    ['a life without bounds', () => signToken(header, rawClaims('"nbf":-1e999,"exp":1e999'), teams)],
    ['a beginning long ago', () => tokenWith({ claims: { nbf: seconds() - 2 * 86_400 } })],
    ['an end six minutes ago', () => tokenWith({ claims: { exp: seconds() - 360 } })],
    ['a beginning in six minutes', () => tokenWith({ claims: { nbf: seconds() + 360 } })],
    ['a beginning that is a text', () => tokenWith({ claims: { nbf: String(seconds() - 60) } })],
    ['no beginning', () => tokenWith({ claims: { nbf: undefined } })],
    ['another bot', () => tokenWith({ botId: randomUUID() })],
    ['an empty audience', () => tokenWith({ claims: { aud: '' } })],
    ['no audience', () => tokenWith({ claims: { aud: undefined } })],
    ['a list of audiences', () => tokenWith({ claims: { aud: [bot.id] } })],
    ['no issuer', () => tokenWith({ claims: { iss: undefined } })],
    ['a list of issuers', () => tokenWith({ claims: { iss: [ISSUER] } })],
    ['an issuer with a slash', () => tokenWith({ claims: { iss: `${ISSUER}/` } })],
    [
      'the emulator as issuer',
      () =>
        tokenWith({ claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: bot.id } }),
    ],
    [
      'Entra as issuer',
      () =>
        tokenWith({ claims: { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, appid: bot.id, tid: TENANT } }),
    ],
  ];
  test.each(forged)('%s', async (_, token) => {
    expect(await present(token())).toMatchObject({ status: 401 });
    expect(outgoing).toEqual([]);
    expect(trapped).toBe(0);
  });
});

describe('a token that the channel made for other things is refused, with 403', () => {
  test.each([
    ['a key of other channels', { key: webchat }],
    ['a key without endorsements', { key: unendorsed }],
    ['no serviceUrl claim', { claims: { serviceurl: undefined } }],
    ['a serviceUrl claim that is a list', { claims: { serviceurl: [bot.serviceUrl] } }],
  ])('%s', async (_, over) => {
    expect(await present(tokenWith(over))).toMatchObject({ status: 403 });
  });
});

describe('a stranger costs next to nothing', () => {
  const wellShaped = (kid: string): string => signToken({ ...header, kid }, { tid: randomUUID(), iss: ISSUER }, rogue);

  test('a thousand unknown keys make one refresh', async () => {
    now += REFRESH_MS;
    const tokens = Array.from({ length: 1_000 }, () => wellShaped(randomUUID()));
    const outcomes = await Promise.all(tokens.map(present));
    expect(new Set(outcomes.map(({ rule }) => rule))).toEqual(new Set(['unknown-key']));
    expect(outgoing).toEqual([keyServer.metadataUrl, keyServer.keysUrl]);
  });

  test('thousands of tokens leave nothing behind in memory', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const tail = (length: number): string => randomBytes(length).toString('base64url');
    const junk = (): string[] => [`${tail(4_000)}.${tail(1_000)}.${tail(1_000)}`, wellShaped(tail(90))];
    const flood = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        const outcomes = await Promise.all(junk().map(present));
        expect(outcomes.map(({ status }) => status)).toEqual([401, 401]);
      }
      gated.verdicts.length = 0;
    };
    await flood(200);
    collect();
    const before = process.memoryUsage().heapUsed;
    await flood(1_500);
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000);
    expect(outgoing).toEqual([]);
  });

  /** Waits for the end of a connection, a broken one too. */
  const closed = (socket: Socket): Promise<void> =>
    new Promise((resolve) => socket.on('error', () => {}).once('close', () => resolve()));

  /** A server around the gate that says how many bytes it read. */
  async function countingServer() {
    const rules: string[] = [];
    const answer: RequestListener = async (request, response) => {
      const verdict = await gate(config, request);
      rules.push(verdict.pass ? 'in' : verdict.rule);
      if (verdict.pass) response.end();
      else refuse(request, response, verdict);
    };
    const server = createServer(answer).listen(0, '127.0.0.1');
    const accepted = once(server, 'connection');
    await once(server, 'listening');
    const address = server.address();
    const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
    const [accept] = await accepted;
    return { socket, accept, rules, end: () => server.close() };
  }

  test('a body without end is cut off, and the answer is there before', async () => {
    const { socket, accept, end } = await countingServer();
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
    await closed(socket);
    end();
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(accept.bytesRead).toBeLessThan(4 * BODY_MAX);
  });

  const head = (length: number, token = ''): string =>
    `POST / HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: ${length}\r\n\r\n`;

  test.each([
    ['a stranger', 401, head(1_000)],
    ['the channel, that announces too much', 413, head(BODY_MAX + 1, tokenWith())],
  ])('a body that never comes is not waited for: %s gets %i', async (_, status, request) => {
    const { socket, end } = await countingServer();
    socket.write(request);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    await closed(socket);
    end();
  });

  const begun = `${head(99, tokenWith())}{"type"`;

  test('who stops in the middle of a body is let go', async () => {
    const { socket, accept, end } = await countingServer();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.write(begun);
    for (let second = 0; second < 3_000 && !accept.destroyed; second++) {
      vi.advanceTimersByTime(1_000);
      await setImmediate();
    }
    vi.useRealTimers();
    end();
    expect(accept.destroyed).toBe(true);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('who goes away in the middle of a body is let go', async () => {
    const { socket, accept, rules, end } = await countingServer();
    socket.write(begun);
    await vi.waitFor(() => expect(accept.bytesRead).toBe(begun.length));
    socket.destroy();
    await vi.waitFor(() => expect(rules).toEqual(['cut-off']));
    end();
  });
});

describe('whatever comes, the gate answers, and lets in nobody else', () => {
  const runs = { numRuns: 300 };

  test('any Authorization', async () => {
    const printable = fc.string({ unit: fc.constantFrom(...'aZ09-_.=~/+, "Bearer'), maxLength: 60 });
    const parts = fc.tuple(printable, printable, printable).map((three) => `Bearer ${three.join('.')}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(printable, parts), async (authorization) => {
        expect(await gated.post(body, { authorization })).toMatchObject({ status: 401 });
      }),
      runs,
    );
  });

  test('any token header', async () => {
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom('RS256', 'teams', ['b64'], true));
    const headers = fc.dictionary(fc.constantFrom('alg', 'kid', 'crit', 'typ', 'b64', 'jwk', 'zip', 'enc'), values);
    await fc.assert(
      fc.asyncProperty(headers, async (given) => {
        expect(await present(signToken(given, rawClaims('"nbf":0'), rogue))).toMatchObject({ status: 401 });
      }),
      runs,
    );
  });

  test('the right token with one letter changed', async () => {
    const token = tokenWith();
    await fc.assert(
      // Of the last letter some bits mean nothing.
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(...'AQgw_-.'), async (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(await present(token.slice(0, at) + letter + token.slice(at + 1))).toMatchObject({ status: 401 });
      }),
      runs,
    );
  });

  const sent = (bytes: string | Buffer) => gated.post(bytes, { authorization: `Bearer ${tokenWith()}` });

  test('any body with the right token', async () => {
    const bodies = fc.oneof(fc.json(), fc.string(), fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(bodies, async (bytes) => {
        expect(await sent(typeof bytes === 'string' ? bytes : Buffer.from(bytes))).toMatchObject({ status: 400 });
      }),
      runs,
    );
  });

  test('any value in any field of an activity', async () => {
    const ids = fc.constantFrom(bot.id, `28:${bot.id}`, TENANT, randomUUID(), bot.serviceUrl, 'msteams', '');
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      ids,
      fc.record({ id: ids, tenantId: ids, tenant: fc.record({ id: ids }) }, { requiredKeys: [] }),
    );
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(hello)), values, { minKeys: 1, maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(changes, async (over) => {
        const { status } = await sent(JSON.stringify({ ...hello, ...over }));
        expect([200, 400, 403]).toContain(status);
        const verdict = gated.verdicts.at(-1);
        if (!verdict?.pass) return;
        const { channelId, serviceUrl, recipient, conversation, channelData } = verdict.activity;
        const tenants: readonly unknown[] = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id != null);
        expect([channelId, serviceUrl]).toEqual(['msteams', bot.serviceUrl]);
        expect(recipient.id.endsWith(bot.id)).toBe(true);
        expect(new Set(tenants)).toEqual(new Set([TENANT]));
      }),
      runs,
    );
  });

  test('any header beside a right request', async () => {
    const names = fc.constantFrom(
      'content-type',
      'forwarded',
      'x-forwarded-for',
      'origin',
      'cookie',
      'expect',
      'te',
      'via',
    );
    const values = fc.string({ unit: fc.constantFrom(...'abc019-_.=~/+, ";'), maxLength: 40 });
    const extra = fc.dictionary(names, values).filter((headers) => headers.expect === undefined);
    await fc.assert(
      fc.asyncProperty(extra, async (headers: Json) => {
        const right = { ...(headers as Record<string, string>), authorization: `Bearer ${tokenWith()}` };
        expect(await gated.post(body, right)).toMatchObject({ status: 200 });
      }),
      runs,
    );
  });
});
