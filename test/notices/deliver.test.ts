import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../src/core/errors.ts';
import { LEASE } from '../../src/core/notice.ts';
import type { SendOutcome } from '../../src/notices/sender.ts';
import { channel, HOUR } from '../world/notices.ts';
import { BOB, OTHER_TENANT } from '../world/settings.ts';
import { type DeliveryWorld, openDeliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
beforeEach(async () => {
  world = await openDeliveryWorld();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

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

describe('one conversation', () => {
  it('that does not answer delays no other', async () => {
    await subscribe('hangs', 'one', 'two');
    world.channel.plan('hangs', 'hang');
    world.start();
    for (const change of [world.off, world.on, world.off]) await change();
    await world.settled(6);
    expect([arrivedAt('hangs'), arrivedAt('one'), arrivedAt('two')]).toEqual([[1], [1, 2, 3], [1, 2, 3]]);
  });

  it('whose card cannot be drawn delays no other, and its notice has failed', async () => {
    await world.storage.subscriptions.save(channel('odd', { timeZone: 'Nowhere/At all' }));
    await subscribe('one');
    world.start();
    await world.off();
    await world.settled(2);
    expect(arrivedAt('one')).toEqual([1]);
    expect(await world.find('odd')).toMatchObject({ waiting: 0, failed: 1 });
    expect(world.errors).toMatchObject([expect.any(RangeError)]);
  });
});

describe('a tenant', () => {
  it('none of whose conversations answers leaves room for the others', async () => {
    const names = Array.from({ length: 200 }, (_, n) => `hangs ${n}`);
    for (const name of names) world.channel.plan(name, 'hang');
    await subscribe(...names);
    await world.storage.subscriptions.save(channel('other', { tenant: OTHER_TENANT }));
    world.start();
    await world.off();
    while (world.channel.open < 150) {
      const before = world.channel.open;
      world.pass(1_000); // 47 turns
      await world.channel.until(() => world.channel.open >= Math.min(before + 47, 150));
    }
    world.pass(10_000);
    await world.off({}, { ...BOB, tenant: OTHER_TENANT });
    await world.settled(1);
    expect(arrivedAt('other')).toEqual([1]);
    expect(world.channel.open).toBeLessThan(200);
  });
});

describe('the limits of the channel', () => {
  it('are kept to: nothing is refused for coming too fast, and all that there is comes', async () => {
    world.channel.enforcesLimits = true;
    world.letTimeRun();
    await subscribe('busy');
    world.start();
    for (let n = 0; n < 6; n++) {
      await world.off();
      await world.on();
    }
    await subscribe(...Array.from({ length: 60 }, (_, n) => `c${n}`));
    await world.off();
    await world.settled(73);
    expect(arrivedAt('busy')).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
    expect(world.channel.arrived).toHaveLength(73);
    expect(world.channel.throttled).toBe(0);
  });
});

describe('a stop', () => {
  it('waits for what is being sent, settles it, and leaves the rest to whoever comes next', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `c${n}`);
    world.channel.plan('c0', 'hang');
    await subscribe(...names);
    const delivery = world.start();
    await world.off();
    await world.channel.until(() => world.channel.arrived.length > 3);
    const stopped = delivery.stop();
    const begun = world.channel.attempts.length;
    expect(begun).toBeLessThan(40);
    world.channel.answer();
    await stopped;
    expect(world.channel.attempts).toHaveLength(begun);
    expect(await world.find('c0')).toMatchObject({ waiting: 0 });

    world.pass(1_000);
    world.start();
    await world.channel.until(() => world.channel.arrived.length === 40);
    for (const name of names) expect(arrivedAt(name)).toEqual([1]);
  });
});

describe('a database that', () => {
  it('takes nothing for a while is told what was delivered once it does: nothing is sent twice', async () => {
    await subscribe('one');
    const { outbox } = world.storage;
    let refusals = 0;
    world.start({
      take: outbox.take,
      settle: async (settlements) => {
        if (refusals++ < 2) throw new StorageUnavailable('gone');
        return outbox.settle(settlements);
      },
    });
    await world.off();
    await world.channel.until(() => world.channel.attempts.length === 1);
    world.pass(LEASE + 1);
    expect(await world.settled(1)).toEqual(['delivered']);
    await world.on();
    await world.settled(2);
    expect(arrivedAt('one')).toEqual([1, 2]);
    expect(world.errors).toMatchObject([{ problem: 'gone' }, { problem: 'gone' }]);
  });

  it('gives nothing for a while is asked again', async () => {
    await subscribe('one');
    const { outbox } = world.storage;
    let refusals = 0;
    await world.off();
    world.start({
      settle: outbox.settle,
      take: async (...given) => {
        if (refusals++ < 1) throw new StorageUnavailable('gone');
        return outbox.take(...given);
      },
    });
    expect(await world.settled(1)).toEqual(['delivered']);
    expect(world.errors).toMatchObject([{ problem: 'gone' }]);
  });
});

describe('a process that stood still', () => {
  it('sends nothing that it took long ago: another may be sending it', async () => {
    await subscribe('one');
    const { outbox } = world.storage;
    const awake = performance.now.bind(performance);
    let asleep = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => awake() + asleep);
    world.start({
      settle: outbox.settle,
      take: async (...given) => {
        const notices = await outbox.take(...given);
        if (notices.length > 0 && asleep === 0) asleep = LEASE;
        return notices;
      },
    });
    await world.off();
    expect(await world.settled(2)).toEqual(['returned', 'delivered']);
    expect(world.channel.attempts).toHaveLength(1);
  });
});
