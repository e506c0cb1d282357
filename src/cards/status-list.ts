import type { SettingStatus } from '../core/read-settings.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { statusLines } from './change-lines.ts';
import { laidOut } from './message.ts';
import template from './status-list.json' with { type: 'json' };

const expand = templateOf(template);

/** Settings on one card: Teams shows at most six buttons well (card design guidelines). */
const SETTINGS_SHOWN = 6;

/** Comments are cut short here; the setting's own card has the whole. */
const EXCERPT = 120;

/** All settings that a person may read, each with a way to its own card. */
export function statusListCard(reader: Reader, statuses: readonly SettingStatus[]): AdaptiveCard {
  const { status, buttons } = reader.words;
  const hidden = statuses.length - SETTINGS_SHOWN;
  return expand({
    title: status.title,
    intro: status.intro,
    settings: statuses.slice(0, SETTINGS_SHOWN).map((each) => ({
      title: each.migration.title,
      lines: statusLines(reader, each, EXCERPT).map(laidOut),
      actions: [
        execute({
          title: each.mayChange ? buttons.change : buttons.details,
          verb: 'setting.show',
          data: { migration: each.migration.id },
        }),
      ],
    })),
    more: hidden > 0 ? status.more(hidden) : '',
  });
}
