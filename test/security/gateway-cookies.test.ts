import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import { type GatewayWorld, NOON, openGatewayWorld, SECRET, TENANT } from '../gateway/gateway-world.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const NAME = '__Host-signpost';
const HOUR = 3_600_000;

let world: GatewayWorld;
/** A session that is pinned to on, while the setting is off: it counts where the answer is the new place. */
let cookie: string;
beforeEach(async () => {
  world = await openGatewayWorld();
  cookie = (await world.go(OLD)).cookie ?? '';
  world.turn('mdo-scc', 'off');
});
afterEach(() => world.close());

const isPinned = async (header: string): Promise<boolean> => {
  const { status, decision, cookie: begun } = await world.go(OLD, header);
  expect(status).toBe(302);
  const pinned = decision.endsWith('; pinned');
  expect(begun === undefined).toBe(pinned); // as good as none: a new one begins
  return pinned;
};
const value = (): string => cookie.slice(NAME.length + 1);
const sign = (payload: string, secret = SECRET, tenant: string = TENANT): string =>
  `${payload}.${createHmac('sha256', secret).update(`signpost session 1\n${tenant}\n${payload}`).digest('base64url')}`;
const seconds = (at: number): string => Math.floor(at / 1000).toString(36);

describe('A session’s cookie', () => {
  it('counts as it was set', async () => {
    expect(await isPinned(cookie)).toBe(true);
  });

  it('counts no more when any one character of it is another', async () => {
    const whole = value();
    for (let at = 0; at < whole.length; at++) {
      for (const character of ['A', 'z', '0', '.', '_']) {
        if (whole[at] === character) continue;
        const forged = `${whole.slice(0, at)}${character}${whole.slice(at + 1)}`;
        expect(await isPinned(`${NAME}=${forged}`), forged).toBe(false);
      }
    }
  });

  it('counts no more when it is shorter or longer', async () => {
    const whole = value();
    for (const forged of [
      '',
      '.',
      '...',
      whole.slice(1),
      whole.slice(0, -1),
      `${whole}A`,
      `${whole}=`,
      ` ${whole}`,
      `"${whole}"`,
    ]) {
      if (forged.trim() === whole) continue;
      expect(await isPinned(`${NAME}=${forged}`), forged).toBe(false);
    }
  });

  it('counts no more with states of another, or a signature of another', async () => {
    world.clock.now += 1000;
    const other = ((await world.go(OLD)).cookie ?? '').slice(NAME.length + 1).split('.');
    const own = value().split('.');
    for (let part = 0; part < own.length; part++) {
      const swapped = own.with(part, other[part] ?? '');
      expect(await isPinned(`${NAME}=${swapped.join('.')}`)).toBe(swapped.join('.') === own.join('.'));
    }
  });

  it('is not another tenant’s', async () => {
    const payload = `${seconds(NOON)}.mdo-scc.`;
    expect(await isPinned(`${NAME}=${sign(payload)}`)).toBe(true);
    const others = sign(payload, SECRET, tenantId('d0d7c2a4-7f37-4a0c-8a43-90b1f3c2e722'));
    expect(await isPinned(`${NAME}=${others}`)).toBe(false);
  });

  it('is not signed with another secret, or none', async () => {
    const payload = `${seconds(NOON)}.mdo-scc.`;
    for (const secret of ['', 'x', SECRET.slice(1), SECRET.toUpperCase()]) {
      expect(await isPinned(`${NAME}=${sign(payload, secret)}`)).toBe(false);
    }
  });

  it('does not outlive its hours, and is not of the future', async () => {
    const begunAt = (at: number) => `${NAME}=${sign(`${seconds(at)}.mdo-scc.`)}`;
    expect(await isPinned(begunAt(NOON - 12 * HOUR + 1000))).toBe(true);
    expect(await isPinned(begunAt(NOON - 12 * HOUR))).toBe(false);
    expect(await isPinned(begunAt(NOON + 5 * 60_000))).toBe(true);
    expect(await isPinned(begunAt(NOON + 5 * 60_000 + 1000))).toBe(false);
    expect(await isPinned(begunAt(0))).toBe(false);
    expect(await isPinned(`${NAME}=${sign('zzzzzzzz.mdo-scc.')}`)).toBe(false);
  });

  it('that was valid is so no more when its time is over, although it was verified before', async () => {
    expect(await isPinned(cookie)).toBe(true);
    world.clock.now += 12 * HOUR;
    expect(await isPinned(cookie)).toBe(false);
  });

  it('is not read where it is larger than any browser keeps', async () => {
    const ids = Array.from({ length: 400 }, (_, n) => `migration-${n}`).join('_');
    expect(await isPinned(`${NAME}=${sign(`${seconds(NOON)}.mdo-scc_${ids}.`)}`)).toBe(false);
    expect(await isPinned(`${NAME}=${'A'.repeat(15_000)}`)).toBe(false);
  });

  it('has its one name', async () => {
    for (const name of ['signpost', '__Secure-signpost', '__host-signpost', 'x__Host-signpost', '__Host-signpost2']) {
      expect(await isPinned(`${name}=${value()}`), name).toBe(false);
    }
  });

  it('counts beside one that somebody else put there', async () => {
    expect(await isPinned(`${NAME}=forged; ${cookie}`)).toBe(true);
    expect(await isPinned(`${cookie}; ${NAME}=forged`)).toBe(true);
  });

  it('whatever is sent in its place, breaks nothing', async () => {
    const text = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    const headers = fc.oneof(
      text.map((forged) => `${NAME}=${forged}`),
      fc.tuple(text, text, text, text).map((parts) => `${NAME}=${parts.join('.')}`),
      fc.array(text, { maxLength: 20 }).map((cookies) => cookies.join('; ')),
    );
    for (const header of fc.sample(headers, 2_000)) expect(await isPinned(header)).toBe(false);
    expect(world.errors).toEqual([]);
  });
});
