import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, say } from '../world/talk.ts';

/** Starts of the real program, each ended by kill -9 while changes run. */
const ROUNDS = 6;
const CLICKS = 6;

let world: World;
let admin: Resident;
let dataDir: string;

beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  dataDir = world.newDataDir();
});
afterAll(() => world.close());

const tell = (signpost: Signpost, text: string) => say(world, signpost, admin, admin.chat, text);

/** Turns it off and on until the program is gone; the digits of each change that was answered. */
async function changeUntilKilled(signpost: Signpost, answered: string[]): Promise<void> {
  try {
    for (let n = 0; ; n++) {
      const status = await tell(signpost, '/redirect status mdo-scc');
      const [enable] = status.buttons('setting.on');
      const button = enable ?? (await tell(signpost, '/redirect off')).button('setting.off');
      const inputs = enable ? {} : { category: 'bug', comment: `round ${n}`, duration: 'none' };
      // The same click several times at once: one change, however many were on their way.
      const cards = await Promise.all(
        Array.from({ length: CLICKS }, () => click(world, signpost, admin, admin.chat, button, inputs)),
      );
      for (const { text } of cards)
        answered.push(/Receipt [\d,]+ · ([0-9a-f]{12})/.exec(text)?.[1] ?? `no receipt in: ${text}`);
    }
  } catch (error) {
    if (!(error instanceof TypeError) && !/activities came/.test(String(error))) throw error; // fetch failed: it is gone
  }
}

describe('kill -9 of the real program while changes run', () => {
  it(`loses nothing that was answered, ${ROUNDS} times`, { timeout: 120_000 }, async () => {
    const answered: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const signpost = await startSignpost(world, dataDir);
      const before = answered.length;
      const changing = changeUntilKilled(signpost, answered);
      while (answered.length < before + 2 * CLICKS) await delay(5); // two changes, however slow the machine is
      await delay(10 * round);
      signpost.signal('SIGKILL');
      expect(await signpost.ended).toBe('SIGKILL');
      await changing;
    }
    const digits = [...new Set(answered)];
    expect(digits.length).toBeGreaterThan(ROUNDS);

    const signpost = await startSignpost(world, dataDir);
    expect((await tell(signpost, '/redirect verify')).text).toContain('chain of receipts is whole');
    for (const each of digits) {
      expect((await tell(signpost, `/redirect verify ${each}`)).text).toMatch(
        new RegExp(`^The chain.*\\nYes: ${each} is receipt`),
      );
    }
    await stopSignpost(signpost);
  });
});

describe('SIGTERM', () => {
  it('ends the program with exit code 0, and gives the folder back', async () => {
    const signpost = await startSignpost(world, dataDir);
    signpost.signal('SIGTERM');
    expect(await signpost.ended).toBe(0);
    const again = await startSignpost(world, dataDir);
    await stopSignpost(again);
  });
});

describe('a second program on the same folder', () => {
  it('does not start, and says why', async () => {
    const signpost = await startSignpost(world, dataDir);
    await expect(startSignpost(world, dataDir)).rejects.toThrow(/another process has this folder open/);
    await stopSignpost(signpost);
  });
});
