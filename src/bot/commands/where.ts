import { line, messageCard } from '../../cards/message.ts';
import { answered, type Command, type Run } from '../command.ts';
import { claimWhere, readWhereWords } from './where-words.ts';

const run: Run = ({ reader }) => ({
  card: async () => {
    const { later, laterDo, title } = reader.words.where;
    return messageCard({ title, lines: [line(later), line(laterDo)] });
  },
});

/** `/where …`: how one will be able to ask. */
export const where: Command = {
  name: 'where',
  read: (rest) => answered(readWhereWords(rest), run),
  claim: (text) => claimWhere(text) && run,
  help: () => [],
};
