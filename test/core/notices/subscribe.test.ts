import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/actor.ts';
import { MalformedInput, NotAllowed, UnknownMigration } from '../../../src/core/errors.ts';
import type { Notice } from '../../../src/core/notices/notice.ts';
import {
  rememberPersonalChat,
  removedFrom,
  setFilter,
  subscribe,
  subscriptionOf,
  subscriptionsOfTenant,
  unsubscribe,
} from '../../../src/core/notices/subscribe.ts';
import { type Conversation, EVERYTHING, type SubscriptionPorts } from '../../../src/core/notices/subscription.ts';
import { turnOff } from '../../../src/core/settings/change-setting.ts';
import { changes, chat, conversation, HOUR } from '../../world/notices.ts';
import {
  ADA,
  BOB,
  COMPLIANCE,
  DIS,
  EVE,
  GUS,
  MDO,
  NOBODY,
  NOON,
  OTHER_TENANT,
  offForm,
  openSettingsWorld,
  ROY,
  type SettingsWorld,
  TENANT,
} from '../../world/settings.ts';

let world: SettingsWorld;
let ports: SubscriptionPorts;
beforeEach(async () => {
  world = await openSettingsWorld();
  ports = { ...world.ports, subscriptions: world.storage.subscriptions };
});
afterEach(() => world.close());

const place = (name: string, changed: Partial<Conversation> = {}): Conversation => ({
  conversation: conversation(name),
  type: 'channel',
  team: 'a team',
  address: `to ${name}`,
  locale: 'en-US',
  timeZone: 'Europe/Berlin',
  ...changed,
});
const here = place('here');
const status = () => subscriptionOf(ports, ADA, here.conversation);
const all = { migrations: undefined, states: 'both', reminders: 'true' };

/** What Ada is sent alone when something that she turned off for four hours is about to end. */
async function remindersOfAda(): Promise<readonly Notice[]> {
  const { storage, clock } = world;
  await changes(storage, clock).off({ duration: 'PT4H' });
  clock.now += 3 * HOUR;
  for (const reminder of (await storage.timers.due(10)).reminders) await storage.timers.remind(reminder);
  return (await storage.outbox.take(10, [])).filter(({ to }) => to === 'person');
}

describe('a conversation', () => {
  it('is subscribed to everything by somebody who may read everything', async () => {
    const subscription = await subscribe(ports, ROY, here);
    expect(subscription).toEqual({
      ...here,
      tenant: TENANT,
      filter: EVERYTHING,
      since: NOON,
      ended: null,
      lastDelivery: null,
    });
    expect(await status()).toEqual({ ...subscription, waiting: 0, failed: 0 });
  });

  it('is subscribed once: again, it learns where it is now, and keeps its beginning and its filter', async () => {
    await subscribe(ports, ROY, here);
    await setFilter(ports, ROY, here.conversation, { ...all, states: 'off' });
    world.clock.now += 5;
    await subscribe(ports, ADA, { ...here, address: 'elsewhere', locale: 'de-DE', timeZone: 'UTC' });
    expect(await subscriptionsOfTenant(ports, ADA)).toHaveLength(1);
    expect(await status()).toMatchObject({
      address: 'elsewhere',
      locale: 'de-DE',
      timeZone: 'UTC',
      since: NOON,
      filter: { ...EVERYTHING, states: 'off' },
    });
  });

  it('stops when somebody says so; what waits for it is dropped', async () => {
    await subscribe(ports, ROY, here);
    await turnOff(world.ports, ADA, offForm());
    expect(await status()).toMatchObject({ waiting: 1 });
    expect(await unsubscribe(ports, BOB, here.conversation)).toBe(true);
    expect(await status()).toMatchObject({ ended: { at: NOON, reason: 'stopped' }, waiting: 0 });
    expect(await unsubscribe(ports, BOB, here.conversation)).toBe(false);
    expect(await unsubscribe(ports, BOB, conversation('never'))).toBe(false);
  });

  it('starts again from now on, with the filter it had', async () => {
    await subscribe(ports, ROY, here);
    await setFilter(ports, ROY, here.conversation, { ...all, migrations: MDO.id });
    await unsubscribe(ports, ROY, here.conversation);
    world.clock.now += 5;
    await subscribe(ports, ROY, here);
    expect(await status()).toMatchObject({
      since: NOON + 5,
      ended: null,
      filter: { ...EVERYTHING, migrations: [MDO.id] },
    });
  });

  it('that was never subscribed has no status', async () => {
    expect(await status()).toBeNull();
    expect(await subscriptionsOfTenant(ports, ADA)).toEqual([]);
  });

  it('belongs to its tenant', async () => {
    await subscribe(ports, ROY, here);
    const stranger: Actor = { ...ADA, tenant: OTHER_TENANT };
    expect(await subscriptionOf(ports, stranger, here.conversation)).toBeNull();
    expect(await subscriptionsOfTenant(ports, stranger)).toEqual([]);
    expect(await unsubscribe(ports, stranger, here.conversation)).toBe(false);
    expect(await status()).toMatchObject({ ended: null });
  });
});

describe('a filter', () => {
  it('says which migrations, which states, and whether reminders', async () => {
    await subscribe(ports, ROY, here);
    const given = { migrations: `${COMPLIANCE.id},${MDO.id}`, states: 'on', reminders: undefined };
    await setFilter(ports, ROY, here.conversation, given);
    expect(await status()).toMatchObject({
      filter: { migrations: [MDO.id, COMPLIANCE.id], states: 'on', reminders: false },
    });
    await setFilter(ports, ROY, here.conversation, all);
    expect(await status()).toMatchObject({ filter: EVERYTHING });
  });

  it('is for conversations that are subscribed', async () => {
    expect(await setFilter(ports, ROY, here.conversation, all)).toBeNull();
    await subscribe(ports, ROY, here);
    await unsubscribe(ports, ROY, here.conversation);
    expect(await setFilter(ports, ROY, here.conversation, all)).toBeNull();
  });

  it.each([
    ['states', { ...all, states: undefined }, 'missing'],
    ['states', { ...all, states: 'sideways' }, 'unknown'],
    ['reminders', { ...all, reminders: 'perhaps' }, 'unknown'],
  ])('whose %s cannot be read changes nothing', async (field, given, problem) => {
    await subscribe(ports, ROY, here);
    const refused = setFilter(ports, ROY, here.conversation, given);
    await expect(refused).rejects.toBeInstanceOf(MalformedInput);
    await expect(refused).rejects.toMatchObject({ field, problem });
    expect(await status()).toMatchObject({ filter: EVERYTHING });
  });

  it('of a migration that there is not is refused, with what may have been meant', async () => {
    await subscribe(ports, ROY, here);
    const refused = setFilter(ports, ROY, here.conversation, { ...all, migrations: `${MDO.id},mdo-sc` });
    await expect(refused).rejects.toBeInstanceOf(UnknownMigration);
    await expect(refused).rejects.toMatchObject({ given: 'mdo-sc', near: [MDO.id] });
  });

  it('never holds what the person who sets it may not read', async () => {
    // Bob may read mdo-scc only.
    await subscribe(ports, BOB, here);
    expect(await status()).toMatchObject({ filter: { migrations: [MDO.id] } });
    await setFilter(ports, BOB, here.conversation, all);
    expect(await status()).toMatchObject({ filter: { migrations: [MDO.id] } });
    const refused = setFilter(ports, BOB, here.conversation, { ...all, migrations: COMPLIANCE.id });
    await expect(refused).rejects.toBeInstanceOf(UnknownMigration);

    await setFilter(ports, ROY, here.conversation, all);
    await unsubscribe(ports, ROY, here.conversation);
    await subscribe(ports, BOB, here);
    expect(await status()).toMatchObject({ filter: { migrations: [MDO.id] } });
  });
});

describe('the bot removed', () => {
  it('from a chat ends its subscription, and forgets the person', async () => {
    const own = place('own', { type: 'personal', team: null });
    await subscribe(ports, ADA, own);
    await rememberPersonalChat(ports, ADA, own);
    await removedFrom(ports, TENANT, { conversation: own.conversation });
    expect(await remindersOfAda()).toEqual([]);
    expect(await subscriptionOf(ports, ADA, own.conversation)).toMatchObject({
      ended: { at: NOON, reason: 'removed' },
    });
  });

  it('from a team ends the subscriptions of all its channels, and of no other', async () => {
    await subscribe(ports, ADA, here);
    await subscribe(ports, ADA, place('there'));
    await subscribe(ports, ADA, place('in another team', { team: 'another team' }));
    await removedFrom(ports, TENANT, { team: 'a team' });
    const ended = (await subscriptionsOfTenant(ports, ADA)).filter((subscription) => subscription.ended);
    expect(ended.map(({ address }) => address).sort()).toEqual(['to here', 'to there']);
  });
});

describe('people', () => {
  const uses: ReadonlyArray<readonly [string, (actor: Actor) => Promise<unknown>]> = [
    ['subscribe', (actor) => subscribe(ports, actor, here)],
    ['stop', (actor) => unsubscribe(ports, actor, here.conversation)],
    ['ask what is subscribed', (actor) => subscriptionOf(ports, actor, here.conversation)],
    ['list', (actor) => subscriptionsOfTenant(ports, actor)],
    ['filter', (actor) => setFilter(ports, actor, here.conversation, all)],
  ];

  it.each(uses)('who may read a setting may %s', async (_name, use) => {
    for (const actor of [ADA, BOB, ROY]) await expect(use(actor)).resolves.not.toThrow();
  });

  it.each(uses)('without a role, guests and disabled accounts may not %s', async (_name, use) => {
    for (const actor of [EVE, GUS, DIS, NOBODY]) await expect(use(actor)).rejects.toBeInstanceOf(NotAllowed);
    expect(await subscriptionsOfTenant(ports, ADA)).toEqual([]);
  });

  it('are reached alone where they talked to Signpost last', async () => {
    await rememberPersonalChat(ports, NOBODY, chat());
    expect(await remindersOfAda()).toEqual([]);
    await rememberPersonalChat(ports, ADA, chat({ address: 'old' }));
    await rememberPersonalChat(ports, ADA, chat());
    const { conversation, address, locale, timeZone } = chat();
    expect(await remindersOfAda()).toMatchObject([{ conversation, address, locale, timeZone }]);
  });
});
