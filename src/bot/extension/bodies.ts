import type { InvokeResponse } from 'botbuilder';
import { answerCard, placeText } from '../../cards/answer.ts';
import type { AdaptiveCard, Reader } from '../../cards/card.ts';
import type { Whereabouts } from '../../core/answers/whereabouts.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';

const composeExtension = (result: object): InvokeResponse => ({ status: 200, body: { composeExtension: result } });

/** A list to choose from: what each line shows, and the card that is put into the message. */
export const pagesBody = (reader: Reader, pages: readonly Whereabouts[]): InvokeResponse =>
  composeExtension({
    type: 'result',
    attachmentLayout: 'list',
    attachments: pages.map((page) => ({
      contentType: ADAPTIVE,
      content: answerCard(reader, page),
      preview: {
        contentType: THUMBNAIL,
        content: {
          title: page.answer.capability.name,
          text: page.answer.place ? placeText(reader, page.answer.place) : reader.words.where.gone,
        },
      },
    })),
  });

/** A sentence in the place of a list. */
export const sentenceBody = (text: string): InvokeResponse => composeExtension({ type: 'message', text });

/** A sentence in the place of a dialog. */
export const dialogSentenceBody = (text: string): InvokeResponse => ({
  status: 200,
  body: { task: { type: 'message', value: text } },
});

export const dialogBody = ({ words }: Reader, card: AdaptiveCard): InvokeResponse => ({
  status: 200,
  body: {
    task: {
      type: 'continue',
      value: {
        title: words.where.dialog,
        width: 'medium',
        height: 'medium',
        card: { contentType: ADAPTIVE, content: card },
      },
    },
  },
});
