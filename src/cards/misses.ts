import type { MissReport } from '../core/answers/misses.ts';
import type { Catalog } from '../core/capability.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { line, markedLine, messageCard, strongLine, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

/** What stays unanswered, and which answers people said were wrong. */
export function missesCard(
  { words }: Reader,
  { capabilities }: Pick<Catalog, 'capabilities'>,
  { misses, more, unhelpful }: MissReport,
): AdaptiveCard {
  const texts = words.misses;
  return messageCard({
    title: texts.title,
    lines: [
      line(misses.length === 0 ? texts.empty : texts.intro),
      ...misses.flatMap(({ question, chat, web, lastDay }) => [
        markedLine(texts.times(chat + web), texts.line(plainText(question)), 'accent'),
        subtleLine(texts.where(lastDay, chat, web)),
      ]),
      ...(more ? [subtleLine(texts.more)] : []),
      ...(unhelpful.length > 0 ? [strongLine(texts.unhelpful)] : []),
      ...unhelpful.map((rating) =>
        line(
          texts.rating(
            capabilities.get(rating.capability)?.name ?? rating.capability,
            rating.unhelpful,
            rating.helpful,
          ),
        ),
      ),
    ],
    notes: misses.length === 0 ? [] : [texts.whatToDo],
    actions: [execute({ title: words.where.askAgain, verb: 'where.form' })],
  });
}
