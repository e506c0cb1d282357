import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/core/errors.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import { Timers } from '../../src/notices/timers.ts';
import { channel, chat, DAY, HOUR } from '../world/notices.ts';
import { BOB, OTHER_TENANT, sha256, TENANT } from '../world/settings.ts';
import { type DeliveryWorld, openDeliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
const running: Timers[] = [];
beforeEach(async () => {
  world = await openDeliveryWorld();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((timers) => timers.stop()));
  await world.close();
});

/** A process with timers; `storage` may fail. */
function start(storage = world.storage.settings): void {
  const timers = new Timers({
    ...world.ports,
    storage,
    timers: world.storage.timers,
    onQueued: () => world.pass(0),
    onError: (error) => world.errors.push(error),
  });
  running.push(timers);
  timers.start();
}

const setting = async (tenant = TENANT) => (await world.storage.settings.settings(tenant))[0];
const receipts = async () => (await world.storage.settings.chain(TENANT, 0, 100)).map(({ receipt }) => receipt);

async function untilOn(tenant = TENANT): Promise<void> {
  for (let tries = 0; (await setting(tenant))?.state !== 'on'; tries++) {
    if (tries > 500) throw new Error('it did not come on');
    await delay(10);
  }
}

describe('an off with a time', () => {
  it('stays off until then, and comes on by itself, once, whoever is there', async () => {
    await world.off({ duration: 'PT4H' });
    start();
    start();
    world.pass(4 * HOUR - 1);
    await delay(1_200); // both have looked
    expect(await setting()).toMatchObject({ state: 'off', version: 1 });
    world.pass(1);
    await untilOn();
    await delay(1_200); // both have looked again
    expect(await receipts()).toMatchObject([
      { to: 'off' },
      { number: 2, from: 'off', to: 'on', cause: { kind: 'timer', setBy: 1 }, actorDigest: null, category: null },
    ]);
    expect((await receipts())[1]?.at).toBeGreaterThanOrEqual((await receipts())[0]?.until ?? Number.NaN);
    expect(await verifyChain({ storage: world.storage.settings, sha256 }, TENANT)).toMatchObject({ whole: true });
  });

  it('that was over while nobody was there comes on after the start, and channels are told', async () => {
    await world.storage.subscriptions.save(channel('one'));
    await world.off({ duration: 'PT4H' });
    world.pass(30 * HOUR);
    start();
    world.start();
    await world.settled(2);
    const [, card] = world.channel.of('one');
    expect(card?.receipt).toBe(2);
    expect(JSON.stringify(card?.card)).toContain('Turned on by Signpost');
  });

  it('that was kept off meanwhile stays off until its new time', async () => {
    await world.off({ duration: 'PT4H' });
    world.pass(3 * HOUR);
    await world.off({ duration: 'PT4H' });
    world.pass(3 * HOUR);
    start();
    await delay(1_200);
    expect(await setting()).toMatchObject({ state: 'off', version: 2 });
    world.pass(HOUR);
    await untilOn();
    expect(await receipts()).toMatchObject([{}, {}, { cause: { kind: 'timer', setBy: 2 } }]);
  });

  it('in one tenant waits for no other, whose change fails', async () => {
    await world.off({ duration: 'PT4H' });
    await world.off({ duration: 'PT4H' }, { ...BOB, tenant: OTHER_TENANT });
    world.pass(5 * HOUR);
    const { settings } = world.storage;
    start({
      ...settings,
      inChange: async (tenant, work) => {
        if (tenant === TENANT) throw new StorageUnavailable('busy');
        return settings.inChange(tenant, work);
      },
    });
    await untilOn(OTHER_TENANT);
    expect(await setting()).toMatchObject({ state: 'off' });
    expect(world.errors[0]).toMatchObject({ problem: 'busy' });
  });
});

describe('a reminder', () => {
  it('comes an hour before the end to whoever turned it off, with what they wrote and a way to keep it off', async () => {
    await world.storage.subscriptions.savePersonalChat(chat());
    await world.off({ duration: 'PT4H', comment: 'Reports are missing' });
    world.pass(3 * HOUR);
    start();
    world.start();
    await world.settled(1);
    const text = JSON.stringify(world.channel.of('ada')[0]?.card);
    expect(text).toContain('comes on again soon');
    expect(text).toContain('11:00 GMT-5'); // four hours after noon UTC, in New York
    expect(text).toContain('Reports are missing');
    expect(text).toContain(JSON.stringify({ migration: 'mdo-scc', again: '1' }));
  });

  it('comes of an off without an end after fourteen days, and shows a channel no comment that is not for it', async () => {
    await world.storage.subscriptions.save(channel('one'));
    await world.storage.subscriptions.savePersonalChat(chat());
    await world.off({ comment: 'Reports are missing' });
    world.start();
    await world.settled(1);
    world.pass(14 * DAY);
    start();
    await world.settled(3);
    const [own, others] = ['ada', 'one'].map((name) => JSON.stringify(world.channel.of(name).at(-1)?.card));
    for (const text of [own, others]) expect(text).toContain('is still off');
    expect(own).toContain('Reports are missing');
    expect(others).not.toContain('Reports are missing');
    expect(others).toContain('notify.off');
    expect(own).not.toContain('notify.off');
  });
});
