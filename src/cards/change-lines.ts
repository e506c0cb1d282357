import type { SettingStatus } from '../core/settings/read-settings.ts';
import { type Change, digitsOf, type Receipt } from '../core/settings/receipt.ts';
import type { Reader } from './card.ts';
import { known } from './known.ts';
import { type Line, line, markedLine, strongLine, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

/** Longest comment on a card that shows several: the whole of it stands in the feedback. */
const EXCERPT = 300;

/** Longest name on a card: the whole of it stands in the CSV. */
const NAME_MAX = 100;

/** The name of who made a change, as text. */
export const nameOf = ({ words }: Reader, { actor }: Change): string =>
  actor ? plainText(actor.name, NAME_MAX) : words.status.somebody;

/** "Turned off by …, …." */
export function whoAndWhen(reader: Reader, change: Change): string {
  const { status, time } = reader.words;
  const { from, to, at, cause } = change.receipt;
  const when = time(at, reader.timeZone);
  if (cause.kind === 'timer') return status.byTimer(when, cause.setBy);
  const who = nameOf(reader, change);
  if (to === 'on') return status.turnedOn(who, when);
  if (to !== 'off') return status.changed(who, when);
  return from === 'off' ? status.keptOff(who, when) : status.turnedOff(who, when);
}

/** "Why: …. “…”", or null where no reason was asked for. */
export function why({ words }: Reader, { receipt, feedback }: Change, max = EXCERPT): string | null {
  if (receipt.category === null) return null;
  const category = known(words.categories, receipt.category) ?? words.unreadable;
  return words.status.why(category, feedback && plainText(feedback.comment, max));
}

/** Until when an off lasts. */
export const endText = ({ words, timeZone }: Reader, until: number | null): string =>
  until === null ? words.status.open : words.status.until(words.time(until, timeZone));

/** The receipt's number and digits, small. */
export function receiptLine({ words }: Reader, receipt: Receipt): Line {
  const isNumbered = Number.isSafeInteger(receipt.number);
  return subtleLine(isNumbered ? words.outcome.receipt(receipt.number, digitsOf(receipt)) : words.unreadable);
}

/** State, who, why, until when: what a reader wants to know of a setting. */
export function statusLines(reader: Reader, { migration, setting, lastChange }: SettingStatus, max?: number): Line[] {
  const { words } = reader;
  const { status } = words;
  const { state, until } = setting;
  const reason = lastChange && why(reader, lastChange, max);
  return [
    stateLine(reader, state, { from: migration.fromPortal, to: migration.toPortal }),
    line(lastChange ? whoAndWhen(reader, lastChange) : status.never),
    ...(reason ? [line(reason)] : []),
    ...(state === 'off' && lastChange ? [line(endText(reader, until))] : []),
  ];
}

/** How a setting stands, and what that means for old links from one portal to the other. */
export function stateLine(
  { words }: Reader,
  state: Receipt['to'],
  { from, to }: { readonly from: string; readonly to: string },
): Line {
  if (state === 'on') return markedLine(words.state.on, words.status.on(from, to));
  if (state === 'off') return markedLine(words.state.off, words.status.off(from), 'attention');
  return strongLine(words.unreadable, 'attention');
}
