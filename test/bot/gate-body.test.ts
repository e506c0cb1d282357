import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../world/activity.ts';
import { type GatedChannel, hello, startGatedChannel, TENANT, tokenWith } from '../world/gated-channel.ts';

let channel: GatedChannel;
beforeAll(async () => {
  channel = await startGatedChannel();
});
afterAll(() => channel.close());

const sendBody = (body: string | Buffer, headers: Record<string, string> = {}) =>
  channel.gated.post(body, { authorization: `Bearer ${tokenWith()}`, ...headers });
const send = (activity: Json) => sendBody(JSON.stringify(activity));

test('up to the last byte that is allowed a body gets in, told or chunked', async () => {
  const rest = 262_144 - Buffer.byteLength(JSON.stringify({ ...hello, padding: '' }));
  const body = JSON.stringify({ ...hello, padding: 'x'.repeat(rest) });
  expect(await sendBody(body)).toMatchObject({ status: 200 });
  expect(await sendBody(body, { 'transfer-encoding': 'chunked' })).toMatchObject({ status: 200 });
});

test.each(['gzip', 'identity', 'nonsense'])('Content-Encoding %s: 415', async (encoding) => {
  const headers = { 'content-encoding': encoding };
  expect(await sendBody(JSON.stringify(hello), headers)).toMatchObject({ status: 415, rule: 'content-encoding' });
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
  ['from', { id: 'x', aadObjectId: { $ne: null } }],
  ['from', { id: 'x', aadObjectId: null }],
  ['recipient', { name: 'Signpost' }],
  ['conversation', { tenantId: TENANT }],
  ['conversation', { id: 'x', tenantId: [TENANT] }],
  ['channelData', { tenant: TENANT }],
  ['channelData', 'x'],
  ['text', { toString: 'x' }],
  ['entities', {}],
  ['entities', [null]],
  ['membersAdded', [{ name: 'nobody' }]],
])('%s as %j: 400', async (field, value) => {
  expect(await send({ ...hello, [field]: value })).toMatchObject({ status: 400, rule: 'malformed' });
});
