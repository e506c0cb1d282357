import { execute } from '../cards/actions.ts';
import { line, messageCard } from '../cards/message.ts';
import { plainText } from '../cards/plain-text.ts';
import { hasReply } from '../core/answers/reply.ts';
import { answerTo } from './actions/where.ts';
import type { Command, CommandAnswer } from './command.ts';
import { help } from './commands/help.ts';
import { notify } from './commands/notify.ts';
import { redirect } from './commands/redirect.ts';
import { where } from './commands/where.ts';
import { showHelp } from './help.ts';
import { readCommand } from './read-command.ts';
import type { Turn } from './turn.ts';

/** All that one can say. A new command is one file and one line here. */
export const COMMANDS: readonly Command[] = [redirect, where, notify, help];

/** How many commands "did you mean" offers. */
const MEANT_SHOWN = 3;
/** Longest piece of what somebody wrote that is repeated. */
const GIVEN_MAX = 60;

/** Answers what somebody typed. */
export function answerText(turn: Turn, text: string): CommandAnswer {
  const said = readCommand(text, COMMANDS);
  if (said.kind === 'command') return said.words(turn);
  // A slash means a command: its near miss is no question.
  const mayAsk = said.kind === 'other' && !(text.startsWith('/') && said.meant.length > 0);
  if (mayAsk && turn.isPersonal && hasReply(turn.ports.where, said.text)) {
    return { card: () => answerTo(turn, said.text) };
  }
  if (said.meant.length > 0) return didYouMean(turn, text, said.meant.slice(0, MEANT_SHOWN));
  return { card: () => showHelp(turn) };
}

function didYouMean({ reader }: Turn, given: string, meant: readonly string[]): CommandAnswer {
  const { didYouMean, buttons, errors } = reader.words;
  return {
    card: async () =>
      messageCard({
        title: didYouMean.title,
        lines: [
          line(didYouMean.line(plainText(given, GIVEN_MAX))),
          ...meant.map((command) => line(plainText(command, GIVEN_MAX), 'accent')),
          line(errors.nothingChanged),
        ],
        actions: [execute({ title: buttons.help, verb: 'help.show' })],
      }),
  };
}
