import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardAction, groupChat, message } from '../world/activity.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { say } from '../world/talk.ts';

const MINUTE = 60_000;

let world: World;
let signpost: Signpost;
let eager: Resident;
let other: Resident;
beforeAll(async () => {
  world = await openWorld();
  [eager, other] = [world.person('Edda Eager', []), world.person('Otto Other', [])];
  signpost = await startSignpost(world, world.newDataDir(), { TURNS_PER_MINUTE: '2' });
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

/** Says help, and gives what has been said in that chat since: what is sent for a turn is sent before its request is answered. */
async function help(from: Resident, place = from.chat): Promise<number> {
  const before = world.connector.sent(place.id).length;
  expect((await signpost.post(message(world.bot, from, place, 'help'))).status).toBe(200);
  return world.connector.sent(place.id).length - before;
}

describe('Whoever says more than TURNS_PER_MINUTE', () => {
  it('is told once until when, and never a time that is too early', async () => {
    const began = Date.now();
    expect([await help(eager), await help(eager)]).toEqual([1, 1]);
    const { text } = await say(world, signpost, eager, eager.chat, 'help');
    const until = Date.parse(`${/\d+ \w+ \d{4}, \d\d:\d\d UTC/.exec(text)?.[0]}`);
    expect(until).toBeGreaterThanOrEqual(began + MINUTE);
    expect(until).toBeLessThan(Date.now() + 2 * MINUTE);
  });

  it('then hears nothing more, wherever they ask', async () => {
    const group = groupChat(world.tenant);
    expect([await help(eager), await help(eager, group), await help(eager)]).toEqual([0, 0, 0]);
  });

  it('gets an error body for a click', async () => {
    const { status, body } = await signpost.post(cardAction(world.bot, eager, eager.chat, 'help.show', {}));
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 429, type: 'application/vnd.microsoft.error' });
  });

  it('keeps nobody else from an answer', async () => {
    expect(await help(other)).toBe(1);
  });
});
