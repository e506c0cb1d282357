import type { State } from '../core/migration.ts';
import type { Migrations } from '../core/ports.ts';
import type { History } from '../core/settings/read-settings.ts';
import type { Change } from '../core/settings/receipt.ts';
import { type Action, execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { receiptLine, whoAndWhen, why } from './change-lines.ts';
import { fitting } from './fit.ts';
import template from './history.json' with { type: 'json' };
import { known } from './known.ts';
import { line, subtleLine } from './message.ts';

const expand = templateOf(template);

function entry(reader: Reader, change: Change, of: string | null) {
  const { words, timeZone } = reader;
  const { receipt, feedback } = change;
  const { history } = words;
  const reason = why(reader, change);
  const stateOf = (state: State) => known(words.state, state) ?? words.unreadable;
  const keptOff = receipt.from === 'off' && receipt.to === 'off';
  const diff = keptOff ? history.keptOff : history.diff(stateOf(receipt.from), stateOf(receipt.to));
  const forgotten = receipt.commentDigest !== null && feedback === null;
  return {
    diff,
    of: of === null ? '' : ` · ${of}`,
    tone: receipt.to === 'on' ? 'default' : 'attention',
    lines: [
      line(whoAndWhen(reader, change)),
      ...(reason ? [line(reason)] : []),
      ...(forgotten ? [subtleLine(history.forgotten)] : []),
      ...(receipt.to === 'off'
        ? [line(receipt.until === null ? history.noEnd : history.end(words.time(receipt.until, timeZone)))]
        : []),
      receiptLine(reader, receipt),
    ],
  };
}

/** Changes, newest first, as many as fit, each with its receipt. `migration`: the one it was asked for, or null for all. */
export function historyCard(
  reader: Reader,
  migrations: Migrations,
  { changes, next }: History,
  migration: string | null,
): AdaptiveCard {
  const { history, buttons } = reader.words;
  const of = migration === null ? undefined : [...migrations.values()].find(({ id }) => id === migration);
  const data = migration === null ? {} : { migration };
  const entries = changes.map((change) => {
    const { migration: id } = change.receipt;
    return entry(reader, change, of ? null : (migrations.get(id)?.title ?? id));
  });
  const older = (before: number): Action =>
    execute({ title: buttons.older, verb: 'history.show', data: { ...data, before: String(before) } });
  return fitting(entries.length, 1, (shown) => {
    const before = shown < changes.length ? (changes[shown - 1]?.receipt.number ?? null) : next;
    return expand({
      title: of ? history.titleOf(of.title) : history.title,
      empty: changes.length === 0 ? history.empty : '',
      changes: entries.slice(0, shown),
      actions: [
        ...(before === null ? [] : [older(before)]),
        execute({ title: buttons.feedback, verb: 'feedback.show', data }),
        execute({ title: buttons.verify, verb: 'chain.verify' }),
      ],
    });
  });
}
