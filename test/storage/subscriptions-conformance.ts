import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channel, conversation } from '../world/notices.ts';
import { MDO, OTHER_TENANT, TENANT } from '../world/settings.ts';
import type { TestDatabase } from './conformance.ts';
import { NoticesWorld, whom } from './notices-world.ts';

/** What each kind of database promises of subscriptions. */
export function describeSubscriptions(name: string, create: () => Promise<TestDatabase>): void {
  describe(`subscriptions on ${name}`, () => {
    let world: NoticesWorld;
    beforeAll(async () => {
      world = await NoticesWorld.open(create);
    });
    afterAll(() => world.close());
    beforeEach(() => world.reset());

    it('are kept with all that belongs to them', async () => {
      const one = channel('one', { since: 1, filter: { migrations: [MDO.id], states: 'off', reminders: false } });
      const two = channel('two', { since: 2, team: null, type: 'groupChat' });
      const over = channel('over', { since: 3, ended: { at: 5, reason: 'forbidden' } });
      await world.subscribe(one, two, over, channel('elsewhere', { tenant: OTHER_TENANT }));
      const none = { waiting: 0, failed: 0 };
      expect(await world.storage.subscriptions.list(TENANT)).toEqual(
        [over, two, one].map((each) => ({ ...each, ...none })),
      );
      expect(await world.storage.subscriptions.find(TENANT, one.conversation)).toEqual({ ...one, ...none });
      expect(await world.storage.subscriptions.find(TENANT, conversation('elsewhere'))).toBeUndefined();
    });

    it('are replaced whole, but for how the last delivery went', async () => {
      await world.subscribe(channel('one'));
      await world.admin.off();
      await world.settle({ kind: 'delivered' }, await world.takeOne());
      const before = await world.find(conversation('one'));
      expect(before.lastDelivery).toMatchObject({ outcome: 'delivered' });
      const renewed = channel('one', { address: 'new', since: 9 });
      await world.subscribe(renewed);
      expect(await world.find(conversation('one'))).toEqual({
        ...before,
        ...renewed,
        lastDelivery: before.lastDelivery,
      });
    });

    it('end once, by conversation or for a whole team, and what waits for them is dropped', async () => {
      await world.subscribe(channel('one'), channel('two'), channel('three', { team: 'another' }));
      await world.admin.off();
      const ended = { at: 7, reason: 'removed' } as const;
      const [byTeam, byConversation] = [{ team: '19:team@thread.tacv2' }, { conversation: conversation('three') }];
      expect(await world.storage.subscriptions.end(OTHER_TENANT, byTeam, ended)).toBe(false);
      expect(await world.storage.subscriptions.end(TENANT, byTeam, ended)).toBe(true);
      expect(await world.storage.subscriptions.end(TENANT, byTeam, { ...ended, at: 8 })).toBe(false);
      expect(await world.find(conversation('two'))).toMatchObject({ ended, waiting: 0 });
      expect(whom(await world.take())).toEqual([conversation('three')]);
      expect(await world.storage.subscriptions.end(TENANT, byConversation, ended)).toBe(true);
      expect(await world.storage.subscriptions.list(TENANT)).toMatchObject([{ ended }, { ended }, { ended }]);
    });
  });
}
