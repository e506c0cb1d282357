import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LEASE } from '../../src/core/notices/notice.ts';
import { TENANT_INTERVAL } from '../../src/core/notices/pace.ts';
import { channel, conversation, DAY, failed, HOUR } from '../world/notices.ts';
import { ADA, BOB, COMPLIANCE, MDO, OTHER_TENANT, TENANT } from '../world/settings.ts';
import type { TestDatabase } from './conformance.ts';
import { NoticesWorld, whom } from './notices-world.ts';

/** What each kind of database promises of notices. */
export function describeOutbox(name: string, create: () => Promise<TestDatabase>): void {
  describe(`the outbox on ${name}`, () => {
    let world: NoticesWorld;
    beforeAll(async () => {
      world = await NoticesWorld.open(create);
    });
    afterAll(() => world.close());
    beforeEach(() => world.reset());

    it('gets a notice of each change for each subscription that wants it', async () => {
      const filter = { migrations: null, states: 'both', reminders: true } as const;
      await world.subscribe(
        channel('all'),
        channel('off only', { filter: { ...filter, states: 'off' } }),
        channel('on only', { filter: { ...filter, states: 'on' } }),
        channel('compliance', { filter: { ...filter, migrations: [COMPLIANCE.id] } }),
        channel('both', { filter: { ...filter, migrations: [COMPLIANCE.id, MDO.id] } }),
        channel('over', { ended: { at: 1, reason: 'stopped' } }),
        channel('elsewhere', { tenant: OTHER_TENANT }),
      );
      const hear = async () => {
        const notices = await world.take();
        await world.settle({ kind: 'delivered' }, ...notices);
        return notices.map((notice) => notice.conversation).sort();
      };
      const named = (...names: string[]) => names.map(conversation).sort();
      await world.admin.off();
      expect(await hear()).toEqual(named('all', 'both', 'off only'));
      await world.admin.off();
      expect(await hear()).toEqual(named('all', 'both', 'off only'));
      await world.admin.on();
      expect(await hear()).toEqual(named('all', 'both', 'on only'));
      await world.admin.on(ADA, COMPLIANCE);
      expect(await hear()).toEqual(named('all', 'both', 'compliance', 'on only'));
    });

    it('gets nothing of a change that fails', async () => {
      await world.subscribe(channel('one'));
      const change = await world.admin.off();
      await world.settle({ kind: 'delivered' }, await world.takeOne());
      const [setting] = await world.storage.settings.settings(TENANT);
      if (!setting) throw new Error('the change is lost');
      const failing = world.storage.settings.inChange(TENANT, async (transaction) => {
        await transaction.append({ ...change, receipt: { ...change.receipt, number: 2 } }, setting, null);
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      expect(await world.take()).toEqual([]);
    });

    it('gives each with what its card needs', async () => {
      const subscription = channel('one');
      await world.subscribe(subscription);
      const change = await world.admin.off({ comment: 'why', share: 'true' });
      const { address, locale, timeZone } = subscription;
      expect(await world.takeOne()).toMatchObject({
        attempts: 1,
        tenant: TENANT,
        conversation: subscription.conversation,
        kind: 'change',
        change,
        to: 'subscription',
        type: 'channel',
        ...{ address, locale, timeZone },
      });
    });

    it('tells how many wait, and for how long', async () => {
      const { outbox } = world.storage;
      expect(await outbox.waiting()).toEqual({ count: 0, oldest: null });
      await world.subscribe(channel('one'), channel('two'));
      await world.admin.off();
      await world.pass(60_000);
      const { count, oldest } = await outbox.waiting();
      expect(count).toBe(2);
      expect(Math.round((oldest ?? 0) / 10_000)).toBe(6);
      const [one, two] = await world.take();
      if (!one || !two) throw new Error('two were queued');
      await world.settle({ kind: 'delivered' }, one);
      await world.settle({ kind: 'failed' }, two);
      expect(await outbox.waiting()).toEqual({ count: 0, oldest: null });
    });

    it('gives none twice, until its lease is over; what was taken first then settles nothing', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      const first = await world.takeOne();
      expect(await world.take()).toEqual([]);
      await world.pass(LEASE - 5_000);
      expect(await world.take()).toEqual([]);
      await world.pass(5_001);
      const second = await world.takeOne();
      expect(second).toMatchObject({ seq: first.seq, attempts: 2 });
      for (const kind of ['delivered', 'failed'] as const) await world.settle({ kind }, first);
      expect(await world.find(conversation('one'))).toMatchObject({ waiting: 1, failed: 0, lastDelivery: null });
      await world.settle({ kind: 'delivered' }, second);
      expect(await world.find(conversation('one'))).toMatchObject({
        waiting: 0,
        lastDelivery: { outcome: 'delivered' },
      });
    });

    it('lets several take at once, and gives each notice to one of them', async () => {
      await world.subscribe(...Array.from({ length: 30 }, (_, n) => channel(`c${n}`)));
      await world.admin.off();
      const taken = (await Promise.all([world.take(20), world.take(20), world.take(20)])).flat();
      expect(whom(taken)).toEqual(whom([...new Map(taken.map((notice) => [notice.seq, notice])).values()]));
      expect(taken).toHaveLength(30);
    });

    it('gives the notices of a conversation one by one, in the order of the changes', async () => {
      await world.subscribe(channel('one'), channel('two'));
      await world.admin.off();
      await world.admin.on();
      const first = await world.take();
      expect(first.map(({ change }) => change.receipt.number)).toEqual([1, 1]);
      expect(await world.take()).toEqual([]);
      const [one = failed('none'), two = failed('none')] = first;
      await world.settle({ kind: 'later', pause: 60_000 }, one);
      await world.settle({ kind: 'failed' }, two);
      expect(await world.takeOne()).toMatchObject({
        conversation: two.conversation,
        change: { receipt: { number: 2 } },
      });
    });

    it('lets a conversation rest that was sent to as often as the limits allow', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      await world.admin.on();
      await world.admin.off();
      expect(await world.settle({ kind: 'delivered' }, await world.takeOne())).toBe(0);
      // Six sends, in a minute from now: however slow this test is, the second is not over then.
      const sends = JSON.stringify(Array.from({ length: 6 }, () => world.clock.now + 60_000));
      await world.database.tamper(`update deliveries set recent = '${sends}'`);
      const wait = await world.settle({ kind: 'delivered' }, await world.takeOne());
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(61_001);
      expect(await world.take()).toEqual([]);
      await world.pass(61_001);
      expect(await world.takeOne()).toMatchObject({ change: { receipt: { number: 3 } } });
      expect(await world.take()).toEqual([]);
    });

    it('says when nothing more waits for a conversation', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      expect(await world.settle({ kind: 'delivered' }, await world.takeOne())).toBeNull();
    });

    it('gives the notices of a tenant turns that its replicas share, and every tenant its own', async () => {
      const names = Array.from({ length: 120 }, (_, n) => `c${n}`);
      await world.subscribe(...names.map((each) => channel(each)), channel('elsewhere', { tenant: OTHER_TENANT }));
      await world.admin.off();
      await world.admin.off({}, { ...BOB, tenant: OTHER_TENANT });
      const begun = Date.now();
      const some = await world.take(10);
      expect(some.filter(({ tenant }) => tenant === OTHER_TENANT)).toMatchObject([{ wait: 0 }]);
      const batches = [some, await world.take(), await world.take()];
      await world.pass(500);
      batches.push(await world.take());
      const most = (Date.now() - begun + 500 + 1_000) / TENANT_INTERVAL + 1;
      const waits = batches.map((batch) => batch.flatMap(({ tenant, wait }) => (tenant === TENANT ? wait : [])));
      expect(waits[0]).toEqual(Array.from({ length: 9 }, (_, place) => place * TENANT_INTERVAL));
      for (const [first = 0, ...others] of waits) {
        expect(others).toEqual(others.map((_, place) => first + (place + 1) * TENANT_INTERVAL));
      }
      expect(waits.flat().length).toBeGreaterThan(60);
      expect(waits.flat().length).toBeLessThanOrEqual(most);
    });

    it('leaves out tenants that have to wait', async () => {
      await world.subscribe(channel('one'), channel('elsewhere', { tenant: OTHER_TENANT }));
      await world.admin.off();
      await world.admin.off({}, { ...BOB, tenant: OTHER_TENANT });
      expect(whom(await world.storage.outbox.take(10, [TENANT]))).toEqual([conversation('elsewhere')]);
    });

    it('gives one that is to be sent later after its pause, and no more once a day is over', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      const first = await world.takeOne();
      expect(await world.settle({ kind: 'later', pause: 60_000 }, first)).toBe(60_000);
      expect(await world.take()).toEqual([]);
      await world.pass(60_001);
      const second = await world.takeOne();
      await world.settle({ kind: 'later', pause: DAY - HOUR }, second);
      await world.pass(DAY - HOUR + 1);
      const third = await world.takeOne();
      expect(await world.find(conversation('one'))).toMatchObject({ waiting: 1, failed: 0, lastDelivery: null });
      await world.settle({ kind: 'later', pause: HOUR }, third);
      expect(await world.find(conversation('one'))).toMatchObject({
        waiting: 0,
        failed: 1,
        lastDelivery: { outcome: 'failed' },
      });
      await world.pass(2 * HOUR);
      expect(await world.take()).toEqual([]);
    });

    it('gives one that was returned at once', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      await world.settle({ kind: 'returned' }, await world.takeOne());
      expect(await world.takeOne()).toMatchObject({ attempts: 2 });
      expect(await world.find(conversation('one'))).toMatchObject({ lastDelivery: null });
    });

    it('keeps one that failed to be seen, for a time', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      await world.settle({ kind: 'failed' }, await world.takeOne());
      expect(await world.find(conversation('one'))).toMatchObject({ failed: 1, lastDelivery: { outcome: 'failed' } });
      expect(await world.storage.outbox.forgetFailed(world.clock.now)).toBe(0);
      expect(await world.storage.outbox.forgetFailed(world.clock.now + 1)).toBe(1);
      expect(await world.find(conversation('one'))).toMatchObject({ failed: 0 });
    });

    it('ends the subscription where nobody is there any more', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      await world.admin.on();
      await world.settle({ kind: 'gone', reason: 'not-found' }, await world.takeOne());
      const ended = { at: expect.any(Number), reason: 'not-found' };
      expect(await world.find(conversation('one'))).toMatchObject({ ended, waiting: 0, failed: 0 });
      await world.admin.off();
      expect(await world.take()).toEqual([]);
    });
  });
}
