import type { StillPinned } from '../core/links/session-meter.ts';
import type { Migrations } from '../core/ports.ts';
import { COMMENT_MAX } from '../core/settings/feedback.ts';
import type { SettingStatus } from '../core/settings/read-settings.ts';
import type { Change } from '../core/settings/receipt.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { endText, receiptLine, statusLines, whoAndWhen, why } from './change-lines.ts';
import { consequences } from './consequences.ts';
import { known } from './known.ts';
import { type Line, line, messageCard, strongLine, subtleLine } from './message.ts';

/** Makes the nonce of one button or form. */
export type NewNonce = () => string;

const onAction = ({ words }: Reader, { migration, setting }: SettingStatus, newNonce: NewNonce): Action =>
  execute({
    title: words.enable.button,
    verb: 'setting.on',
    style: 'positive',
    data: { migration: migration.id, version: String(setting.version), nonce: newNonce() },
  });

/** What this person may do with the setting now, the likely thing first. */
function actionsFor(reader: Reader, status: SettingStatus, newNonce: NewNonce): Action[] {
  const { buttons } = reader.words;
  const data = { migration: status.migration.id };
  const history = execute({ title: buttons.history, verb: 'history.show', data });
  const feedback = execute({ title: buttons.feedback, verb: 'feedback.show', data });
  if (!status.mayChange) return [history, feedback];
  if (status.setting.state === 'on') {
    return [execute({ title: buttons.turnOff, verb: 'setting.askOff', data }), history, feedback];
  }
  return [
    onAction(reader, status, newNonce),
    execute({ title: buttons.keepOff, verb: 'setting.askOff', data }),
    history,
  ];
}

/** Who is not over yet after a change; nothing where nobody can say. */
function pinnedLines({ words, timeZone }: Reader, pinned: StillPinned | null): Line[] {
  if (!pinned) return [];
  const { sessions, lastEnds } = pinned;
  return [line(lastEnds === null ? words.meter.nobody : words.meter.some(sessions, words.time(lastEnds, timeZone)))];
}

/** What goes before a setting, and who may still be pinned to its other state. */
interface About {
  readonly above?: { readonly title: string; readonly lines: readonly Line[] };
  readonly pinned?: StillPinned | null;
}

/** One setting: its state, who changed it last, why, until when, and what may be done. */
export const settingCard = (
  reader: Reader,
  status: SettingStatus,
  newNonce: NewNonce,
  { above, pinned = null }: About = {},
): AdaptiveCard =>
  messageCard({
    title: above?.title ?? status.migration.title,
    tone: above ? 'attention' : 'default',
    lines: [
      ...(above ? [...above.lines, strongLine(status.migration.title)] : []),
      ...statusLines(reader, status, COMMENT_MAX),
      ...pinnedLines(reader, pinned),
      subtleLine(reader.words.status.id(status.migration.id)),
    ],
    notes: consequences(reader, status.migration),
    actions: actionsFor(reader, status, newNonce),
  });

/** The answer to a click that came too late: who was faster, and how it is now. */
export function fasterCard(reader: Reader, status: SettingStatus, newNonce: NewNonce): AdaptiveCard {
  const texts = reader.words.errors['stale-version'];
  const above = { title: texts.title, lines: [line(texts.unchanged)] };
  return settingCard(reader, status, newNonce, { above });
}

/** What turning it on will do, and the button that does it. */
export const enableCard = (reader: Reader, status: SettingStatus, newNonce: NewNonce): AdaptiveCard => {
  const { words } = reader;
  const { migration } = status;
  return messageCard({
    title: words.enable.title(migration.toPortal),
    lines: [
      line(words.enable.intro(migration.fromPortal, migration.toPortal)),
      ...statusLines(reader, status).slice(1),
    ],
    notes: consequences(reader, migration),
    actions: [
      onAction(reader, status, newNonce),
      execute({ title: words.form.cancel, verb: 'setting.show', data: { migration: migration.id } }),
    ],
  });
};

/** What a change did, made from its receipt alone: a form sent twice gets this card twice. */
export function outcomeCard(
  reader: Reader,
  migrations: Migrations,
  change: Change,
  pinned: StillPinned | null = null,
): AdaptiveCard {
  const { words } = reader;
  const { receipt } = change;
  const migration = migrations.get(receipt.migration);
  const from = migration?.fromPortal ?? receipt.migration;
  const to = migration?.toPortal ?? receipt.migration;
  const reason = why(reader, change, COMMENT_MAX);
  const { on, off, onLine, offLine } = words.outcome;
  return messageCard({
    title: known({ on, off }, receipt.to) ?? words.unreadable,
    lines: [
      strongLine(known({ on: onLine(from, to), off: offLine(from) }, receipt.to) ?? words.unreadable),
      line(whoAndWhen(reader, change)),
      ...(reason ? [line(reason)] : []),
      ...(receipt.to === 'off' ? [line(endText(reader, receipt.until))] : []),
      ...pinnedLines(reader, pinned),
      subtleLine(words.status.id(receipt.migration)),
      receiptLine(reader, receipt),
    ],
    notes: [`${words.consequences.sessions} ${words.consequences.reversible}`],
    actions: [
      execute({ title: words.buttons.status, verb: 'setting.show', data: { migration: receipt.migration } }),
      execute({ title: words.buttons.history, verb: 'history.show', data: { migration: receipt.migration } }),
    ],
  });
}
