import type { AdaptiveCard } from '../../cards/card.ts';
import { filterForm } from '../../cards/filter-form.ts';
import { subscriptionCard } from '../../cards/subscription.ts';
import { subscriptionListCard } from '../../cards/subscription-list.ts';
import { readerAccess } from '../../core/access.ts';
import {
  setFilter,
  subscribe,
  subscriptionOf,
  subscriptionsOfTenant,
  unsubscribe,
} from '../../core/notices/subscribe.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';

/** What this conversation is subscribed to. */
export async function showSubscription({ ports, actor, place, reader }: Turn): Promise<AdaptiveCard> {
  const status = await subscriptionOf(ports, actor, place.conversation);
  return subscriptionCard(reader, ports.migrations, status, place.type);
}

export async function startNotices(turn: Turn): Promise<AdaptiveCard> {
  await subscribe(turn.ports, turn.actor, turn.place);
  return showSubscription(turn);
}

export async function stopNotices(turn: Turn): Promise<AdaptiveCard> {
  await unsubscribe(turn.ports, turn.actor, turn.place.conversation);
  return showSubscription(turn);
}

/** All conversations of the tenant, from this number on. */
export async function showSubscriptions({ ports, actor, place, reader }: Turn, from = 0): Promise<AdaptiveCard> {
  const all = await subscriptionsOfTenant(ports, actor);
  return subscriptionListCard(reader, all, from, place.conversation);
}

/** The form; where no notices come there is nothing to choose from, and the card says so. */
async function askFilter(turn: Turn): Promise<AdaptiveCard> {
  const { ports, actor, place, reader } = turn;
  const { readable } = await readerAccess(ports, actor);
  const status = await subscriptionOf(ports, actor, place.conversation);
  return status && !status.ended ? filterForm(reader, readable, status.filter) : showSubscription(turn);
}

async function chooseFilter(turn: Turn, data: CardData): Promise<AdaptiveCard> {
  const { ports, actor, place } = turn;
  await readerAccess(ports, actor);
  await setFilter(ports, actor, place.conversation, {
    migrations: data.text('migrations'),
    states: data.text('states'),
    reminders: data.text('reminders'),
  });
  return showSubscription(turn);
}

export const notifyActions = {
  'notify.on': startNotices,
  'notify.off': stopNotices,
  'notify.show': showSubscription,
  'notify.askFilter': askFilter,
  'notify.filter': chooseFilter,
  'notify.list': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showSubscriptions(turn, data.number('from'));
  },
};
