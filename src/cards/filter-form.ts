import type { SettingMigration } from '../core/migration.ts';
import type { NoticeFilter } from '../core/notices/subscription.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import template from './filter-form.json' with { type: 'json' };

const expand = templateOf(template);

const STATES: readonly NoticeFilter['states'][] = ['both', 'off', 'on'];

/** The form that chooses which notices come: of the settings that this person may read. */
export function filterForm(
  { words }: Reader,
  readable: readonly SettingMigration[],
  { migrations, states, reminders }: NoticeFilter,
): AdaptiveCard {
  const { filter } = words.notify;
  return expand({
    title: filter.title,
    migrations: {
      label: filter.settings,
      value: migrations?.join(',') ?? '',
      choices: readable.map(({ id, title }) => ({ title, value: id })),
    },
    states: {
      label: filter.states,
      error: filter.statesMissing,
      value: states,
      choices: STATES.map((value) => ({ title: filter.choices[value], value })),
    },
    reminders: { label: filter.remindersLabel, title: filter.reminders, value: String(reminders) },
    actions: [
      execute({ title: filter.submit, verb: 'notify.filter', style: 'positive' }),
      execute({ title: words.form.cancel, verb: 'notify.show', inputs: 'none' }),
    ],
  });
}
