import { CATEGORIES, type Category } from '../core/settings/feedback.ts';
import type { FeedbackReport } from '../core/settings/read-settings.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { nameOf, whoAndWhen, why } from './change-lines.ts';
import template from './feedback.json' with { type: 'json' };
import { csvOf } from './feedback-csv.ts';
import { line, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

const expand = templateOf(template);

/** Comments shown as such; the others stand in the CSV. */
const ENTRIES_SHOWN = 5;
/** Characters of CSV on the card, as JSON: with all else the message stays under Teams' 100 KB in UTF-16. */
const CSV_MAX = 36_000;
/** Names of people who may be asked. */
const ASKABLE_SHOWN = 10;

const cell = (text: string) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text, wrap: true }] });
const row = (...texts: readonly string[]) => ({ type: 'TableRow', cells: texts.map(cell) });

/** What people wrote: counted by reason, the newest in full, who may be asked, and all of it as text to copy. */
export function feedbackCard(
  reader: Reader,
  { changes, counts }: FeedbackReport,
  migration: string | null,
): AdaptiveCard {
  const { feedback, categories, number, buttons } = reader.words;
  const countOf = (category: Category): number => counts.get(category) ?? 0;
  const counted = CATEGORIES.filter((category) => countOf(category) > 0);
  const all = counted.reduce((sum, category) => sum + countOf(category), 0);
  const askable = [
    ...new Set(changes.filter((change) => change.feedback?.contact).map((change) => nameOf(reader, change))),
  ];
  const csv = csvOf(reader.words, changes, CSV_MAX);
  return expand({
    title: feedback.title,
    intro: changes.length === 0 ? feedback.empty : feedback.intro(all),
    counts: counted,
    chart: feedback.chart,
    comments: feedback.comments,
    reason: feedback.reason,
    bars: counted.map((category) => ({ x: categories[category], y: countOf(category) })),
    rows: [
      row(feedback.reason, feedback.comments),
      ...counted.map((category) => row(categories[category], number(countOf(category)))),
    ],
    entries: changes.slice(0, ENTRIES_SHOWN).map((change) => {
      const reason = why(reader, change);
      return { lines: [...(reason ? [line(reason)] : []), subtleLine(whoAndWhen(reader, change))] };
    }),
    askable:
      changes.length === 0
        ? ''
        : askable.length === 0
          ? feedback.nobodyAskable
          : feedback.askable(askable.slice(0, ASKABLE_SHOWN)),
    csv: changes.length === 0 ? '' : plainText(csv.text),
    csvLabel: csv.rows === all ? feedback.csv : feedback.csvPart(csv.rows, all),
    actions: [
      execute({
        title: buttons.history,
        verb: 'history.show',
        inputs: 'none',
        ...(migration === null ? {} : { data: { migration } }),
      }),
    ],
  });
}
