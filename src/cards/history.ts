import type { Migrations } from '../core/ports.ts';
import type { History } from '../core/settings/read-settings.ts';
import { type Change, digitsOf } from '../core/settings/receipt.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { whoAndWhen, why } from './change-lines.ts';
import template from './history.json' with { type: 'json' };
import { line, subtleLine } from './message.ts';

const expand = templateOf(template);

function entry(reader: Reader, change: Change, of: string | null) {
  const { words, timeZone } = reader;
  const { receipt, feedback } = change;
  const { history, state, outcome } = words;
  const reason = why(reader, change);
  const diff = receipt.from === receipt.to ? history.keptOff : history.diff(state[receipt.from], state[receipt.to]);
  const forgotten = receipt.commentDigest !== null && feedback === null;
  return {
    diff: of === null ? diff : `${diff} · ${of}`,
    tone: receipt.to === 'on' ? 'good' : 'attention',
    lines: [
      line(whoAndWhen(reader, change)),
      ...(reason ? [line(reason)] : []),
      ...(forgotten ? [subtleLine(history.forgotten)] : []),
      ...(receipt.to === 'off'
        ? [line(receipt.until === null ? history.noEnd : history.end(words.time(receipt.until, timeZone)))]
        : []),
      subtleLine(outcome.receipt(receipt.number, digitsOf(receipt))),
    ],
  };
}

/** Changes, newest first, each with its receipt. `migration`: the one it was asked for, or null for all. */
export function historyCard(
  reader: Reader,
  migrations: Migrations,
  { changes, next }: History,
  migration: string | null,
): AdaptiveCard {
  const { history, buttons } = reader.words;
  const of = migration === null ? undefined : [...migrations.values()].find(({ id }) => id === migration);
  const data = migration === null ? {} : { migration };
  return expand({
    title: of ? history.titleOf(of.title) : history.title,
    empty: changes.length === 0 ? history.empty : '',
    changes: changes.map((change) => {
      const { migration: id } = change.receipt;
      return entry(reader, change, of ? null : (migrations.get(id)?.title ?? id));
    }),
    actions: [
      ...(next === null
        ? []
        : [execute({ title: buttons.older, verb: 'history.show', data: { ...data, before: String(next) } })]),
      execute({ title: buttons.feedback, verb: 'feedback.show', data }),
      execute({ title: buttons.verify, verb: 'chain.verify' }),
    ],
  });
}
