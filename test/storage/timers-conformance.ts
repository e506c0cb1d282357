import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { turnOnByTimer } from '../../src/core/settings/change-setting.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import { channel, chat, conversation, DAY, failed, HOUR } from '../world/notices.ts';
import { MDO, sha256, TENANT } from '../world/settings.ts';
import type { TestDatabase } from './conformance.ts';
import { NoticesWorld, whom } from './notices-world.ts';

/** What each kind of database promises of timers and reminders. */
export function describeTimers(name: string, create: () => Promise<TestDatabase>): void {
  describe(`timers on ${name}`, () => {
    let world: NoticesWorld;
    beforeAll(async () => {
      world = await NoticesWorld.open(create);
    });
    afterAll(() => world.close());
    beforeEach(() => world.reset());

    const due = () => world.storage.timers.due(10);
    const chain = () => world.storage.settings.chain(TENANT, 0, 100);
    const fire = async () => {
      const { now, ends } = await due();
      return Promise.all(ends.map((end) => turnOnByTimer(world.admin.ports, end, now)));
    };

    it('find a setting once its time is over, by the clock of the database', async () => {
      world.clock.now += 30_000; // this replica is ahead
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(4 * HOUR);
      expect((await due()).ends).toEqual([]);
      await world.pass(30_001);
      expect((await due()).ends).toEqual([{ tenant: TENANT, migration: MDO.id }]);
    });

    it('turn it on once, whoever finds it, and tell of it', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off({ duration: 'PT4H' });
      await world.settle({ kind: 'delivered' }, await world.takeOne());
      await world.pass(4 * HOUR + 5_000);
      // What let time pass did so behind the back of the chain; only the end is looked at here.
      const [first, ...others] = (await Promise.all([fire(), fire(), fire()]))
        .flat()
        .filter((change) => change !== null);
      expect(others).toEqual([]);
      expect(first?.receipt).toMatchObject({
        number: 2,
        from: 'off',
        to: 'on',
        until: null,
        cause: { kind: 'timer', setBy: 1 },
      });
      expect(first?.actor).toBeNull();
      expect(await world.takeOne()).toMatchObject({ change: first });
      expect(await world.storage.settings.settings(TENANT)).toMatchObject([{ state: 'on', version: 2, until: null }]);
      expect(await verifyChain({ storage: world.storage.settings, sha256 }, TENANT)).toMatchObject({ whole: true });
      expect((await due()).ends).toEqual([]);
    });

    it('do nothing where somebody was faster', async () => {
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(4 * HOUR + 5_000);
      const { now, ends } = await due();
      const [end = failed('nothing is due')] = ends;
      await world.admin.off({ duration: 'P1D' });
      expect(await turnOnByTimer(world.admin.ports, end, now)).toBeNull();
      await world.admin.on();
      expect(await turnOnByTimer(world.admin.ports, end, now)).toBeNull();
      expect(await chain()).toHaveLength(3);
    });

    const remind = async () => {
      const { reminders } = await due();
      await Promise.all([...reminders, ...reminders].map((reminder) => world.storage.timers.remind(reminder)));
      return reminders.length;
    };

    it('remind whoever turned it off an hour before the end, once, in their own chat', async () => {
      await world.storage.subscriptions.savePersonalChat(chat({ address: 'old' }));
      await world.storage.subscriptions.savePersonalChat(chat());
      const change = await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR - 5_000);
      expect(await remind()).toBe(0);
      await world.pass(5_001);
      expect(await remind()).toBe(1);
      const { address, locale, timeZone } = chat();
      const notice = await world.takeOne();
      expect(notice).toMatchObject({ kind: 'ends-soon', to: 'person', change: { receipt: change.receipt } });
      expect(notice).toMatchObject({ type: 'personal', conversation: chat().conversation, address, locale, timeZone });
      await world.settle({ kind: 'delivered' }, notice);
      await world.pass(HOUR / 2);
      expect(await remind()).toBe(0);
    });

    it('remind nobody where the person has no chat, or is gone', async () => {
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR + 5_000);
      await remind();
      expect(await world.take()).toEqual([]);
      await world.storage.subscriptions.savePersonalChat(chat());
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR + 5_000);
      await remind();
      await world.settle({ kind: 'gone', reason: 'forbidden' }, await world.takeOne());
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR + 5_000);
      expect(await remind()).toBe(1);
      expect(await world.take()).toEqual([]);
      await world.storage.subscriptions.savePersonalChat(chat());
      await world.storage.subscriptions.forgetPersonalChat(TENANT, chat().conversation);
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR + 5_000);
      expect(await remind()).toBe(1);
      expect(await world.take()).toEqual([]);
    });

    it('ask after an off without an end every fourteen days: its maker, and who wants such reminders', async () => {
      const filter = { migrations: null, states: 'both', reminders: true } as const;
      await world.storage.subscriptions.savePersonalChat(chat());
      await world.subscribe(
        channel('wants'),
        channel('wants on only', { filter: { ...filter, states: 'on' } }),
        channel('does not', { filter: { ...filter, reminders: false } }),
        channel('ada', { conversation: chat().conversation, type: 'personal' }),
      );
      await world.admin.off();
      await world.settle({ kind: 'delivered' }, ...(await world.take()));
      for (let round = 0; round < 2; round++) {
        await world.pass(14 * DAY - 5_000);
        expect(await remind()).toBe(0);
        await world.pass(5_001);
        expect(await remind()).toBe(1);
        const notices = await world.take();
        expect(whom(notices)).toEqual([conversation('wants'), chat().conversation].sort());
        for (const notice of notices) expect(notice).toMatchObject({ kind: 'still-off' });
        expect(notices.find(({ to }) => to === 'person')?.conversation).toBe(chat().conversation);
        await world.settle({ kind: 'delivered' }, ...notices);
      }
      await world.admin.on();
      await world.settle({ kind: 'delivered' }, ...(await world.take()));
      await world.pass(15 * DAY);
      expect(await remind()).toBe(0);
    });

    it('leave no reminder of what has changed since it was queued', async () => {
      await world.storage.subscriptions.savePersonalChat(chat());
      await world.admin.off({ duration: 'PT4H' });
      await world.pass(3 * HOUR + 5_000);
      expect(await remind()).toBe(1);
      await world.admin.on();
      expect(await world.take()).toEqual([]);
    });
  });
}
