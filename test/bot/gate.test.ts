import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChannelKeys } from '../../src/bot/channel-keys.ts';
import { tenantId } from '../../src/core/ids.ts';
import {
  type Bot,
  cardAction,
  channel,
  extensionQuery,
  groupChat,
  installation,
  type Json,
  membersAdded,
  message,
  newPerson,
  personalChat,
} from '../world/activity.ts';
import { type Gated, startGated } from '../world/gated.ts';
import { type KeyServer, startKeyServer } from '../world/key-server.ts';
import { channelToken, ISSUER, newSigningKey, seconds } from '../world/keys.ts';

const TENANT = randomUUID();
const SECOND_TENANT = randomUUID();
const FOREIGN_TENANT = randomUUID();
const bot: Bot = { id: randomUUID(), serviceUrl: 'https://smba.trafficmanager.net/emea/' };
const teams = newSigningKey('teams', ['msteams']);
const ada = newPerson('Ada Globova', TENANT);
const chat = personalChat(ada);
const hello = message(bot, ada, chat, 'hello');

let keyServer: KeyServer;
let gated: Gated;

beforeAll(async () => {
  keyServer = await startKeyServer([teams]);
  gated = await startGated({
    mode: 'production',
    botId: bot.id,
    tokenIssuer: ISSUER,
    keys: new ChannelKeys({
      metadataUrl: keyServer.metadataUrl,
      elapsed: () => performance.now(),
      onFailure: (error) => {
        throw error;
      },
    }),
    allowedTenants: new Set([TENANT, SECOND_TENANT].map(tenantId)),
    serviceUrlHosts: ['smba.trafficmanager.net', '.teams.example', '127.0.0.1'],
    clock: Date.now,
  });
});
afterAll(() => Promise.all([gated.close(), keyServer.close()]));

/** Sends an activity with the token that the channel would send with it. */
function send(activity: Json, over: { claims?: Json; headers?: Record<string, string> } = {}) {
  const serviceUrl = typeof activity.serviceUrl === 'string' ? activity.serviceUrl : bot.serviceUrl;
  const token = channelToken({ botId: bot.id, serviceUrl, key: teams, ...(over.claims && { claims: over.claims }) });
  return gated.post(JSON.stringify(activity), { authorization: `Bearer ${token}`, ...over.headers });
}
const sendBody = (body: string | Buffer, headers: Record<string, string> = {}) =>
  gated.post(body, {
    authorization: `Bearer ${channelToken({ botId: bot.id, serviceUrl: bot.serviceUrl, key: teams })}`,
    ...headers,
  });

const IN = { status: 200, rule: 'in' };

describe('the channel gets in', () => {
  test.each([
    ['a message in a personal chat', hello],
    ['a message in a group', message(bot, ada, groupChat(TENANT), 'hello')],
    ['a message in a channel', message(bot, ada, channel(TENANT), 'hello')],
    ['a click on a card', cardAction(bot, ada, chat, 'setting.off', { migration: 'mdo-scc', nonce: 'x' })],
    ['a question to the extension', extensionQuery(bot, ada, chat, 'where', { question: 'threat explorer' })],
    ['the app being added', installation(bot, ada, channel(TENANT), 'add')],
    ['the bot joining', membersAdded(bot, ada, groupChat(TENANT))],
    ['people joining', membersAdded(bot, ada, groupChat(TENANT), [ada])],
  ])('with %s', async (_, activity) => {
    expect(await send(activity)).toMatchObject(IN);
  });

  test('and the bot gets the whole activity, and the tenant in lower case', async () => {
    const place = { ...chat, tenant: TENANT.toUpperCase() };
    const activity = message(bot, ada, place, 'where is threat explorer?', { someDay: { new: 'field' } });
    await send(activity);
    expect(gated.verdicts.at(-1)).toEqual({ pass: true, activity, tenant: TENANT });
  });

  test.each([
    ['its id without 28:', { recipient: { id: bot.id } }],
    ['a subdomain of a listed domain', { serviceUrl: 'https://eu.teams.example/x' }],
    ['http on loopback', { serviceUrl: 'http://127.0.0.1:3979/teams/' }],
    [
      'another tenant that is allowed',
      {
        conversation: { id: chat.id, tenantId: SECOND_TENANT },
        channelData: { tenant: { id: SECOND_TENANT } },
      },
    ],
    ['the tenant in one field only', { channelData: undefined }],
    ['the tenant in the other field only', { conversation: { id: chat.id } }],
    ['no Entra object id', { from: { id: ada.userId } }],
    ['null where there is nothing to say', { text: null, name: null, entities: null, channelData: null }],
  ])('with %s', async (_, over) => {
    expect(await send({ ...hello, ...over })).toMatchObject(IN);
  });

  test('with a claim that is written as the documentation writes it', async () => {
    const claims = { serviceurl: undefined, serviceUrl: bot.serviceUrl };
    expect(await send(hello, { claims })).toMatchObject(IN);
  });

  test('with a token that ended, or begins, less than five minutes off', async () => {
    expect(await send(hello, { claims: { exp: seconds() - 240 } })).toMatchObject(IN);
    expect(await send(hello, { claims: { nbf: seconds() + 240 } })).toMatchObject(IN);
  });

  test('in chunks, up to the last byte that is allowed', async () => {
    const rest = 262_144 - Buffer.byteLength(JSON.stringify({ ...hello, padding: '' }));
    const body = JSON.stringify({ ...hello, padding: 'x'.repeat(rest) });
    expect(await sendBody(body)).toMatchObject(IN);
    expect(await sendBody(body, { 'transfer-encoding': 'chunked' })).toMatchObject(IN);
  });
});

describe('who brings no token is refused', () => {
  test.each([
    ['no Authorization', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['a scheme alone', { authorization: 'Bearer' }],
    ['two parts', { authorization: 'Bearer a.b' }],
    ['an empty signature', { authorization: 'Bearer a.b.' }],
    ['a token that is too long', { authorization: `Bearer ${'a'.repeat(4_096)}.b.c` }],
  ])('%s: 401', async (_, headers) => {
    expect(await gated.post(JSON.stringify(hello), headers)).toMatchObject({ status: 401, rule: 'authorization' });
  });
});

describe('a body that is none is refused', () => {
  test.each(['gzip', 'identity', 'nonsense'])('Content-Encoding %s: 415', async (encoding) => {
    const headers = { 'content-encoding': encoding };
    expect(await send(hello, { headers })).toMatchObject({ status: 415, rule: 'content-encoding' });
  });

  test('one byte too many: 413, told or chunked, and the sender reads the answer', async () => {
    const body = Buffer.alloc(262_145, 0x20);
    expect(await sendBody(body)).toMatchObject({ status: 413, rule: 'too-large' });
    expect(await sendBody(body, { 'transfer-encoding': 'chunked' })).toMatchObject({ status: 413, rule: 'too-large' });
  });

  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const notUtf8 = Buffer.from(JSON.stringify({ ...hello, text: '~' }));
  notUtf8[notUtf8.indexOf('~')] = 0xff;
  const insert = (field: string): string => `{${field},${JSON.stringify(hello).slice(1)}`;
  test.each([
    ['nothing', ''],
    ['no JSON', '{"type":"message"'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a text', '"hello"'],
    ['bytes that are no UTF-8', notUtf8],
    ['levels without end', insert(`"value":${nested(100_000)}`)],
    ['a prototype', insert('"value":{"__proto__":{"isAdmin":true}}')],
  ])('%s: 400', async (_, body) => {
    expect(await sendBody(body)).toMatchObject({ status: 400, rule: 'malformed' });
  });

  test.each([
    ['type', {}],
    ['type', ''],
    ['type', undefined],
    ['id', 7],
    ['id', 'x'.repeat(1_025)],
    ['channelId', undefined],
    ['serviceUrl', undefined],
    ['serviceUrl', ''],
    ['serviceUrl', ['https://smba.trafficmanager.net/emea/']],
    ['from', undefined],
    ['from', null],
    ['from', { id: '' }],
    ['from', { id: ada.userId, aadObjectId: { $ne: null } }],
    ['from', { id: ada.userId, aadObjectId: null }],
    ['recipient', { name: 'Signpost' }],
    ['conversation', { tenantId: TENANT }],
    ['conversation', { id: chat.id, tenantId: [TENANT] }],
    ['channelData', { tenant: TENANT }],
    ['channelData', 'x'],
    ['text', { toString: 'x' }],
    ['entities', {}],
    ['entities', [null]],
    ['membersAdded', [{ name: 'nobody' }]],
  ])('%s as %j: 400', async (field, value) => {
    expect(await send({ ...hello, [field]: value })).toMatchObject({ status: 400, rule: 'malformed' });
  });
});

describe('the channel, but not for us: 403', () => {
  test.each(['webchat', 'MSTEAMS', 'emulator'])('channel %s', async (channelId) => {
    expect(await send({ ...hello, channelId })).toMatchObject({ status: 403, rule: 'channel' });
  });

  test.each([
    ['is another', { serviceurl: 'https://smba.trafficmanager.net/amer/' }],
    ['differs in its last slash', { serviceurl: 'https://smba.trafficmanager.net/emea' }],
    ['differs in case', { serviceurl: 'https://SMBA.trafficmanager.net/emea/' }],
    ['is missing', { serviceurl: undefined }],
    ['says two things', { serviceUrl: 'https://smba.trafficmanager.net/amer/' }],
  ])('a serviceUrl claim that %s', async (_, claims) => {
    expect(await send(hello, { claims })).toMatchObject({ status: 403, rule: 'service-url' });
  });

  test.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil-smba.trafficmanager.net/',
    'https://teams.example/',
    'https://.teams.example/',
    'http://smba.trafficmanager.net/emea/',
    'ftp://smba.trafficmanager.net/',
    'https://user@smba.trafficmanager.net/',
    'https://evil.example@smba.trafficmanager.net/',
    'https://evil.example\\@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net\\@evil.example/',
    'https://smba.trafficmanager.net/?x=',
    'https://smba.trafficmanager.net/#',
    'https://smba.trafficmanager.net:99999/',
    ' https://smba.trafficmanager.net/',
    '//smba.trafficmanager.net/',
    'smba.trafficmanager.net',
  ])('the right claim for the serviceUrl %j', async (serviceUrl) => {
    expect(await send({ ...hello, serviceUrl })).toMatchObject({ status: 403, rule: 'service-url' });
  });

  test.each([randomUUID(), `28:${randomUUID()}`, `29:${bot.id}`, `28:${bot.id}x`])('recipient %s', async (id) => {
    expect(await send({ ...hello, recipient: { id } })).toMatchObject({ status: 403, rule: 'recipient' });
  });

  const inTenants = (conversation: unknown, channelData: unknown): Json => ({
    ...hello,
    conversation: { id: chat.id, ...(conversation !== undefined && { tenantId: conversation }) },
    channelData: channelData === undefined ? {} : { tenant: { id: channelData } },
  });
  test.each([
    ['that is foreign', inTenants(FOREIGN_TENANT, FOREIGN_TENANT)],
    ['that one field gives as foreign', inTenants(TENANT, FOREIGN_TENANT)],
    ['that the other field gives as foreign', inTenants(FOREIGN_TENANT, TENANT)],
    ['that is allowed, and another that is allowed', inTenants(TENANT, SECOND_TENANT)],
    ['that nobody names', inTenants(undefined, undefined)],
    ['that is null', inTenants(null, undefined)],
    ['that is empty', inTenants('', '')],
    ["that is not the sender's", { ...hello, from: { id: ada.userId, tenantId: FOREIGN_TENANT } }],
  ])('a tenant %s', async (_, activity) => {
    expect(await send(activity)).toMatchObject({ status: 403, rule: 'tenant' });
  });
});

describe('in the playground', () => {
  const local: Bot = { id: '00000000-0000-0000-0000-00000000000011', serviceUrl: 'http://localhost:56150/_connector' };
  const alex = newPerson('Alex Wilber', '00000000-0000-0000-0000-0000000000001');
  const unsigned = JSON.stringify(message(local, alex, personalChat(alex), 'hi', { recipient: { id: local.id } }));
  let playground: Gated;
  beforeAll(async () => {
    playground = await startGated({ mode: 'playground', allowedTenants: 'any' });
  });
  afterAll(() => playground.close());

  test('a program on this machine gets in without a token', async () => {
    expect(await playground.post(unsigned)).toMatchObject(IN);
  });

  test.each(['x-forwarded-for', 'forwarded', 'origin'])('nobody does with %s: 403', async (name) => {
    expect(await playground.post(unsigned, { [name]: '127.0.0.1' })).toMatchObject({ status: 403, rule: 'not-local' });
  });

  test.each(['https://smba.trafficmanager.net/', 'http://10.0.0.1/', 'http://localhost.evil.example/'])(
    'the bot answers nobody at %s: 403',
    async (serviceUrl) => {
      const body = JSON.stringify({ ...JSON.parse(unsigned), serviceUrl });
      expect(await playground.post(body)).toMatchObject({ status: 403, rule: 'service-url' });
    },
  );

  test('the rules for bodies and tenants are the same', async () => {
    expect(await playground.post('{}')).toMatchObject({ status: 400 });
    expect(await playground.post(unsigned, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect(await playground.post(' '.repeat(262_145))).toMatchObject({ status: 413 });
    const narrow = await startGated({ mode: 'playground', allowedTenants: new Set([tenantId(TENANT)]) });
    expect(await narrow.post(unsigned)).toMatchObject({ status: 403, rule: 'tenant' });
    await narrow.close();
  });
});
