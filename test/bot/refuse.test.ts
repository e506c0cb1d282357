import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { message, newPerson, personalChat } from '../world/activity.ts';
import { type Gated, startGated } from '../world/gated.ts';

const tenant = '00000000-0000-0000-0000-0000000000001';
const alex = newPerson('Alex Wilber', tenant);
const bot = { id: 'bot', serviceUrl: 'http://localhost:56150/_connector' };
const hello = JSON.stringify(message(bot, alex, personalChat(alex), 'hello'));
const MEGABYTE = 1_048_576;

let gated: Gated;
beforeAll(async () => {
  gated = await startGated({ mode: 'playground', allowedTenants: 'any' });
});
afterAll(() => gated.close());

test('whatever the reason, a status has one body, a Bot Framework error', async () => {
  const refusals = await Promise.all([
    gated.post(hello, { origin: 'https://evil.example' }),
    gated.post(hello.replaceAll(tenant, '')),
    gated.post(hello.replace('http://localhost', 'https://evil.example')),
  ]);
  const forbidden = { status: 403, body: '{"error":{"code":"Forbidden","message":"Forbidden"}}' };
  expect(refusals).toMatchObject([forbidden, forbidden, forbidden]);
  expect(new Set(refusals.map(({ rule }) => rule)).size).toBeGreaterThan(1);
});

test('who sent a small body may go on with the same connection', async () => {
  const { headers } = await gated.post('no JSON');
  expect(headers.connection).toBe('keep-alive');
});

test.each([
  ['a little too large', ' '.repeat(262_145), {}],
  ['a little too large, in chunks', ' '.repeat(262_145), { 'transfer-encoding': 'chunked' }],
  ['far too large', ' '.repeat(20 * MEGABYTE), {}],
  ['far too large, in chunks', ' '.repeat(20 * MEGABYTE), { 'transfer-encoding': 'chunked' }],
])('who sent a body %s gets the answer, and is sent away', async (_, body, chunked) => {
  const refused = await gated.post(body, chunked);
  expect(refused).toMatchObject({ status: 413, headers: { connection: 'close' } });
  expect(await gated.post(hello)).toMatchObject({ status: 200 });
});

test('even one who reads the answer only after a while gets it', async () => {
  const socket = connect(gated.port, '127.0.0.1').on('error', () => {});
  socket.pause();
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${20 * MEGABYTE}\r\n\r\n`);
  socket.write(' '.repeat(20 * MEGABYTE));
  await setTimeout(300);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
