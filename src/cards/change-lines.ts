import type { SettingStatus } from '../core/settings/read-settings.ts';
import type { Change } from '../core/settings/receipt.ts';
import type { Reader } from './card.ts';
import { type Line, line, markedLine } from './message.ts';
import { plainText } from './plain-text.ts';

/** Longest comment on a card that shows several: the whole of it stands in the feedback. */
const EXCERPT = 300;

/** The name of who made a change, as text. */
export const nameOf = ({ words }: Reader, { actor }: Change): string =>
  actor ? plainText(actor.name) : words.status.somebody;

/** "Turned off by …, …." */
export function whoAndWhen(reader: Reader, change: Change): string {
  const { status, time } = reader.words;
  const { from, to, at, cause } = change.receipt;
  const when = time(at, reader.timeZone);
  if (cause.kind === 'timer') return status.byTimer(when, cause.setBy);
  const who = nameOf(reader, change);
  if (to === 'on') return status.turnedOn(who, when);
  return from === 'off' ? status.keptOff(who, when) : status.turnedOff(who, when);
}

/** "Why: …. “…”", or null where no reason was asked for. */
export function why({ words }: Reader, { receipt, feedback }: Change, max = EXCERPT): string | null {
  if (receipt.category === null) return null;
  return words.status.why(words.categories[receipt.category], feedback && plainText(feedback.comment, max));
}

/** State, who, why, until when: what a reader wants to know of a setting. */
export function statusLines(reader: Reader, { migration, setting, lastChange }: SettingStatus, max?: number): Line[] {
  const { words } = reader;
  const { status, time } = words;
  const { state, until } = setting;
  const lines = [
    state === 'on'
      ? markedLine(words.state.on, status.on(migration.fromPortal, migration.toPortal), 'good')
      : markedLine(words.state.off, status.off(migration.fromPortal), 'attention'),
    line(lastChange ? whoAndWhen(reader, lastChange) : status.never),
  ];
  const reason = lastChange && why(reader, lastChange, max);
  if (reason) lines.push(line(reason));
  if (state === 'off' && lastChange)
    lines.push(line(until === null ? status.open : status.until(time(until, reader.timeZone))));
  return lines;
}
