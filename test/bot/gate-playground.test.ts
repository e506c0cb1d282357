import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import { type Bot, message, newPerson, personalChat } from '../world/activity.ts';
import { type Gated, startGated } from '../world/gated.ts';

const local: Bot = { id: '00000000-0000-0000-0000-00000000000011', serviceUrl: 'http://localhost:56150/_connector' };
const alex = newPerson('Alex Wilber', '00000000-0000-0000-0000-0000000000001');
const unsigned = JSON.stringify(message(local, alex, personalChat(alex), 'hi', { recipient: { id: local.id } }));
let playground: Gated;
beforeAll(async () => {
  playground = await startGated({ mode: 'playground', allowedTenants: 'any' });
});
afterAll(() => playground.close());

test('a program on this machine gets in without a token', async () => {
  expect(await playground.post(unsigned)).toMatchObject({ status: 200, rule: 'in' });
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
  const narrow = await startGated({ mode: 'playground', allowedTenants: new Set([tenantId(randomUUID())]) });
  expect(await narrow.post(unsigned)).toMatchObject({ status: 403, rule: 'tenant' });
  await narrow.close();
});
