import type { Change } from '../core/settings/receipt.ts';
import type { Words } from '../wording/en.ts';

/** A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180: always quoted, quotes doubled. */
const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** One comment as a row of `feedback.csvHead`'s columns. */
const rowOf = (words: Words, { receipt, actor, feedback }: Change): string =>
  csvRow([
    String(receipt.number),
    new Date(receipt.at).toISOString(),
    receipt.migration,
    actor?.name ?? '',
    receipt.category === null ? '' : words.categories[receipt.category],
    String(feedback?.contact ?? false),
    feedback?.comment ?? '',
  ]);

/** How many characters a text takes in JSON. */
const sizeOf = (text: string): number => JSON.stringify(text).length - '""'.length;

/** Feedback as CSV: as many of the rows, in their order, as fit into `max` characters of JSON. */
export function csvOf(
  words: Words,
  changes: readonly Change[],
  max = Number.POSITIVE_INFINITY,
): { readonly text: string; readonly rows: number } {
  let text = csvRow(words.feedback.csvHead);
  let size = sizeOf(text);
  let rows = 0;
  for (const change of changes) {
    const next = rowOf(words, change);
    size += sizeOf(next);
    if (size > max) break;
    text += next;
    rows++;
  }
  return { text, rows };
}
