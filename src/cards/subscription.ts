import type { ConversationType, NoticeFilter, SubscriptionStatus } from '../core/notices/subscription.ts';
import type { Migrations } from '../core/ports.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { known } from './known.ts';
import { type Line, line, markedLine, messageCard, subtleLine } from './message.ts';
import { stopAction } from './notice.ts';

const listAction = ({ words }: Reader): Action => execute({ title: words.notify.listButton, verb: 'notify.list' });

/** Which notices come. */
function filterLines({ words }: Reader, migrations: Migrations, { migrations: ids, states, reminders }: NoticeFilter) {
  const { notify } = words;
  const titles = ids?.map((id) => migrations.get(id)?.title ?? id);
  return [
    line(titles ? notify.settings(titles) : notify.allSettings),
    line(known(notify.states, states) ?? words.unreadable),
    line(reminders ? notify.reminders : notify.noReminders),
  ];
}

/** How the last notice went and what becomes of the others, or why none comes any more. */
export function deliveryLines({ words, timeZone }: Reader, status: SubscriptionStatus): Line[] {
  const { notify, time } = words;
  const { ended, lastDelivery, failed, waiting } = status;
  const lines: Line[] = [];
  if (ended) {
    const wasStopped = ended.reason === 'stopped';
    const reason = known(notify.reasons, ended.reason)?.(time(ended.at, timeZone)) ?? words.unreadable;
    lines.push(markedLine(notify.over, reason, wasStopped ? 'default' : 'attention'));
  }
  if (lastDelivery) {
    const { outcome, at } = lastDelivery;
    const tone = outcome === 'delivered' ? 'default' : 'attention';
    lines.push(markedLine(known(notify.outcome, outcome) ?? words.unreadable, notify.last(time(at, timeZone)), tone));
  } else if (!ended) lines.push(line(notify.noneYet));
  if (failed > 0) lines.push(line(notify.failed(failed)));
  if (waiting > 0) lines.push(line(notify.waiting(waiting)));
  return lines;
}

/** What this conversation gets, for everyone there to see: nothing of a setting stands on it. null: it never got any. */
export function subscriptionCard(
  reader: Reader,
  migrations: Migrations,
  status: SubscriptionStatus | null,
  type: ConversationType,
): AdaptiveCard {
  const { notify, notice, time } = reader.words;
  if (!status || status.ended) {
    const start = execute({ title: notify.startButton[type], verb: 'notify.on', style: 'positive' });
    return messageCard({
      title: notify.none[type],
      lines: [...(status ? deliveryLines(reader, status) : [line(notify.nobody)]), line(notify.say)],
      actions: [start, listAction(reader)],
    });
  }
  return messageCard({
    title: notify.here[type],
    lines: [
      line(notify.say),
      ...filterLines(reader, migrations, status.filter),
      ...deliveryLines(reader, status),
      subtleLine(notify.since(time(status.since, reader.timeZone))),
    ],
    notes: [notice.stop],
    actions: [
      execute({ title: notify.filterButton, verb: 'notify.askFilter' }),
      stopAction(reader),
      listAction(reader),
    ],
  });
}
