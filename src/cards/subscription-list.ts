import type { ConversationId } from '../core/ids.ts';
import type { SubscriptionStatus } from '../core/notices/subscription.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { known } from './known.ts';
import { type Line, line, messageCard, strongLine, subtleLine } from './message.ts';
import { deliveryLines } from './subscription.ts';

/** Conversations on one card: it stays under 25 KB, and readable. */
const SHOWN = 8;

/** Letters and digits at the end of an id that tell one conversation from another: no name is kept of it. */
const TAIL = 6;

function nameOf(
  { words: { notify, unreadable } }: Reader,
  { conversation, type }: SubscriptionStatus,
  here: ConversationId,
): string {
  const { names, name, thisOne } = notify.list;
  const tail = conversation
    .replace(/@.*$/s, '')
    .replace(/[^a-z0-9]/gi, '')
    .slice(-TAIL);
  const shown = name(known(names, type) ?? unreadable, tail);
  return conversation === here ? thisOne(shown) : shown;
}

const entry = (reader: Reader, status: SubscriptionStatus, here: ConversationId): Line[] => [
  strongLine(nameOf(reader, status, here)),
  ...deliveryLines(reader, status),
  subtleLine(reader.words.notify.since(reader.words.time(status.since, reader.timeZone))),
];

/** The conversations of a tenant from the `from`th on, each with its last delivery and its outcome; `here` is this one. */
export function subscriptionListCard(
  reader: Reader,
  all: readonly SubscriptionStatus[],
  from: number,
  here: ConversationId,
): AdaptiveCard {
  const { notify } = reader.words;
  const { list } = notify;
  const next = from + SHOWN;
  const more = execute({ title: notify.moreButton, verb: 'notify.list', data: { from: String(next) } });
  return messageCard({
    title: list.title,
    lines: [
      line(all.length === 0 ? list.empty : list.intro(all.length)),
      ...all.slice(from, next).flatMap((status) => entry(reader, status, here)),
    ],
    actions: [...(all.length > next ? [more] : []), execute({ title: notify.statusButton, verb: 'notify.show' })],
  });
}
