import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseError, Pool, type PoolClient, TypeOverrides } from 'pg';
import { StorageUnavailable } from '../core/errors.ts';
import { postgresProblem } from './failures.ts';

/** Connections of one replica at most. PostgreSQL allows 100 by default, for all replicas together. */
const MAX_CONNECTIONS = 10;

/**
 * In milliseconds. Teams gives an invoke 5 s, and nobody should wait that long to read that the database is out of
 * reach. QUERY counts here, for an answer that never comes; the others count at the server.
 */
const TIMEOUTS = { connect: 2000, lock: 2000, statement: 3000, query: 3500, idleInTransaction: 5000 };

/** The type of `bigint`, and of counts. What is kept in one stays below 2^53. */
const INT8 = 20;

/**
 * A pool whose waits all have an end. Failures of the database come out as StorageUnavailable; so does every write
 * through a pool to read.
 */
export function boundedPool(url: string, use: 'to-write' | 'to-read'): PostgresPool {
  const types = new TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new Pool({
    connectionString: url,
    application_name: 'signpost',
    max: MAX_CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: TIMEOUTS.connect,
    lock_timeout: TIMEOUTS.lock,
    statement_timeout: TIMEOUTS.statement,
    query_timeout: TIMEOUTS.query,
    idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
    ...(use === 'to-read' && { options: '-c default_transaction_read_only=on' }),
    types,
  });
  // A connection that breaks tells the query that runs on it, if one does, and leaves the pool. It also emits an error,
  // which would end the process if nobody listened.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    options: pool.options,
    connect: async () => lent(await pool.connect().catch(orFailure)),
    end: () => pool.end(),
  };
}

/** A connection as Kysely uses it. One that failed to answer is not used again, and not given back. */
function lent(client: PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (broken) throw new StorageUnavailable('gone');
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      broken = !(error instanceof DatabaseError);
      return orFailure(error);
    }
  };
  return {
    // Kysely's second form is for cursors, which it is given none of.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || broken),
  };
}

/** What the server did not say itself, the network did. */
function orFailure(error: unknown): never {
  const problem = error instanceof DatabaseError ? postgresProblem(error.code ?? '') : 'gone';
  throw problem ? new StorageUnavailable(problem, { cause: error }) : error;
}
