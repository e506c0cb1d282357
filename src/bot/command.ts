import type { AdaptiveCard } from '../cards/card.ts';
import type { HelpEntry } from '../cards/help.ts';
import type { Access } from '../core/access.ts';
import type { Words } from '../wording/en.ts';
import type { PrivateView } from './private-view.ts';
import { type CommandReader, mapReading, type Reading } from './read-command.ts';
import type { Turn } from './turn.ts';

/** What a command answers. */
export interface CommandAnswer {
  /** Made only where the person who asked may see it. */
  card(): Promise<AdaptiveCard>;
  /** Set where not everyone in a group or channel may see it: what opens for whoever asked. */
  readonly inPrivate?: PrivateView;
}

/** What a command does once its words have been read. */
export type Run = (turn: Turn) => CommandAnswer;

/** Something that one can say: how it is read, what answers it, and what help says of it to this person. */
export interface Command extends CommandReader<Run> {
  /** `access` is null where the directory did not answer. */
  help(words: Words, access: Access | null): readonly HelpEntry[];
}

/** A reading with what will answer its words. */
export const answered = <Said>(
  reading: Reading<Said>,
  answer: (turn: Turn, words: Said) => CommandAnswer,
): Reading<Run> => mapReading(reading, (words) => (turn) => answer(turn, words));
