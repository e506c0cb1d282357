import type { Reply } from '../core/reply.ts';
import type { Whereabouts } from '../core/whereabouts.ts';
import { type Action, openUrl, submit } from './actions.ts';
import { answerCard } from './answer.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { line, messageCard, subtleLine } from './message.ts';
import { CHOICES_SHOWN, choiceLines } from './question.ts';

/** The answer for a message, in a dialog of its own. What is chosen there goes into a reply. */
export function dialogCard(reader: Reader, reply: Reply, home: Whereabouts['home'] | null): AdaptiveCard {
  const { where } = reader.words;
  if (reply.kind === 'page') {
    const { page } = reply;
    return answerCard(reader, page, { first: [submit(where.insert, { capability: page.capability.id })] });
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
    lines: [
      line(where.tryThis),
      ...choiceLines(reader, reply.nearest),
      ...(home ? [subtleLine(where.home(home.portal))] : []),
    ],
    actions: [...reply.nearest.map(insertButton), ...(home ? [openUrl(where.openHome(home.portal), home.url)] : [])],
  });
}

const insertButton = ({ capability }: Whereabouts): Action => submit(capability.name, { capability: capability.id });
