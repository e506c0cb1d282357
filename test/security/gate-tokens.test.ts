import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bot,
  type GatedChannel,
  rawClaims,
  rogue,
  startGatedChannel,
  TENANT,
  teams,
  tokenWith,
  unendorsed,
  webchat,
} from '../world/gated-channel.ts';
import { ISSUER, seconds, signToken } from '../world/keys.ts';
import { json, type Served, serve } from '../world/serve.ts';
import { watchFetch } from '../world/watch-fetch.ts';

const header = { typ: 'JWT', alg: 'RS256', kid: 'teams' };
/** Somebody else's key under the name of the channel's. */
const impostor = { ...rogue, kid: 'teams' };

let channel: GatedChannel;
/** Where a token may want its key to be looked for. */
let trap: Served;
beforeAll(async () => {
  channel = await startGatedChannel();
  trap = await serve(() => json(200, { keys: [rogue.jwk] }));
});
afterAll(() => Promise.all([channel.close(), trap.close()]));

test('the right token gets in', async () => {
  expect(await channel.present(tokenWith())).toMatchObject({ status: 200 });
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
    const watch = watchFetch();
    expect(await channel.present(token())).toMatchObject({ status: 401 });
    expect(watch.stop()).toEqual([]);
  });
});

describe('a token that the channel made for other things is refused, with 403', () => {
  test.each([
    ['a key of other channels', { key: webchat }],
    ['a key without endorsements', { key: unendorsed }],
    ['no serviceUrl claim', { claims: { serviceurl: undefined } }],
    ['a serviceUrl claim that is a list', { claims: { serviceurl: [bot.serviceUrl] } }],
  ])('%s', async (_, over) => {
    expect(await channel.present(tokenWith(over))).toMatchObject({ status: 403 });
  });
});
