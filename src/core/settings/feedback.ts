import { MalformedInput } from '../errors.ts';
import { needText } from '../form-fields.ts';

/** Why somebody turns redirection off. */
export const CATEGORIES = [
  'missing-feature',
  'cannot-find',
  'permissions',
  'performance',
  'bug',
  'timing',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Longest comment in UTF-16 units; the card's input has the same limit. */
export const COMMENT_MAX = 2000;

export interface Feedback {
  readonly category: Category;
  readonly comment: string;
  /** The person may be asked about it. */
  readonly contact: boolean;
  /** The comment may be shown in notices to channels. */
  readonly share: boolean;
}

const isCategory = (text: string): text is Category => CATEGORIES.some((category) => category === text);

/** @throws MalformedInput */
export function readCategory(text: string | undefined): Category {
  const category = needText('category', text);
  if (!isCategory(category)) throw new MalformedInput('category', 'unknown');
  return category;
}

/** Control characters but tab and line feed: PostgreSQL stores no NUL, and none of them can be read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text as it can be stored and hashed alike everywhere: whole surrogate pairs, no control characters. */
export const storable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed();

/** Anything that can be seen: no space, and no mark that only joins or directs. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}]/u;

/** The trimmed comment. @throws MalformedInput */
export function readComment(text: string | undefined): string {
  if (text === undefined) throw new MalformedInput('comment', 'missing');
  const comment = storable(text).trim();
  if (!VISIBLE.test(comment)) throw new MalformedInput('comment', 'missing');
  if (comment.length > COMMENT_MAX) throw new MalformedInput('comment', 'too-long', COMMENT_MAX);
  return comment;
}
