import type { HelpEntry } from '../cards/help.ts';
import type { Access } from '../core/access.ts';
import type { Words } from '../wording/en.ts';
import type { CommandReader, Reading } from './read-command.ts';
import type { Answer, Turn } from './turn.ts';

/** What a command does once its words have been read. */
export type Run = (turn: Turn) => Answer;

/** Something that one can say: how it is read, what answers it, and what help says of it to this person. */
export interface Command extends CommandReader<Run> {
  /** `access` is null where the directory did not answer. */
  help(words: Words, access: Access | null): readonly HelpEntry[];
}

/** A reading with what will answer its words. */
export const answered = <Said>(reading: Reading<Said>, answer: (turn: Turn, words: Said) => Answer): Reading<Run> =>
  reading.readable ? { readable: true, words: (turn) => answer(turn, reading.words) } : reading;
