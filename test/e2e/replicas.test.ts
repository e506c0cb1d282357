import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tenantId } from '../../src/core/ids.ts';
import { killInTurn } from '../replicas/kills.ts';
import { listeners, whileNobodyHears } from '../replicas/listeners.ts';
import { pauseThroughLease } from '../replicas/pause.ts';
import { race } from '../replicas/races.ts';
import { openScene, type Scene } from '../replicas/scene.ts';
import { seeChanges } from '../replicas/seen.ts';
import { rowsOf } from '../world/postgres.ts';
import { decisionAt } from '../world/replicas.ts';
import { click, say } from '../world/talk.ts';

/** The contract's bounds, in milliseconds: a change is seen at each replica, where they can notify each other and where not; a timer's delay. */
const [SEEN, SEEN_WHEN_CUT, TIMER] = [1_000, 5_000, 5_000];
/** A database that came back is served from again after so many milliseconds at most. */
const SERVED_AGAIN = 30_000;

/** The third replica's clock is ahead by so many milliseconds. */
const AHEAD = 30_000;
const RACES = 50;

let scene: Scene;
/** It takes as long as a lease: the other promises are kept meanwhile. */
let paused: ReturnType<typeof pauseThroughLease>;

beforeAll(async () => {
  paused = pauseThroughLease();
  paused.catch(() => {}); // its test is told
  scene = await openScene([0, 0, AHEAD]);
});
afterAll(async () => {
  await paused?.catch(() => {});
  await scene?.close();
});

/** Settings whose time is over in one of the tests, and how they are by the clock of the database. */
const TIMED = ['mdca', 'mde', 'mdi'];
const STATES = `select migration, state, extract(epoch from clock_timestamp()) * 1000 as now from settings
  where migration in ('mdca', 'mde', 'mdi')`;
const States = z.array(z.object({ migration: z.string(), state: z.string(), now: z.coerce.number() }));

describe('a change at one of three replicas', () => {
  it('holds for new sessions there at once, and at the others within 1 s', async () => {
    await seeChanges(scene, 12, SEEN);
  });

  it('holds at the others within 5 s while they cannot notify each other', async () => {
    await whileNobodyHears(scene.databaseUrl, seeChanges(scene, 4, SEEN_WHEN_CUT));
  });

  it('is notified of again by those whose connection was cut', async () => {
    await expect.poll(() => listeners(scene.databaseUrl), { timeout: 10_000 }).toBe(3);
    await seeChanges(scene, 3, SEEN);
  });
});

describe('two administrators at two replicas', () => {
  it(`race ${RACES} times for one setting: one wins each, and what all are told fits one order`, async () => {
    expect(await race(scene, RACES)).toEqual(Array(RACES).fill(1));
    expect(await scene.problems()).toEqual([]);
  });

  it('send one form at the same moment: it changes once, and both get the same answer', async () => {
    const { world, replicas, newest } = scene;
    const ada = scene.person('Ada Globova');
    for (let n = 0; n < 10; n++) {
      const { data } = (await say(world, replicas.at(n), ada, ada.chat, '/redirect off mde')).button('setting.off');
      const before = await newest();
      const inputs = { category: 'bug', comment: 'slow', duration: 'none' };
      const [first, ...others] = await Promise.all(
        replicas.all.map((replica) => click(world, replica, ada, ada.chat, { verb: 'setting.off', data }, inputs)),
      );
      expect(first?.text).toMatch(/Receipt/);
      for (const { card } of others) expect(card).toEqual(first?.card);
      expect(await newest()).toBe(before + 1);
    }
  });
});

describe('a timer, where the clock of one replica is 30 s ahead', () => {
  it('fires once at each setting, never before its time by the clock of the database, and at most 5 s after', async () => {
    const { world, replicas, storage } = scene;
    const ada = scene.person('Ada Globova');
    const until = Date.now() + 3_000;
    for (const migration of TIMED) {
      const form = await say(world, replicas.at(0), ada, ada.chat, `/redirect off ${migration}`);
      const { verb, data } = form.button('setting.off');
      const button = { verb, data: { ...data, until: new Date(until).toISOString() } };
      const inputs = { category: 'bug', comment: 'for a while', duration: 'asked' };
      expect((await click(world, replicas.at(0), ada, ada.chat, button, inputs)).text).toMatch(/Receipt/);
    }
    const on = new Map<string, number>();
    while (on.size < TIMED.length) {
      for (const { migration, state, now } of States.parse(await rowsOf(scene.databaseUrl, STATES))) {
        if (state === 'on' && !on.has(migration)) on.set(migration, now);
      }
      expect(Date.now()).toBeLessThan(until + 2 * TIMER);
    }
    expect(Math.min(...on.values())).toBeGreaterThanOrEqual(until);
    const chain = await storage.settings.chain(tenantId(world.tenant), 0, 1_000);
    const byTimer = chain.map(({ receipt }) => receipt).filter(({ cause }) => cause.kind === 'timer');
    expect(byTimer.map(({ migration }) => migration).sort()).toEqual(TIMED);
    for (const { at } of byTimer) {
      expect(at).toBeGreaterThanOrEqual(until);
      expect(at).toBeLessThanOrEqual(until + TIMER);
    }
  });
});

const THREAT_EXPLORER = 'https://security.microsoft.com/threatexplorer';

describe('replicas whose PostgreSQL is restarted', () => {
  const readiness = () =>
    Promise.all(scene.replicas.all.map(async ({ origin }) => (await fetch(`${origin}/readyz`)).status));
  const decisions = () => Promise.all(scene.replicas.all.map(decisionAt));

  it('are not ready meanwhile and change nothing, but answer questions and old links; then they go on', async () => {
    const { server, world, replicas } = scene;
    const admin = scene.admin('Ada Globova');
    const eve = world.person('Eve Globova', []);
    const before = await decisions();
    const { version } = await admin.look(replicas.at(0));
    await server.halt();
    await expect.poll(readiness, { timeout: 20_000 }).toEqual([503, 503, 503]);
    for (const [n, replica] of replicas.all.entries()) {
      expect(await admin.change(replica, 'off', version)).toEqual({ kind: 'unknown' });
      expect((await say(world, replica, eve, eve.chat, '/where threat explorer')).text).toContain(THREAT_EXPLORER);
      expect((await fetch(`${replica.origin}/api/where?q=threat+explorer`)).status).toBe(200);
      expect(await decisionAt(replica)).toBe(before[n]);
    }
    await server.resume();
    await expect.poll(readiness, { timeout: SERVED_AGAIN }).toEqual([200, 200, 200]);
    expect(await decisions()).toEqual(before);
    await expect.poll(() => listeners(scene.databaseUrl), { timeout: SERVED_AGAIN }).toBe(3);
    await seeChanges(scene, 3, SEEN);
    expect(await scene.problems()).toEqual([]);
  });
});

describe('three replicas that are killed in turn under load', () => {
  it('lose nothing that was answered, and no notice; none comes twice but those whose fate nobody could know', async () => {
    const { changes, missing, unexplained } = await killInTurn(scene, 1);
    expect(changes).toBeGreaterThan(5);
    expect({ missing, unexplained }).toEqual({ missing: 0, unexplained: 0 });
    expect(await scene.problems()).toEqual([]);
  });
});

describe('a replica that stands still for longer than its lease', () => {
  it('sends nothing of what another has delivered meanwhile; what it had begun may come once more', async () => {
    const { begun, held } = await paused;
    expect(held).toMatchObject({ missing: 0, repeats: 0 });
    expect(begun.missing).toBe(0);
    expect(begun.repeats).toBeLessThanOrEqual(1);
  });
});
