import { CATEGORIES } from '../core/settings/feedback.ts';
import type { FeedbackReport } from '../core/settings/read-settings.ts';
import type { Change } from '../core/settings/receipt.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { nameOf, whoAndWhen, why } from './change-lines.ts';
import template from './feedback.json' with { type: 'json' };
import { fittingCsv } from './feedback-csv.ts';
import { CARD_MAX, sizeOf } from './fit.ts';
import { line, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

const expand = templateOf(template);

/** Comments shown as such; the others stand in the CSV. */
const ENTRIES_SHOWN = 5;
/** Names of people who may be asked. */
const ASKABLE_SHOWN = 10;

interface Summary {
  readonly intro: string;
  readonly counted: readonly { readonly reason: string; readonly count: number }[];
  readonly entries: readonly Change[];
  readonly askable: string;
}

/**
 * What people wrote: counted by reason, the newest in full, who may be asked, and as many as fit as text to copy.
 * `from`: that text alone, from this comment on.
 */
export function feedbackCard(
  reader: Reader,
  report: FeedbackReport,
  migration: string | null,
  from?: number,
): AdaptiveCard {
  const { words } = reader;
  const counted = countedIn(reader, report);
  const all = Math.max(
    counted.reduce((sum, { count }) => sum + count, 0),
    report.changes.length,
  );
  const intro = report.changes.length === 0 ? words.feedback.empty : words.feedback.intro(all);
  const summary: Summary =
    from === undefined
      ? { intro, counted, entries: report.changes.slice(0, ENTRIES_SHOWN), askable: askableIn(reader, report) }
      : { intro, counted: [], entries: [], askable: '' };
  const begin = from ?? 0;
  const changes = report.changes.slice(begin);
  const frame = cardWith(reader, summary, migration, { text: '', label: words.feedback.csvPart(begin, all, all) }, all);
  const csv = fittingCsv(words, changes, CARD_MAX - sizeOf(frame));
  const end = begin + csv.rows;
  const label = begin === 0 && end === all ? words.feedback.csv : words.feedback.csvPart(begin + 1, end, all);
  const next = end < report.changes.length ? end : null;
  return cardWith(reader, summary, migration, { text: csv.rows === 0 ? '' : plainText(csv.text), label }, next);
}

/** How many comments for each reason, those with one that Signpost never writes as well. */
function countedIn({ words }: Reader, { counts }: FeedbackReport): Summary['counted'] {
  const known = CATEGORIES.map((category) => ({
    reason: words.categories[category],
    count: counts.get(category) ?? 0,
  }));
  const others = [...counts].filter(([category]) => !CATEGORIES.includes(category));
  const unreadable = { reason: words.unreadable, count: others.reduce((sum, [, count]) => sum + count, 0) };
  return [...known, unreadable].filter(({ count }) => count > 0);
}

function askableIn(reader: Reader, { changes }: FeedbackReport): string {
  const { feedback } = reader.words;
  if (changes.length === 0) return '';
  const names = new Set(changes.filter((change) => change.feedback?.contact).map((change) => nameOf(reader, change)));
  return names.size === 0 ? feedback.nobodyAskable : feedback.askable([...names].slice(0, ASKABLE_SHOWN));
}

function cardWith(
  reader: Reader,
  { intro, counted, entries, askable }: Summary,
  migration: string | null,
  csv: { readonly text: string; readonly label: string },
  next: number | null,
): AdaptiveCard {
  const { feedback, number, buttons } = reader.words;
  const data = migration === null ? {} : { migration };
  const more = { title: buttons.moreCsv, verb: 'feedback.show', data: { ...data, from: String(next) } };
  return expand({
    title: feedback.title,
    intro,
    chart: feedback.chart,
    reason: feedback.reason,
    comments: feedback.comments,
    counts: counted.map(({ reason, count }) => ({ reason, number: number(count) })),
    bars: counted.map(({ reason, count }) => ({ x: reason, y: count })),
    entries: entries.map((change) => {
      const reason = why(reader, change);
      return { lines: [...(reason ? [line(reason)] : []), subtleLine(whoAndWhen(reader, change))] };
    }),
    askable,
    csv: csv.text,
    csvLabel: csv.label,
    actions: [
      ...(next === null ? [] : [execute({ ...more, inputs: 'none' })]),
      execute({ title: buttons.history, verb: 'history.show', inputs: 'none', data }),
    ],
  });
}
