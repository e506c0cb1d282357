import { CATEGORIES, COMMENT_MAX } from '../core/settings/feedback.ts';
import type { SettingStatus } from '../core/settings/read-settings.ts';
import type { Change } from '../core/settings/receipt.ts';
import { DURATIONS } from '../core/settings/until.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { consequences } from './consequences.ts';
import template from './off-form.json' with { type: 'json' };
import { plainText } from './plain-text.ts';
import type { NewNonce } from './setting-cards.ts';

const expand = templateOf(template);

/** The longest comment that fits the input: the same limit as the core's. */
const maxLength = COMMENT_MAX;

/**
 * The form that turns redirection off, or keeps it off, and asks why. `asked`: the end that the command named, in UTC
 * milliseconds. `again`: the change whose reason and comment it begins with.
 */
export function offForm(
  reader: Reader,
  status: SettingStatus,
  newNonce: NewNonce,
  asked: number | null,
  again: Change | null = null,
): AdaptiveCard {
  const { words, timeZone } = reader;
  const { form } = words;
  const { migration, setting } = status;
  const durations = [
    ...(asked === null ? [] : [{ title: words.durations.asked(words.time(asked, timeZone)), value: 'asked' }]),
    ...durationValues.map((value) => ({ title: words.durations[value], value })),
  ];
  const data = {
    migration: migration.id,
    version: String(setting.version),
    nonce: newNonce(),
    ...(asked === null ? {} : { until: new Date(asked).toISOString() }),
  };
  return expand({
    title: setting.state === 'on' ? form.title(migration.toPortal) : form.titleKeep(migration.toPortal),
    intro: form.intro(migration.fromPortal),
    category: {
      label: form.category,
      placeholder: form.categoryPlaceholder,
      error: form.categoryMissing,
      value: again?.receipt.category ?? '',
      choices: CATEGORIES.map((value) => ({ title: words.categories[value], value })),
    },
    comment: {
      label: form.comment,
      placeholder: form.commentPlaceholder,
      error: form.commentMissing,
      maxLength,
      value: plainText(again?.feedback?.comment ?? '').slice(0, maxLength),
    },
    duration: {
      label: form.duration,
      placeholder: form.durationPlaceholder,
      error: form.durationMissing,
      value: asked === null ? '' : 'asked',
      choices: durations,
    },
    contact: { title: form.contact, label: form.contactLabel },
    share: { title: form.share, label: form.shareLabel },
    notes: consequences(reader, migration).map((text) => ({ text })),
    actions: [
      execute({ title: form.submit, verb: 'setting.off', style: 'destructive', data }),
      execute({ title: form.cancel, verb: 'setting.show', data: { migration: migration.id }, inputs: 'none' }),
    ],
  });
}

const durationValues = [...(Object.keys(DURATIONS) as (keyof typeof DURATIONS)[]), 'none'] as const; // keys of a const object
