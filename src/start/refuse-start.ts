import { BadConfig, EX_CONFIG } from '../config.ts';
import { CatalogMistakes, NewerSchema, StorageUnavailable, UnusableAddress } from '../core/errors.ts';
import { CannotListen } from './cannot-listen.ts';

const STORAGE_PROBLEMS = {
  busy: 'DATA_DIR: another process has this folder open',
  gone: 'DATA_DIR: the database in this folder cannot be opened',
  full: 'DATA_DIR: the disk is full',
} as const;

/** What stops a start, a line each. */
function problemsOf(error: unknown): readonly string[] {
  if (error instanceof BadConfig) return error.problems;
  if (error instanceof CatalogMistakes) return error.mistakes.map(({ message }) => message);
  if (error instanceof NewerSchema) {
    return [
      `the database was written by a newer Signpost (it has the migration ${error.migration}); start that version`,
    ];
  }
  if (error instanceof StorageUnavailable) return [STORAGE_PROBLEMS[error.problem]];
  if (error instanceof UnusableAddress) return [`DATABASE_URL: ${error.message}`];
  if (error instanceof CannotListen) return [error.message];
  return [String(error)];
}

/** Whether a value has to be put right before another start can do better. */
const isConfiguration = (error: unknown): boolean =>
  error instanceof BadConfig ||
  error instanceof CatalogMistakes ||
  error instanceof UnusableAddress ||
  (error instanceof CannotListen && !error.isTaken) ||
  (error instanceof StorageUnavailable && error.problem === 'gone');

/** Says on stderr why the start is refused, and ends: with EX_CONFIG where configuration or catalog are wrong. */
export function refuseStart(error: unknown): never {
  for (const problem of problemsOf(error)) process.stderr.write(`signpost: ${problem}\n`);
  process.exit(isConfiguration(error) ? EX_CONFIG : 1);
}
