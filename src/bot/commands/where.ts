import { answerTo, showAsk, showMisses } from '../actions/where.ts';
import { answered, type Command, type CommandAnswer } from '../command.ts';
import { viewOf } from '../private-view.ts';
import type { Turn } from '../turn.ts';
import { claimWhere, readWhereWords, type WhereWords } from './where-words.ts';

function answer(turn: Turn, words: WhereWords): CommandAnswer {
  if (words.action === 'misses') {
    return { card: () => showMisses(turn), inPrivate: viewOf('where.misses') };
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
