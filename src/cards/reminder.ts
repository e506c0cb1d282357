import type { ConversationType } from '../core/notices/subscription.ts';
import type { Migrations } from '../core/ports.ts';
import type { Change } from '../core/settings/receipt.ts';
import { STILL_OFF_EVERY } from '../core/settings/reminder.ts';
import { DAY } from '../core/time.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { receiptLine, stateLine, whoAndWhen } from './change-lines.ts';
import { line, messageCard, strongLine } from './message.ts';
import { namesOf, stopAction, whyFor } from './notice.ts';

/** Opens the disable form; `again` is the receipt whose reason and comment it begins with. */
const keepOffAction = ({ words }: Reader, { receipt }: Change): Action =>
  execute({
    title: words.buttons.keepOff,
    verb: 'setting.askOff',
    data: { migration: receipt.migration, again: String(receipt.number) },
  });

/** For whoever turned it off, in their own chat: it ends soon, unless they keep it off. */
export function endsSoonCard(reader: Reader, migrations: Migrations, change: Change): AdaptiveCard {
  const { words, timeZone } = reader;
  const { title, from, to } = namesOf(migrations, change);
  const { until, migration } = change.receipt;
  return messageCard({
    title: words.reminder.endsSoon(title),
    lines: [
      ...(until === null ? [] : [strongLine(words.reminder.ends(from, to, words.time(until, timeZone)))]),
      line(whoAndWhen(reader, change)),
      ...whyFor(reader, change, 'personal'),
      receiptLine(reader, change.receipt),
    ],
    notes: [words.reminder.letItEnd, words.reminder.becauseYou],
    actions: [
      keepOffAction(reader, change),
      execute({ title: words.buttons.status, verb: 'setting.show', data: { migration } }),
    ],
  });
}

/** An off without an end has lasted for long. `to`: whoever made it, or a conversation that asked for such reminders. */
export function stillOffCard(
  reader: Reader,
  migrations: Migrations,
  change: Change,
  to: { readonly to: 'subscription' | 'person'; readonly type: ConversationType },
): AdaptiveCard {
  const { words } = reader;
  const names = namesOf(migrations, change);
  const { migration } = change.receipt;
  const asked = to.to === 'subscription';
  return messageCard({
    title: words.reminder.stillOff(names.title),
    lines: [
      stateLine(reader, change.receipt.to, names),
      line(whoAndWhen(reader, change)),
      ...whyFor(reader, change, to.type),
      line(words.reminder.noEnd),
      receiptLine(reader, change.receipt),
    ],
    notes: [
      words.reminder.again(STILL_OFF_EVERY / DAY),
      ...(asked ? [words.notice.because[to.type], words.notice.stop] : [words.reminder.becauseYou]),
    ],
    actions: [
      execute({ title: words.reminder.turnOn, verb: 'setting.askOn', style: 'positive', data: { migration } }),
      keepOffAction(reader, change),
      ...(asked ? [stopAction(reader)] : []),
    ],
  });
}
