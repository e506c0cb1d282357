import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bot,
  type GatedChannel,
  hello,
  helloBody,
  rawClaims,
  rogue,
  startGatedChannel,
  TENANT,
  tokenWith,
} from '../world/gated-channel.ts';
import { signToken } from '../world/keys.ts';

let channel: GatedChannel;
beforeAll(async () => {
  channel = await startGatedChannel();
});
afterAll(() => channel.close());

const runs = { numRuns: 300 };

test('any Authorization', async () => {
  const printable = fc.string({ unit: fc.constantFrom(...'aZ09-_.=~/+, "Bearer'), maxLength: 60 });
  const parts = fc.tuple(printable, printable, printable).map((three) => `Bearer ${three.join('.')}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(printable, parts), async (authorization) => {
      expect(await channel.gated.post(helloBody, { authorization })).toMatchObject({ status: 401 });
    }),
    runs,
  );
});

test('any token header', async () => {
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom('RS256', 'teams', ['b64'], true));
  const headers = fc.dictionary(fc.constantFrom('alg', 'kid', 'crit', 'typ', 'b64', 'jwk', 'zip', 'enc'), values);
  await fc.assert(
    fc.asyncProperty(headers, async (given) => {
      expect(await channel.present(signToken(given, rawClaims('"nbf":0'), rogue))).toMatchObject({ status: 401 });
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
      expect(await channel.present(token.slice(0, at) + letter + token.slice(at + 1))).toMatchObject({ status: 401 });
    }),
    runs,
  );
});

const sent = (bytes: string | Buffer) => channel.gated.post(bytes, { authorization: `Bearer ${tokenWith()}` });

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
      const verdict = channel.gated.verdicts.at(-1);
      if (!verdict?.pass) return;
      const { channelId, serviceUrl, recipient, conversation, channelData, from } = verdict.activity;
      const tenants = [conversation.tenantId, channelData?.tenant?.id, from.tenantId].filter((id) => id != null);
      expect([channelId, serviceUrl]).toEqual(['msteams', bot.serviceUrl]);
      expect(recipient.id.endsWith(bot.id)).toBe(true);
      expect(new Set(tenants)).toEqual(new Set([TENANT]));
    }),
    runs,
  );
});

test('any header beside a right request', async () => {
  const names = fc.constantFrom('content-type', 'forwarded', 'x-forwarded-for', 'origin', 'cookie', 'te', 'via');
  const values = fc.string({ unit: fc.constantFrom(...'abc019-_.=~/+, ";'), maxLength: 40 });
  const extra = fc.dictionary(names, values);
  await fc.assert(
    fc.asyncProperty(extra, async (headers) => {
      const right = { ...headers, authorization: `Bearer ${tokenWith()}` };
      expect(await channel.gated.post(helloBody, right)).toMatchObject({ status: 200 });
    }),
    runs,
  );
});
