import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { orSqliteFailure } from './failures.ts';

/** Kysely's SQLite on node:sqlite. Failures of the database come out as StorageUnavailable. */
export const nodeSqliteDialect = (database: DatabaseSync): Dialect => ({
  createDriver: () => new NodeSqliteDriver(database),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({
      database: {
        prepare: prepareOnce(database),
        close: () => database.close(),
      },
    });
    this.#database = database;
  }

  /** Takes the write lock at once: a transaction that began by reading may not get it later. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite has rolled back by itself, and a second rollback would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Statements kept: every query of the program has one text, but for those with lists of some length. */
const STATEMENTS_KEPT = 500;

/** To prepare a statement takes longer than to run it, and Kysely asks anew each time. */
function prepareOnce(database: DatabaseSync): (sql: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = orSqliteFailure(() => prepare(database, sql));
    if (kept.size < STATEMENTS_KEPT) kept.set(sql, statement);
    return statement;
  };
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  // Else node:sqlite throws at a number beyond 2^53, and one forged number would keep its whole page from being read.
  statement.setReadBigInts(true);
  // The leading {} keeps a first value from being taken as named parameters. Kysely knows parameters as unknown only;
  // they are values of schema.ts, and node:sqlite throws at anything that it cannot bind.
  const values = (parameters: readonly unknown[]) => [{}, ...(parameters as readonly SQLInputValue[])] as const;
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => orSqliteFailure(() => statement.all(...values(parameters)).map(readRow)),
    run: (parameters) => orSqliteFailure(() => statement.run(...values(parameters))),
    iterate: (parameters) => statement.iterate(...values(parameters)).map(readRow),
  };
}

const readRow = (row: Record<string, SQLOutputValue>) =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, readValue(value)]));

/** Texts, whole numbers and nulls as they are; what else somebody has put there as a text, which no hash holds. */
function readValue(value: SQLOutputValue): string | number | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' || value instanceof Uint8Array) return String(value);
  return value;
}
