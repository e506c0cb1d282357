import { type StorageProblem, StorageUnavailable } from '../core/errors.ts';

/** What SQLite's primary result codes say of the database. Source: https://sqlite.org/rescode.html */
const SQLITE_PROBLEMS: ReadonlyMap<number, StorageProblem> = new Map([
  [5, 'busy'], // SQLITE_BUSY
  [6, 'busy'], // SQLITE_LOCKED
  [7, 'gone'], // SQLITE_NOMEM
  [8, 'gone'], // SQLITE_READONLY
  [10, 'gone'], // SQLITE_IOERR
  [11, 'gone'], // SQLITE_CORRUPT
  [13, 'full'], // SQLITE_FULL
  [14, 'gone'], // SQLITE_CANTOPEN
  [23, 'gone'], // SQLITE_AUTH
  [26, 'gone'], // SQLITE_NOTADB
]);

/** An extended result code holds the primary one in its lowest byte. */
const PRIMARY = 0xff;

/** Runs `action`; a failure of SQLite or of the file system comes out as StorageUnavailable, a mistake of ours as it is. */
export function orSqliteFailure<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const problem = sqliteProblem(error);
    throw problem ? new StorageUnavailable(problem, { cause: error }) : error;
  }
}

function sqliteProblem(error: unknown): StorageProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return SQLITE_PROBLEMS.get(error.errcode & PRIMARY);
  if ('syscall' in error && 'code' in error) return error.code === 'ENOSPC' ? 'full' : 'gone';
  return undefined;
}

/**
 * What PostgreSQL's SQLSTATE codes say of the database, by code or by class (the first two characters).
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const POSTGRES_PROBLEMS: ReadonlyMap<string, StorageProblem> = new Map([
  ['42501', 'gone'], // insufficient_privilege: the user may not make or fill tables here
  ['53100', 'full'], // disk_full
  ['08', 'gone'], // connection exception
  ['25', 'gone'], // invalid transaction state: the server is a read-only standby
  ['28', 'gone'], // invalid authorization
  ['3D', 'gone'], // the database does not exist
  ['40', 'busy'], // transaction rollback: deadlock, serialization
  ['53', 'gone'], // insufficient resources
  ['55', 'busy'], // object not in prerequisite state: lock_timeout
  ['57', 'gone'], // operator intervention: shutdown, statement_timeout
  ['58', 'gone'], // system error
  ['XX', 'gone'], // internal error
]);

/** What this answer of PostgreSQL says of the database; undefined where it says that we made a mistake. */
export const postgresProblem = (sqlState: string): StorageProblem | undefined =>
  POSTGRES_PROBLEMS.get(sqlState) ?? POSTGRES_PROBLEMS.get(sqlState.slice(0, 2));
