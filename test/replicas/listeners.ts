import { rowsOf, runSql } from '../world/postgres.ts';

const LISTENERS = `from pg_stat_activity where application_name = 'signpost news' and datname = current_database()`;

/** How many replicas can be notified of changes. */
export const listeners = async (databaseUrl: string): Promise<number> =>
  (await rowsOf(databaseUrl, `select pid ${LISTENERS}`)).length;

/** Cuts each connection on which a replica would be notified, as soon as there is one, until this is done. */
export async function whileNobodyHears<T>(databaseUrl: string, work: Promise<T>): Promise<T> {
  let done = false;
  const end = () => {
    done = true;
  };
  work.then(end, end);
  while (!done) await runSql(databaseUrl, `select pg_terminate_backend(pid) ${LISTENERS}`);
  return work;
}
