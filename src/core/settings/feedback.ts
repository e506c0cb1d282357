import { MalformedInput } from '../errors.ts';
import { needText } from '../form-fields.ts';
import { storable } from '../storable.ts';

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
