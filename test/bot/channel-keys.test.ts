import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChannelKeys, REFRESH_MS, RETRY_MS } from '../../src/bot/channel-keys.ts';
import { type KeyServer, startKeyServer } from '../world/key-server.ts';
import { newSigningKey, type SigningKey } from '../world/keys.ts';
import { json, type Reply } from '../world/serve.ts';

const first = newSigningKey('first', ['msteams', 'webchat']);
const second = newSigningKey('second');
const HOUR = 3_600_000;

let server: KeyServer;
let now: number;
let failures: unknown[];
let keys: ChannelKeys;

beforeEach(async () => {
  server = await startKeyServer([first]);
  now = 0;
  failures = [];
  keys = newKeys(server.metadataUrl);
});
afterEach(() => server.close());

const newKeys = (metadataUrl: string): ChannelKeys =>
  new ChannelKeys({ metadataUrl, elapsed: () => now, onFailure: (error) => failures.push(error) });

describe('the keys', () => {
  test('come with their endorsements', async () => {
    server.keys = [first, second];
    expect(await keys.find('first')).toMatchObject({ kind: 'known', key: { endorsements: ['msteams', 'webchat'] } });
    expect(await keys.find('second')).toMatchObject({ kind: 'known', key: { endorsements: [] } });
    expect(await keys.find('third')).toEqual({ kind: 'unknown' });
  });

  test('are asked for once, however many wait for them', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => keys.find(`kid-${i}`)));
    await keys.find('first');
    expect(server.requests).toHaveLength(2);
  });

  test('are asked for again after a day, and nobody waits for that', async () => {
    await keys.find('first');
    now = 23 * HOUR;
    await keys.find('first');
    expect(server.requests).toHaveLength(2);
    server.keys = [second];
    now = 24 * HOUR;
    expect(await keys.find('first')).toMatchObject({ kind: 'known' });
    await vi.waitFor(async () => expect(await keys.find('first')).toEqual({ kind: 'unknown' }));
    expect(server.requests).toHaveLength(4);
    expect(failures).toEqual([]);
  });

  test('of another kind, or without sense, do not cost the others', async () => {
    const odd = [null, 7, { kty: 'EC', kid: 'ec' }, { ...first.jwk, kid: 'odd', n: '!' }, { ...first.jwk, use: 'enc' }];
    server.fault = (document) => (document === 'keys' ? json(200, { keys: [...odd, second.jwk] }) : undefined);
    expect(await keys.find('second')).toMatchObject({ kind: 'known' });
    expect(await keys.find('ec')).toEqual({ kind: 'unknown' });
    expect(await keys.find('first')).toEqual({ kind: 'unknown' });
  });
});

describe('a new key', () => {
  const rotate = (key: SigningKey): void => {
    server.keys = [first, key];
  };

  test('works half a minute after the last refresh at the latest', async () => {
    await keys.find('first');
    rotate(second);
    now = REFRESH_MS - 1;
    expect(await keys.find('second')).toEqual({ kind: 'unknown' });
    now = REFRESH_MS;
    expect(await keys.find('second')).toMatchObject({ kind: 'known' });
    expect(REFRESH_MS).toBeLessThanOrEqual(30_000);
  });

  test('that nobody has costs one refresh in that time', async () => {
    await keys.find('first');
    for (let i = 0; i < 100; i++) {
      now = (i * REFRESH_MS) / 100;
      await keys.find(`made-up-${i}`);
    }
    expect(server.requests).toHaveLength(2);
    now = REFRESH_MS;
    for (let i = 0; i < 100; i++) await keys.find(`made-up-${i}`);
    expect(server.requests).toHaveLength(4);
  });
});

describe('where the key server fails', () => {
  const faults: ReadonlyArray<readonly [string, KeyServer['fault']]> = [
    ['answers 500', () => json(500, {})],
    ['breaks the connection', () => 'reset'],
    ['answers in HTML', () => ({ status: 200, body: '<html></html>' })],
    ['has no keys', (document) => (document === 'keys' ? json(200, { keys: [] }) : undefined)],
    ['names no key set', (document) => (document === 'metadata' ? json(200, {}) : undefined)],
    ['names a key set that is not https', (document) => (document === 'metadata' ? unsafe() : undefined)],
    ['names a key set that is no URL', () => json(200, { jwks_uri: 'keys' })],
    ['sends too much', () => json(200, { jwks_uri: server.keysUrl, keys: [first.jwk], padding: ' '.repeat(300_000) })],
    ['redirects', () => redirect(`${server.origin}/v1/.well-known/keys`)],
  ];
  /** The same server by an address that is not loopback's. */
  const unsafe = (): Reply => json(200, { jwks_uri: server.keysUrl.replace('127.0.0.1', '0.0.0.0') });
  const redirect = (location: string): Reply => ({ status: 302, headers: { location }, body: '' });

  test.each(faults)('it %s: no key is known, and the operator is told', async (_, fault) => {
    server.fault = fault;
    expect(await keys.find('first')).toEqual({ kind: 'unavailable' });
    expect(failures).toHaveLength(1);
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  test.each(faults)('it %s: the keys that are known stay good', async (_, fault) => {
    await keys.find('first');
    server.fault = fault;
    now = 48 * HOUR;
    expect(await keys.find('second')).toEqual({ kind: 'unknown' });
    expect(await keys.find('first')).toMatchObject({ kind: 'known' });
  });

  test('it is asked every five seconds, and the bot serves after its return', async () => {
    server.fault = () => json(503, {});
    for (now = 0; now < 60_000; now += 1_000) await keys.find('first');
    expect(server.requests).toHaveLength(60_000 / RETRY_MS);
    server.fault = undefined;
    now += RETRY_MS;
    expect(await keys.find('first')).toMatchObject({ kind: 'known' });
  });

  test('it hangs: those who wait are told after a time', async () => {
    server.fault = () => 'hang';
    const early = keys.find('first');
    now += RETRY_MS;
    const answers = await Promise.all([early, keys.find('second')]);
    expect(answers).toEqual([{ kind: 'unavailable' }, { kind: 'unavailable' }]);
    expect(server.requests).toHaveLength(1);
  });

  test('nobody listens: the same', async () => {
    await server.close();
    expect(await keys.find('first')).toEqual({ kind: 'unavailable' });
    server = await startKeyServer([first]);
  });
});
