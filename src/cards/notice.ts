import type { ConversationType } from '../core/notices/subscription.ts';
import type { Migrations } from '../core/ports.ts';
import { COMMENT_MAX } from '../core/settings/feedback.ts';
import type { Change } from '../core/settings/receipt.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { endText, receiptLine, stateLine, whoAndWhen, why } from './change-lines.ts';
import { type Line, line, messageCard } from './message.ts';

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
  const names = namesOf(migrations, change);
  const isOn = receipt.to === 'on';
  const heading = isOn ? words.notice.on : receipt.from === 'off' ? words.notice.keptOff : words.notice.off;
  return messageCard({
    title: heading(names.title),
    lines: [
      stateLine(reader, receipt.to, names),
      line(whoAndWhen(reader, change)),
      ...whyFor(reader, change, type),
      ...(isOn ? [] : [line(endText(reader, receipt.until))]),
      receiptLine(reader, receipt),
    ],
    notes: [words.notice.because[type], words.notice.stop],
    actions: [
      execute({ title: words.buttons.status, verb: 'setting.show', data: { migration: receipt.migration } }),
      stopAction(reader),
    ],
  });
}
