import type { SettingStatus } from '../core/settings/read-settings.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { statusLines } from './change-lines.ts';
import { fitting } from './fit.ts';
import { laidOut } from './message.ts';
import template from './status-list.json' with { type: 'json' };

const expand = templateOf(template);

/** So many settings fit, whatever people wrote. */
const ALWAYS_FIT = 6;

/** Comments are cut short here; the setting's own card has the whole. */
const EXCERPT = 120;

/**
 * The settings that a person may read, from the `from`th on, each with a way to its own card; where they are too many, as
 * many as fit, and a button for the next.
 */
export function statusListCard(reader: Reader, statuses: readonly SettingStatus[], from = 0): AdaptiveCard {
  const rows = statuses.slice(from).map((status) => rowOf(reader, status));
  return fitting(rows.length, ALWAYS_FIT, (shown) =>
    cardWith(reader, rows.slice(0, shown), rows.length - shown, from + shown),
  );
}

const rowOf = (reader: Reader, status: SettingStatus) => ({
  title: status.migration.title,
  lines: statusLines(reader, status, EXCERPT).map(laidOut),
  actions: [
    execute({
      title: reader.words.buttons.openSetting(status.migration.id),
      tooltip: status.migration.title,
      verb: 'setting.show',
      data: { migration: status.migration.id },
    }),
  ],
});

function cardWith(
  { words: { status } }: Reader,
  settings: readonly ReturnType<typeof rowOf>[],
  hidden: number,
  next: number,
): AdaptiveCard {
  return expand({
    title: status.title,
    intro: status.intro,
    settings,
    more: hidden > 0 ? status.more(hidden) : '',
    actions:
      hidden > 0 ? [execute({ title: status.moreButton, verb: 'settings.list', data: { from: String(next) } })] : [],
  });
}
