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
