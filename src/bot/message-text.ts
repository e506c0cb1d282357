/** What is read here of an activity as it came; botbuilder's `Activity` fits. */
interface SaidActivity {
  readonly text?: unknown;
  readonly entities?: unknown;
  readonly recipient?: { readonly id?: unknown };
  readonly conversation?: { readonly conversationType?: unknown; readonly isGroup?: unknown };
}

/** `<at>Signpost</at>`, as Teams writes a mention into the text. */
const MENTION = /<at(?:\s[^<>]*)?>([^<]*)<\/at>/gi;
const LEADING_MENTIONS = /^(?:(?:\s|&nbsp;)*<at(?:\s[^<>]*)?>[^<]*<\/at>)+/i;

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|#39);/g;

/** Marks that nobody sees and that separate nothing: joiners, direction marks, soft hyphens. */
const INVISIBLE = /[\p{Cf}--[\u180e\u200b\u2060\ufeff]]/gv;
/** Whatever separates words: spaces of each width (none included), line ends, control characters. */
const SPACES = /[\s\p{Cc}\u180e\u200b\u2060\ufeff]+/gu;

/** The words that a person typed, without mentions of the bot, in one line, in their own case. */
export function commandText(activity: SaidActivity): string {
  if (typeof activity.text !== 'string') return '';
  const ownNames = botMentions(activity);
  const words = activity.text
    .replace(MENTION, (mention, name: string) => (ownNames.has(plain(name)) ? ' ' : mention))
    .replace(LEADING_MENTIONS, ' ')
    .replace(MENTION, '$1');
  return plain(words);
}

/** Whether the bot is spoken to: always in a personal chat, elsewhere only where it is mentioned. */
export function isAddressedToBot(activity: SaidActivity): boolean {
  const { conversationType, isGroup } = activity.conversation ?? {};
  const among = isGroup === true || (conversationType !== undefined && conversationType !== 'personal');
  return !among || botMentions(activity).size > 0;
}

/** The names under which this activity mentions the bot. */
function botMentions({ entities, recipient }: SaidActivity): ReadonlySet<string> {
  const names = new Set<string>();
  if (!Array.isArray(entities) || typeof recipient?.id !== 'string') return names;
  const each: readonly unknown[] = entities;
  for (const entity of each) {
    if (!isRecord(entity) || entity.type !== 'mention' || !isRecord(entity.mentioned)) continue;
    const { id, name } = entity.mentioned;
    if (id !== recipient.id) continue;
    const text = typeof entity.text === 'string' ? entity.text.replace(MENTION, '$1') : name;
    names.add(typeof text === 'string' ? plain(text) : '');
  }
  return names;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const plain = (text: string): string =>
  text
    .replace(ENTITY, (entity) => ENTITIES[entity] ?? entity)
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim();
