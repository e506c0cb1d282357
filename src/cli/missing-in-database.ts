/** PostgreSQL's codes undefined_column and undefined_table: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES_CODES = ['42703', '42P01'];

/**
 * The sentence for a database in which a table or a column is missing that the program reads; undefined where `error` says
 * something else. The server makes what an older one left out, at its start; the command line only reads.
 */
export function missingInDatabase(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const missing =
    error.code === 'ERR_SQLITE_ERROR'
      ? /^no such (?:table|column)/.test(error.message)
      : typeof error.code === 'string' && POSTGRES_CODES.includes(error.code);
  if (!missing) return undefined;
  return `the database lacks what this program reads (${error.message}): start the server, which brings an older database up to date; if that does not help, restore a backup`;
}
