import type { Command, Run } from '../command.ts';
import { answered } from '../command.ts';
import { showHelp } from '../help.ts';
import { claimHelp, readHelpWords } from './help-words.ts';

const run: Run = (turn) => ({ card: () => showHelp(turn) });

/** `help`, a greeting or thanks. */
export const help: Command = {
  name: 'help',
  read: (rest) => answered(readHelpWords(rest), run),
  claim: (text) => claimHelp(text) && run,
  help: () => [],
};
