import {
  BadTime,
  DirectoryUnavailable,
  FormUsed,
  MalformedInput,
  NotAllowed,
  StorageUnavailable,
  UnknownMigration,
} from '../core/errors.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { line, messageCard } from './message.ts';
import { plainText } from './plain-text.ts';

/** Longest piece of what somebody wrote that an error repeats. */
const GIVEN_MAX = 60;
/** Ids that may have been meant, at most: beyond these nobody reads on. */
const NEAR_MAX = 5;

/** What an error says: what happened, what is unchanged, what to do. */
function textsOf({ words }: Reader, error: unknown): { title: string; lines: readonly string[] } {
  const { errors, refused } = words;
  if (error instanceof NotAllowed) {
    return { title: refused[error.action], lines: [refused.roles(error.roles), refused.unchanged, refused.ask] };
  }
  if (error instanceof UnknownMigration) {
    const texts = errors['unknown-migration'];
    const near = error.near.length > 0 ? [texts.near(error.near.slice(0, NEAR_MAX))] : [];
    return {
      title: texts.title,
      lines: [texts.happened(plainText(error.given, GIVEN_MAX)), ...near, errors.nothingChanged, texts.all],
    };
  }
  if (error instanceof MalformedInput) {
    const texts = errors['malformed-input'];
    const fields: Readonly<Record<string, string>> = texts.fields;
    const field = fields[error.field] ?? error.field;
    const happened =
      error.problem === 'too-long' ? texts['too-long'](field, error.limit ?? 0) : texts[error.problem](field);
    return { title: texts.title, lines: [happened, errors.nothingChanged, texts.again] };
  }
  if (error instanceof BadTime) {
    const texts = errors['bad-time'];
    const happened = texts[error.problem](plainText(error.given, GIVEN_MAX));
    return { title: texts.title, lines: [happened, errors.nothingChanged, texts.again] };
  }
  if (error instanceof FormUsed) {
    const texts = errors['form-used'];
    return { title: texts.title, lines: [texts.happened, errors.nothingChanged, texts.again] };
  }
  if (error instanceof DirectoryUnavailable) {
    const texts = errors['directory-unavailable'];
    return error.problem === 'permission-missing'
      ? { title: texts.permissionTitle, lines: [texts['permission-missing'], errors.nothingChanged, texts.grant] }
      : { title: texts.title, lines: [texts.happened, errors.nothingChanged, texts.again] };
  }
  if (error instanceof StorageUnavailable) {
    const texts = errors['storage-unavailable'];
    return { title: texts.title, lines: [texts[error.problem], errors.nothingChanged, texts.again] };
  }
  const texts = errors.unexpected;
  return { title: texts.title, lines: [texts.happened, texts.again] };
}

/** Any failure as a card. */
export function errorCard(reader: Reader, error: unknown): AdaptiveCard {
  const { title, lines } = textsOf(reader, error);
  const { buttons } = reader.words;
  return messageCard({
    title,
    tone: 'attention',
    lines: lines.map((text) => line(text)),
    actions: [execute({ title: buttons.help, verb: 'help.show', inputs: 'none' })],
  });
}
