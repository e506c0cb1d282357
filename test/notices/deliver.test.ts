import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/core/notices/notice.ts';
import { channel, HOUR } from '../world/notices.ts';
import { type DeliveryWorld, openDeliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
beforeEach(async () => {
  world = await openDeliveryWorld();
});
afterEach(() => world.close());

const subscribe = async (...names: readonly string[]) => {
  for (const name of names) await world.storage.subscriptions.save(channel(name));
};
const arrivedAt = (name: string) => world.channel.of(name).map(({ receipt }) => receipt);
const LATER: SendOutcome = { kind: 'later', after: null, ambiguous: false };

describe('a change', () => {
  it('is told to each subscription once, by whichever process is there', async () => {
    await subscribe('one', 'two', 'three');
    world.start();
    world.start();
    await world.off();
    expect(await world.settled(3)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(world.channel.arrived.map(({ to }) => to).sort()).toEqual(['one', 'three', 'two']);
    expect(await world.find('one')).toMatchObject({ waiting: 0, failed: 0, lastDelivery: { outcome: 'delivered' } });
  });

  it('is told on the clock of the conversation: who, what, why, the receipt, and how to stop', async () => {
    await subscribe('one');
    world.start();
    const { receipt } = await world.off({ comment: 'Reports are missing' });
    await world.settled(1);
    const text = JSON.stringify(world.channel.arrived[0]?.card);
    for (const part of [
      'Ada Admin',
      'A feature is missing',
      `Receipt 1 · ${receipt.hash.slice(0, 12)}`,
      'notify.off',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('13:00'); // noon, in Berlin
    expect(text).not.toContain('Reports are missing');
  });

  it('that was made while nobody was there is told after the start', async () => {
    await subscribe('one');
    await world.off();
    await world.on();
    world.start();
    await world.settled(2);
    expect(arrivedAt('one')).toEqual([1, 2]);
  });

  it('is told in the order in which changes were made, even where one has to wait', async () => {
    await subscribe('one');
    world.channel.plan('one', LATER);
    await world.off();
    await world.on();
    world.start();
    await world.settled(1);
    world.pass(1_000);
    expect(await world.settled(3)).toEqual(['later', 'delivered', 'delivered']);
    expect(arrivedAt('one')).toEqual([1, 2]);
  });
});

describe('a channel that', () => {
  it.each<readonly [string, SendOutcome, readonly number[]]>([
    ['is too busy', LATER, [1]],
    ['takes the card, and whose answer is lost,', { kind: 'later', after: null, ambiguous: true }, [1, 1]],
  ])('%s is sent the same once more, after a pause', async (_what, outcome, arrived) => {
    await subscribe('one');
    world.channel.plan('one', outcome);
    world.start();
    await world.off();
    await world.settled(1);
    expect(await world.find('one')).toMatchObject({ waiting: 1, lastDelivery: null });
    world.pass(1_000);
    expect(await world.settled(2)).toEqual(['later', 'delivered']);
    expect(arrivedAt('one')).toEqual(arrived);
  });

  it('names a time is left alone until then', async () => {
    await subscribe('one', 'two');
    world.channel.plan('one', { kind: 'later', after: 90_000, ambiguous: false });
    world.start();
    await world.off();
    await world.settled(2);
    world.pass(89_999);
    await world.on();
    await world.settled(3);
    expect(world.channel.attempts.map(({ to }) => to).sort()).toEqual(['one', 'two', 'two']);
    world.pass(1);
    await world.settled(5);
    expect(arrivedAt('one')).toEqual([1, 2]);
  });

  it('refuses the token is sent the same at once with a new one, once', async () => {
    await subscribe('one', 'two');
    world.channel.plan('one', { kind: 'unauthorized' });
    world.channel.plan('two', { kind: 'unauthorized' }, { kind: 'unauthorized' });
    world.start();
    await world.off();
    await world.settled(2);
    const tokens = (name: string) => world.channel.attempts.filter(({ to }) => to === name);
    expect(tokens('one').map(({ freshToken }) => freshToken)).toEqual([false, true]);
    expect(tokens('two').map(({ freshToken }) => freshToken)).toEqual([false, true]);
    expect(arrivedAt('one')).toEqual([1]);
    expect(await world.find('two')).toMatchObject({ failed: 1, ended: null });
  });

  it.each(['forbidden', 'not-found'] as const)(
    'says %s is left alone from then on, with the reason kept',
    async (reason) => {
      await subscribe('one');
      world.channel.plan('one', { kind: 'gone', reason });
      await world.off();
      await world.on();
      world.start();
      await world.settled(1);
      expect(await world.find('one')).toMatchObject({
        ended: { reason },
        waiting: 0,
        lastDelivery: { outcome: 'failed' },
      });
      await subscribe('two');
      await world.off();
      await world.settled(2);
      expect(world.channel.attempts.map(({ to }) => to)).toEqual(['one', 'two']);
    },
  );

  it('fails on one card is sent the next ones', async () => {
    await subscribe('one');
    world.channel.plan('one', { kind: 'failed', status: 500 });
    await world.off();
    await world.on();
    world.start();
    expect(await world.settled(2)).toEqual(['failed', 'delivered']);
    expect(arrivedAt('one')).toEqual([2]);
    expect(await world.find('one')).toMatchObject({ failed: 1, lastDelivery: { outcome: 'delivered' } });
  });

  it('is away for a day has missed that notice, and that can be seen', async () => {
    await subscribe('one');
    world.channel.plan('one', ...Array.from({ length: 300 }, () => LATER));
    world.start();
    await world.off();
    let attempts = 0;
    while ((await world.find('one')).failed === 0) {
      await world.settled(++attempts);
      world.pass(HOUR);
    }
    expect(attempts).toBe(25);
    expect(await world.find('one')).toMatchObject({ waiting: 0, lastDelivery: { outcome: 'failed' } });
    world.channel.plan('one');
    await world.on();
    expect((await world.settled(attempts + 1)).at(-1)).toBe('delivered');
    expect(arrivedAt('one')).toEqual([2]);
  });
});
