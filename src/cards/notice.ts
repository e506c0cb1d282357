import type { ConversationType } from '../core/notices/subscription.ts';
import type { Migrations } from '../core/ports.ts';
import { COMMENT_MAX } from '../core/settings/feedback.ts';
import { type Change, digitsOf } from '../core/settings/receipt.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { whoAndWhen, why } from './change-lines.ts';
import { type Line, line, markedLine, messageCard, subtleLine } from './message.ts';

/** The migration that a change is about, and its portals, by name. Two migrations may begin at the same portal. */
export function namesOf(migrations: Migrations, { receipt }: Change) {
  const migration = migrations.get(receipt.migration);
  return {
    title: migration?.title ?? receipt.migration,
    from: migration?.fromPortal ?? receipt.migration,
    to: migration?.toPortal ?? receipt.migration,
  };
}

/** Why, as a conversation may read it: the comment too in a personal chat, elsewhere only where its writer allowed it. */
export function whyFor(reader: Reader, change: Change, type: ConversationType): Line[] {
  const mayShow = type === 'personal' || change.feedback?.share === true;
  const reason = why(reader, mayShow ? change : { ...change, feedback: null }, COMMENT_MAX);
  return reason === null ? [] : [line(reason)];
}

/** How it is since this change. */
export function stateLine({ words }: Reader, migrations: Migrations, change: Change): Line {
  const { from, to } = namesOf(migrations, change);
  return change.receipt.to === 'on'
    ? markedLine(words.state.on, words.status.on(from, to), 'good')
    : markedLine(words.state.off, words.status.off(from), 'attention');
}

export const stopAction = ({ words }: Reader): Action =>
  execute({ title: words.notice.stopButton, verb: 'notify.off' });

/** What a subscribed conversation is told of a change: who, what, why, until when, and how to stop these notices. */
export function noticeCard(
  reader: Reader,
  migrations: Migrations,
  change: Change,
  type: ConversationType,
): AdaptiveCard {
  const { words } = reader;
  const { receipt } = change;
  const { title } = namesOf(migrations, change);
  const isOn = receipt.to === 'on';
  const heading = isOn ? words.notice.on : receipt.from === 'off' ? words.notice.keptOff : words.notice.off;
  const end =
    receipt.until === null ? words.status.open : words.status.until(words.time(receipt.until, reader.timeZone));
  return messageCard({
    title: heading(title),
    lines: [
      stateLine(reader, migrations, change),
      line(whoAndWhen(reader, change)),
      ...whyFor(reader, change, type),
      ...(isOn ? [] : [line(end)]),
      subtleLine(words.outcome.receipt(receipt.number, digitsOf(receipt))),
    ],
    notes: [words.notice.because[type], words.notice.stop],
    actions: [
      execute({ title: words.buttons.status, verb: 'setting.show', data: { migration: receipt.migration } }),
      stopAction(reader),
    ],
  });
}
