import {
  BadTime,
  DirectoryUnavailable,
  FormUsed,
  MalformedInput,
  NotAllowed,
  StorageUnavailable,
  UnknownMigration,
} from '../core/errors.ts';
import { type Action, execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { line, messageCard } from './message.ts';
import { plainText } from './plain-text.ts';

/** Longest piece of what somebody wrote that an error repeats. */
const GIVEN_MAX = 60;
/** Ids that may have been meant, at most: beyond these nobody reads on. */
const NEAR_MAX = 5;

/** Longest data that a card carries back, in UTF-16 units of JSON: a form with the longest comment. It stands there twice. */
const REPEATED_MAX = 5_000;

/** A click that may be sent once more. */
export interface Repeat {
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
}

interface Texts {
  readonly title: string;
  /** What happened, what is unchanged, what to do. */
  readonly lines: readonly string[];
  /** The button for it; without one, the help says. */
  readonly next?: Action | undefined;
}

function textsOf(reader: Reader, error: unknown, repeat: Repeat | undefined): Texts {
  const { errors, refused, buttons } = reader.words;
  const settings = execute({ title: buttons.allSettings, verb: 'settings.list', inputs: 'none' });
  const fits = repeat && JSON.stringify(repeat.data).length <= REPEATED_MAX;
  const again = fits ? execute({ title: errors.tryAgain, inputs: 'none', ...repeat }) : undefined;
  if (error instanceof NotAllowed) {
    return { title: refused[error.action], lines: [refused.roles(error.roles), refused.unchanged, refused.ask] };
  }
  if (error instanceof UnknownMigration) {
    const texts = errors['unknown-migration'];
    const near = error.near.slice(0, NEAR_MAX);
    const [nearest] = near;
    return {
      title: texts.title,
      lines: [
        texts.happened(plainText(error.given, GIVEN_MAX)),
        ...(nearest ? [texts.near(near)] : []),
        errors.nothingChanged,
        texts.all,
      ],
      next: nearest
        ? execute({ title: buttons.openSetting(nearest), verb: 'setting.show', data: { migration: nearest } })
        : settings,
    };
  }
  if (error instanceof MalformedInput) {
    const texts = errors['malformed-input'];
    const fields: Readonly<Record<string, string>> = texts.fields;
    const field = fields[error.field] ?? error.field;
    const happened =
      error.problem === 'too-long' ? texts['too-long'](field, error.limit ?? 0) : texts[error.problem](field);
    return {
      title: texts.title,
      lines: [happened, errors.nothingChanged, texts.again],
      next: formWith(reader, error.field) ?? settings,
    };
  }
  if (error instanceof BadTime) {
    const texts = errors['bad-time'];
    const happened = texts[error.problem](plainText(error.given, GIVEN_MAX));
    return { title: texts.title, lines: [happened, errors.nothingChanged, texts.again], next: settings };
  }
  if (error instanceof FormUsed) {
    const texts = errors['form-used'];
    return { title: texts.title, lines: [texts.happened, errors.nothingChanged, texts.again], next: settings };
  }
  if (error instanceof DirectoryUnavailable) {
    const texts = errors['directory-unavailable'];
    return error.problem === 'permission-missing'
      ? { title: texts.permissionTitle, lines: [texts['permission-missing'], errors.nothingChanged, texts.grant] }
      : { title: texts.title, lines: [texts.happened, errors.nothingChanged, texts.again], next: again };
  }
  if (error instanceof StorageUnavailable) {
    const texts = errors['storage-unavailable'];
    return { title: texts.title, lines: [texts[error.problem], errors.nothingChanged, texts.again], next: again };
  }
  const texts = errors.unexpected;
  return { title: texts.title, lines: [texts.happened, texts.again], next: settings };
}

/** The form that has this field, anew. */
function formWith({ words: { where, explain, notify } }: Reader, field: string): Action | undefined {
  switch (field) {
    case 'question':
    case 'capability':
    case 'helpful':
      return execute({ title: where.title, verb: 'where.form', inputs: 'none' });
    case 'link':
      return execute({ title: explain.again, verb: 'explain.form', inputs: 'none' });
    case 'states':
    case 'reminders':
      return execute({ title: notify.filterButton, verb: 'notify.askFilter', inputs: 'none' });
    default:
      return undefined;
  }
}

/** Any failure as a card. `repeat`: what failed, where it may be tried again. */
export function errorCard(reader: Reader, error: unknown, repeat?: Repeat): AdaptiveCard {
  const { title, lines, next } = textsOf(reader, error, repeat);
  return cardWith(reader, title, lines, next);
}

/** A click on a card of another version. */
export function unknownVerbCard(reader: Reader): AdaptiveCard {
  const { 'unknown-verb': texts, nothingChanged } = reader.words.errors;
  return cardWith(reader, texts.title, [texts.happened, nothingChanged, texts.again]);
}

function cardWith({ words }: Reader, title: string, lines: readonly string[], next?: Action): AdaptiveCard {
  return messageCard({
    title,
    tone: 'attention',
    lines: lines.map((text) => line(text)),
    actions: [...(next ? [next] : []), execute({ title: words.buttons.help, verb: 'help.show', inputs: 'none' })],
  });
}
