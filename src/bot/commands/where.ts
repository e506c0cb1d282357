import { answerTo, showAsk, showMisses } from '../actions/where.ts';
import { answered, type Command } from '../command.ts';
import type { Answer, Turn } from '../turn.ts';
import { claimWhere, readWhereWords, type WhereWords } from './where-words.ts';

function answer(turn: Turn, words: WhereWords): Answer {
  if (words.action === 'misses') {
    return {
      card: () => showMisses(turn),
      inPrivate: { topic: 'misses', verb: 'where.misses', data: {}, opensByItself: true },
    };
  }
  const { question } = words;
  return { card: () => (question === undefined ? showAsk(turn) : answerTo(turn, question)) };
}

/** `/where …`: where a page moved, for everyone. */
export const where: Command = {
  name: 'where',
  read: (rest) => answered(readWhereWords(rest), answer),
  claim: (text) => {
    const words = claimWhere(text);
    return words && ((turn) => answer(turn, words));
  },
  help: ({ where: { commands } }, access) =>
    access === null || access.readable.length === 0 ? [commands.ask] : [commands.ask, commands.misses],
};
