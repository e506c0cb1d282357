import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../src/core/errors.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { LEASE } from '../../src/core/notices/notice.ts';
import { channel } from '../world/notices.ts';
import { BOB, OTHER_TENANT, TENANT } from '../world/settings.ts';
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
    const { outbox } = world.storage;
    const leftOut: TenantId[] = [];
    world.start({
      settle: outbox.settle,
      take: (room, except) => {
        leftOut.push(...except);
        return outbox.take(room, except);
      },
    });
    await world.off();
    while (world.channel.open < 150) {
      const before = world.channel.open;
      world.pass(1_000); // 47 turns
      await world.channel.until(() => world.channel.open >= Math.min(before + 47, 150));
    }
    await world.off({}, { ...BOB, tenant: OTHER_TENANT });
    await world.settled(1);
    expect(arrivedAt('other')).toEqual([1]);
    expect(new Set(leftOut)).toEqual(new Set([TENANT]));
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
