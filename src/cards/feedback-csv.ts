import type { Change } from '../core/settings/receipt.ts';
import type { Words } from '../wording/en.ts';
import { sizeOf } from './fit.ts';
import { known } from './known.ts';

/** A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** What a cell must be quoted for: what parts cells and rows, and white space at an end that some programs would drop. */
const SPECIAL = /[",;\t\r\n]|^\s|\s$/;

/** `where-needed` takes less room in JSON, which has to escape each quotation mark. */
type Quotes = 'always' | 'where-needed';

/** RFC 4180: quotes doubled. */
function cell(text: string, quotes: Quotes): string {
  const isFormula = FORMULA.test(text);
  if (quotes === 'where-needed' && !isFormula && !SPECIAL.test(text)) return text;
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const csvRow = (cells: readonly string[], quotes: Quotes): string =>
  `${cells.map((text) => cell(text, quotes)).join(',')}\r\n`;

/** What is no instant, and somebody has put into the database, has no ISO form. */
function isoTime({ unreadable }: Words, at: number): string {
  const time = new Date(at);
  return Number.isSafeInteger(at) && !Number.isNaN(time.getTime()) ? time.toISOString() : unreadable;
}

/** One comment as a row of `feedback.csvHead`'s columns. */
const rowOf = (words: Words, { receipt, actor, feedback }: Change, quotes: Quotes): string =>
  csvRow(
    [
      String(receipt.number),
      isoTime(words, receipt.at),
      receipt.migration,
      actor?.name ?? '',
      receipt.category === null ? '' : (known(words.categories, receipt.category) ?? words.unreadable),
      String(feedback?.contact ?? false),
      feedback?.comment ?? '',
    ],
    quotes,
  );

/** How many bytes a text takes within another one in JSON. */
const innerSizeOf = (text: string): number => sizeOf(text) - '""'.length;

/** All of this feedback as CSV. */
export const csvOf = (words: Words, changes: readonly Change[]): string =>
  [csvRow(words.feedback.csvHead, 'always'), ...changes.map((change) => rowOf(words, change, 'always'))].join('');

/** Feedback as CSV for a card: as many of the rows, in their order, as fit into `max` bytes of JSON. */
export function fittingCsv(
  words: Words,
  changes: readonly Change[],
  max: number,
): { readonly text: string; readonly rows: number } {
  let text = csvRow(words.feedback.csvHead, 'where-needed');
  let size = innerSizeOf(text);
  let rows = 0;
  for (const change of changes) {
    const next = rowOf(words, change, 'where-needed');
    size += innerSizeOf(next);
    if (size > max) break;
    text += next;
    rows++;
  }
  return { text, rows };
}
