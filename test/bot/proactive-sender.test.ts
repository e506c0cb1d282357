import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationOf } from '../../src/bot/conversation.ts';
import { ProactiveSender } from '../../src/bot/proactive-sender.ts';
import { messageCard } from '../../src/cards/message.ts';
import type { SendOutcome } from '../../src/core/notices/notice.ts';
import type { NoticeSender } from '../../src/notices/sender.ts';
import { channel, groupChat, message, newPerson, type Place, personalChat, withoutThread } from '../world/activity.ts';
import { type Connector, type Fault, startConnector } from '../world/connector.ts';
import { freePort } from '../world/free-port.ts';
import { json, type Reply, serve } from '../world/serve.ts';

const TENANT = randomUUID();
const BOT_ID = randomUUID();
const NOW = Date.UTC(2026, 10, 24, 12);
const ada = newPerson('Ada Globova', TENANT);
const card = messageCard({ title: 'Redirection is off', lines: [] });

let connector: Connector;
/** The token that the application would give now, and how often it was told to drop it. */
let tokens = 0;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.close());

const senderTo = (hosts: readonly string[], token = async () => `token-${tokens}`): NoticeSender =>
  new ProactiveSender({
    registration: { botId: BOT_ID, oauthScope: 'https://api.botframework.com/.default', token },
    forgetToken: () => {
      tokens++;
    },
    serviceUrlHosts: hosts,
    clock: () => NOW,
    sendLimit: 300,
  });
const send = (address: string, options?: { freshToken: boolean }) =>
  senderTo(['127.0.0.1']).send(address, card, options);

/** What a subscription keeps of this place. */
const addressOf = (place: Place, serviceUrl = connector.serviceUrl): string => {
  const said = message({ id: BOT_ID, serviceUrl }, ada, place, '/notify here');
  return conversationOf(said as unknown as Activity).address; // as the endpoint hands it to the bot
};

describe('a card that nobody asked for just now', () => {
  it.each([
    ['a personal chat', personalChat(ada)],
    ['a group chat', groupChat(TENANT)],
  ])('comes to %s as a message there', async (_, place) => {
    expect(await send(addressOf(place))).toEqual({ kind: 'delivered' });
    const [sent, ...more] = connector.sent(place.id);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ method: 'POST', conversation: place.id, target: undefined });
    expect(sent?.activity).toMatchObject({ type: 'message', attachments: [{ content: card }] });
    expect(sent?.authorization).toBe(`Bearer token-${tokens}`);
  });

  it('comes to a channel as a post of its own, not into the thread where it was asked for', async () => {
    const place = channel(TENANT);
    expect(place.id).toContain(';messageid=');
    await send(addressOf(place));
    const [sent] = connector.sent(place.id);
    expect(sent?.conversation).toBe(withoutThread(place.id));
    expect(sent?.activity).toMatchObject({ type: 'message', attachments: [{ content: card }] });
  });

  it('says in a word what it is about, for the notification that Teams makes of it', async () => {
    const place = groupChat(TENANT);
    await send(addressOf(place));
    expect(connector.sent(place.id)[0]?.activity.summary).toBe('Redirection is off');
  });
});

/** Sends to a place of its own where the connector fails so; says what became of it and how many POSTs it took. */
async function fail(fault: Fault, place: Place = groupChat(TENANT)) {
  connector.plan(place.id, fault);
  const outcome = await send(addressOf(place));
  return { outcome, posts: connector.attempts(place.id), stored: connector.sent(place.id).length };
}

const later = (after: number | null, ambiguous: boolean): SendOutcome => ({ kind: 'later', after, ambiguous });
const status = (code: number, headers: Readonly<Record<string, string>> = {}, body: unknown = {}): Reply =>
  json(code, body, headers);

const ANSWERS: ReadonlyArray<readonly [what: string, reply: Reply, outcome: SendOutcome]> = [
  ['401', status(401), { kind: 'unauthorized' }],
  ['403', status(403), { kind: 'gone', reason: 'forbidden' }],
  ['403 with a body that is none', { status: 403, body: '<html>' }, { kind: 'gone', reason: 'forbidden' }],
  [
    '403 for the wrong host',
    status(403, {}, { error: { code: 'InvalidBotApiHost', message: '' } }),
    later(null, false),
  ],
  ['404', status(404), { kind: 'gone', reason: 'not-found' }],
  ['412', status(412), later(null, false)],
  ['429', status(429), later(null, false)],
  ['429 that names seconds', status(429, { 'retry-after': '7' }), later(7_000, false)],
  ['429 that names a date', status(429, { 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT' }), later(30_000, false)],
  ['429 that names a date gone by', status(429, { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }), later(0, false)],
  ['429 that names what nobody can read', status(429, { 'retry-after': 'soon' }), later(null, false)],
  ['503', status(503, { 'retry-after': '1' }), later(1_000, false)],
  ['502 of a gateway', status(502), later(null, true)],
  ['504 of a gateway', status(504), later(null, true)],
  ['500', status(500), { kind: 'failed', status: 500 }],
  ['400', status(400), { kind: 'failed', status: 400 }],
  ['413', status(413), { kind: 'failed', status: 413 }],
  ['a redirection', status(302, { location: 'https://elsewhere.example/' }), { kind: 'failed', status: 302 }],
];

describe.each([
  ['a chat', () => groupChat(TENANT)],
  ['a channel', () => channel(TENANT)],
])('what the channel says is told apart, after one POST: in %s', (_, place) => {
  it.each(ANSWERS)('%s', async (_what, reply, outcome) => {
    expect(await fail({ reply }, place())).toEqual({ outcome, posts: 1, stored: 0 });
  });

  it.each([
    ['none at all', ''],
    ['no JSON', 'Accepted'],
  ])('a card that was taken, with a body that is %s, is delivered', async (_what, body) => {
    const { outcome, stored } = await fail({ reply: { status: 202, body }, stored: true }, place());
    expect({ outcome, stored }).toEqual({ outcome: { kind: 'delivered' }, stored: 1 });
  });

  it.each(['reset', 'hang'] as const)('an answer that was lost (%s) may have been a yes', async (reply) => {
    expect(await fail({ reply, stored: true }, place())).toEqual({ outcome: later(null, true), posts: 1, stored: 1 });
  });
});

describe('nothing was sent, and it is tried again later', () => {
  it('where nobody listens', async () => {
    const gone = `http://127.0.0.1:${await freePort()}/teams/`;
    expect(await send(addressOf(groupChat(TENANT), gone))).toEqual(later(null, false));
  });

  it('where there is no token', async () => {
    const place = groupChat(TENANT);
    const sender = senderTo(['127.0.0.1'], () => Promise.reject(new Error('the authority did not answer')));
    expect(await sender.send(addressOf(place), card)).toEqual(later(null, false));
    expect(connector.attempts(place.id)).toBe(0);
  });
});

describe('a refused token', () => {
  it('is dropped where a fresh one is asked for, and kept otherwise', async () => {
    const place = groupChat(TENANT);
    const before = tokens;
    connector.plan(place.id, { reply: status(401) });
    await send(addressOf(place));
    await send(addressOf(place), { freshToken: true });
    expect(connector.sent(place.id).map(({ authorization }) => authorization)).toEqual([`Bearer token-${before + 1}`]);
  });
});

describe('an address', () => {
  it('of a host that is on the list no more gets nothing, not even a look-up', async () => {
    const place = groupChat(TENANT);
    const sender = senderTo(['smba.trafficmanager.net']);
    expect(await sender.send(addressOf(place), card)).toEqual({ kind: 'failed', status: 0 });
    expect(connector.attempts(place.id)).toBe(0);
  });

  it.each(['', 'null', '{}', '{"serviceUrl":"http://127.0.0.1/"}', '[]', '\u0000'])('%j is none', async (address) => {
    expect(await send(address)).toEqual({ kind: 'failed', status: 0 });
  });

  it('keeps no name, and none of what was said', () => {
    expect(addressOf(channel(TENANT))).not.toMatch(/Ada|notify|29:1/);
  });

  it('sends the bot’s token nowhere else, whatever the channel answers', async () => {
    const elsewhere: string[] = [];
    const other = await serve(({ url }) => {
      elsewhere.push(url.href);
      return json(200, {});
    });
    await fail({ reply: status(307, { location: `${other.origin}/teams/v3/conversations` }) });
    await other.close();
    expect(elsewhere).toEqual([]);
  });
});
