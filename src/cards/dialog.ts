import type { Reply } from '../core/answers/reply.ts';
import type { Whereabouts } from '../core/answers/whereabouts.ts';
import { type Action, openUrl, submit } from './actions.ts';
import { answerCard } from './answer.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { line, messageCard, subtleLine } from './message.ts';
import { CHOICES_SHOWN, choiceLines } from './question.ts';

/** The answer for a message, in a dialog of its own. What is chosen there goes into a reply. */
export function dialogCard(reader: Reader, reply: Exclude<Reply, { kind: 'blank' }>): AdaptiveCard {
  const { where } = reader.words;
  if (reply.kind === 'page') {
    const { page } = reply;
    return answerCard(reader, page, { first: [submit(where.insert, { capability: page.answer.capability.id })] });
  }
  if (reply.kind === 'choices') {
    const shown = reply.choices.slice(0, CHOICES_SHOWN);
    return messageCard({
      title: where.choose,
      lines: choiceLines(reader, shown),
      actions: shown.map(insertButton),
    });
  }
  return messageCard({
    title: where.miss,
    lines: [line(where.tryThis), ...choiceLines(reader, reply.nearest), subtleLine(where.home(reply.home.portal))],
    actions: [...reply.nearest.map(insertButton), openUrl(where.openHome(reply.home.portal), reply.home.url)],
  });
}

const insertButton = ({ answer: { capability } }: Whereabouts): Action =>
  submit(capability.name, { capability: capability.id });
