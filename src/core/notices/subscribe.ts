import { type Access, readerAccess } from '../access.ts';
import type { Actor } from '../actor.ts';
import { MalformedInput, UnknownMigration } from '../errors.ts';
import { needText, readFlag } from '../form-fields.ts';
import { type ConversationId, type MigrationId, migrationId, type TenantId } from '../ids.ts';
import { hasSetting } from '../migration.ts';
import { nearest } from '../nearest.ts';
import {
  type Conversation,
  EVERYTHING,
  type NoticeFilter,
  type Reachable,
  type Scope,
  type Subscription,
  type SubscriptionPorts,
  type SubscriptionStatus,
} from './subscription.ts';

/**
 * Subscribes a conversation to the changes of its tenant, those that this person may read. One that is subscribed keeps
 * its filter and its beginning, and learns its new address; one whose subscription was over gets notices again from now on.
 * @throws NotAllowed, DirectoryUnavailable, StorageUnavailable
 */
export async function subscribe(ports: SubscriptionPorts, actor: Actor, place: Conversation): Promise<Subscription> {
  const access = await readerAccess(ports, actor);
  const known = await ports.subscriptions.find(actor.tenant, place.conversation);
  const { tenant } = actor;
  const subscription: Subscription =
    known && !known.ended
      ? { ...known, ...place }
      : {
          ...place,
          tenant,
          filter: within(ports, access, known?.filter ?? EVERYTHING),
          since: ports.clock(),
          ended: null,
          lastDelivery: known?.lastDelivery ?? null,
        };
  await ports.subscriptions.save(subscription);
  return subscription;
}

/** Ends the subscription of a conversation; false where it had none. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable */
export async function unsubscribe(
  ports: SubscriptionPorts,
  actor: Actor,
  conversation: ConversationId,
): Promise<boolean> {
  await readerAccess(ports, actor);
  return ports.subscriptions.end(actor.tenant, { conversation }, { at: ports.clock(), reason: 'stopped' });
}

/**
 * What this conversation is subscribed to, whether or not that is over; null: nobody ever subscribed it.
 * @throws NotAllowed, DirectoryUnavailable, StorageUnavailable
 */
export async function subscriptionOf(
  ports: SubscriptionPorts,
  actor: Actor,
  conversation: ConversationId,
): Promise<SubscriptionStatus | null> {
  await readerAccess(ports, actor);
  return (await ports.subscriptions.find(actor.tenant, conversation)) ?? null;
}

/** All subscriptions of the tenant, newest first, those that are over included. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable */
export async function subscriptionsOfTenant(
  ports: SubscriptionPorts,
  actor: Actor,
): Promise<readonly SubscriptionStatus[]> {
  await readerAccess(ports, actor);
  return ports.subscriptions.list(actor.tenant);
}

/** What the filter's form carries: each a text or undefined as it came, read here. */
interface FilterInput {
  /** Ids with commas between them, as a ChoiceSet sends them; empty or missing: every migration. */
  readonly migrations: string | undefined;
  readonly states: string | undefined;
  readonly reminders: string | undefined;
}

/**
 * Sets which notices a conversation wants; null where it is not subscribed.
 * @throws NotAllowed, MalformedInput, UnknownMigration, DirectoryUnavailable, StorageUnavailable
 */
export async function setFilter(
  ports: SubscriptionPorts,
  actor: Actor,
  conversation: ConversationId,
  input: FilterInput,
): Promise<Subscription | null> {
  const access = await readerAccess(ports, actor);
  const filter = within(ports, access, {
    migrations: readMigrations(access, input.migrations),
    states: readStates(input.states),
    reminders: readFlag('reminders', input.reminders),
  });
  const known = await ports.subscriptions.find(actor.tenant, conversation);
  if (!known || known.ended) return null;
  const subscription = { ...known, filter };
  await ports.subscriptions.save(subscription);
  return subscription;
}

/** The bot was removed from a conversation, or from a team with all its channels. @throws StorageUnavailable */
export async function removedFrom(
  ports: Pick<SubscriptionPorts, 'subscriptions' | 'clock'>,
  tenant: TenantId,
  scope: Scope,
): Promise<void> {
  await ports.subscriptions.end(tenant, scope, { at: ports.clock(), reason: 'removed' });
  if ('conversation' in scope) await ports.subscriptions.forgetPersonalChat(tenant, scope.conversation);
}

/** Keeps how to reach a person alone, for reminders of what they turned off. @throws StorageUnavailable */
export async function rememberPersonalChat(
  { subscriptions }: Pick<SubscriptionPorts, 'subscriptions'>,
  { tenant, objectId }: Actor,
  { conversation, address, locale, timeZone }: Reachable,
): Promise<void> {
  if (objectId === null) return;
  await subscriptions.savePersonalChat({ tenant, objectId, conversation, address, locale, timeZone });
}

/** The filter without what this person may not read: nobody subscribes others to what is hidden from themselves. */
function within({ migrations }: SubscriptionPorts, { readable }: Access, filter: NoticeFilter): NoticeFilter {
  const all = [...migrations.values()].filter(hasSetting);
  const allowed = readable.map(({ id }) => id);
  const wanted = filter.migrations?.filter((id) => allowed.includes(id)) ?? [];
  if (wanted.length > 0) return { ...filter, migrations: wanted };
  return { ...filter, migrations: allowed.length === all.length ? null : allowed };
}

function readMigrations({ readable }: Access, text = ''): readonly MigrationId[] | null {
  const given = text.split(',').filter((id) => id !== '');
  if (given.length === 0) return null;
  const ids = readable.map(({ id }) => id);
  for (const id of given) if (!ids.includes(migrationId(id))) throw new UnknownMigration(id, nearest(id, ids));
  return ids.filter((id) => given.includes(id));
}

function readStates(text: string | undefined): NoticeFilter['states'] {
  const states = needText('states', text);
  if (states === 'both' || states === 'on' || states === 'off') return states;
  throw new MalformedInput('states', 'unknown');
}
