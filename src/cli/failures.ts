import { BadConfig, EX_CONFIG } from '../config.ts';
import { CatalogMistakes, SignpostError, StorageUnavailable } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { type CliCommand, EXIT, type ExitCode, type Shell, UsageMistake } from './command.ts';
import { missingInDatabase } from './missing-in-database.ts';
import { reasonOf } from './reason-of.ts';

const STORAGE_PROBLEMS = {
  gone: 'the database does not answer',
  full: 'the disk of the database is full',
  busy: 'another process has the database open; stop it first',
} as const;

/** Says what went wrong, in a line for each problem. A mistake of ours is thrown on. */
export function failed(error: unknown, name: string, { usage }: CliCommand, { complain }: Shell): ExitCode {
  const mistake = usageMistake(error, usage);
  if (mistake !== undefined) {
    complain(mistake);
    const [lines] = usage.split('\n\n');
    process.stderr.write(`${lines}\nsignpost ${name} --help says more\n`);
    return EXIT.usage;
  }
  if (error instanceof BadConfig) {
    error.problems.forEach(complain);
    return EX_CONFIG;
  }
  if (error instanceof CatalogMistakes) {
    for (const { message } of error.mistakes) complain(message);
    return EX_CONFIG;
  }
  const missing = missingInDatabase(error);
  if (missing !== undefined) complain(missing);
  else if (error instanceof StorageUnavailable) complain(storageSentence(error));
  else if (error instanceof SignpostError || isOfSystem(error)) complain(error.message);
  else throw error;
  return EXIT.no;
}

function storageSentence(error: StorageUnavailable): string {
  const sentence = STORAGE_PROBLEMS[error.problem];
  return error.problem === 'gone' ? `${sentence} (${reasonOf(error)}); signpost doctor says more` : sentence;
}

/** A file or a network that the operating system did not give: its message names both. */
const isOfSystem = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;

/** What is wrong with the words; undefined where it is something else. */
function usageMistake(error: unknown, usage: string): string | undefined {
  if (error instanceof UsageMistake) return error.message;
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const [, given = ''] = /'(-{0,2}[^' ]*)/.exec(error.message) ?? [];
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `there is no option "${given}"${meant(given, usage.match(/--[a-z]+/g) ?? [])}`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take') ? `${given} takes no value` : `${given} needs a value`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `"${given}" is too much: this command takes options only`;
    default:
      return undefined;
  }
}

/** `; did you mean …?`, or nothing. */
export function meant(given: string, known: readonly string[]): string {
  const near = [...new Set(nearest(given, known))];
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}
