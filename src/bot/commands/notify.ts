import { line, messageCard } from '../../cards/message.ts';
import { answered, type Command } from '../command.ts';
import { readNotifyWords } from './notify-words.ts';

/** `/notify …`: how one will be able to subscribe. */
export const notify: Command = {
  name: 'notify',
  read: (rest) =>
    answered(readNotifyWords(rest), ({ reader }) => ({
      card: async () => {
        const { later, laterDo, title } = reader.words.notify;
        return messageCard({ title, lines: [line(later), line(laterDo)] });
      },
    })),
  help: () => [],
};
