import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, escapeIdentifier } from 'pg';
import { openPostgres } from './postgres.ts';
import { DATABASE_FILE, hasDatabase, lockFolder } from './sqlite.ts';
import { BackupRefused } from './sqlite-backup.ts';

/** Rows of one insert. PostgreSQL takes 65,535 parameters in a statement; no table has 60 columns. */
const BATCH = 1_000;

/** Tables that each database makes for itself. */
const OWN = new Set(['schema_migrations', 'pings']);

type Row = Readonly<Record<string, unknown>>;

/**
 * Copies all that a folder's database holds into an empty PostgreSQL database, in one transaction. The server must not
 * run. `progress` gets rows done and in all. @throws BackupRefused, StorageUnavailable, NewerSchema
 */
export async function copyToPostgres(
  dataDir: string,
  url: string,
  progress: (done: number, all: number) => void,
): Promise<{ readonly rows: number; readonly tenants: readonly string[] }> {
  if (!hasDatabase(dataDir)) throw new BackupRefused(`there is no database in ${dataDir}`);
  using _lock = lockFolder(dataDir);
  using source = new DatabaseSync(join(dataDir, DATABASE_FILE), { readOnly: true });
  await using _schema = await schemaAt(url);
  const tables = tablesOf(source);
  const all = tables.reduce((sum, table) => sum + countOf(source, table), 0);
  const client = new Client({ connectionString: url, application_name: 'signpost copy' });
  await client.connect();
  try {
    await client.query('begin');
    await refuseUnlessEmpty(client, tables);
    let done = 0;
    for (const table of tables) {
      for (const batch of batches(source, table)) {
        await insert(client, table, batch);
        done += batch.length;
        progress(done, all);
      }
      await continueSequences(client, table);
    }
    await client.query('commit');
    const heads = source.prepare('select tenant from chain_heads').all();
    return { rows: done, tenants: heads.map(({ tenant }) => String(tenant)) };
  } finally {
    await client.end();
  }
}

/** Brings the target's schema up to date. */
async function schemaAt(url: string): Promise<AsyncDisposable> {
  const storage = await openPostgres(url);
  await storage.ping();
  return { [Symbol.asyncDispose]: () => storage.close() };
}

const tablesOf = (source: DatabaseSync): readonly string[] =>
  source
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !OWN.has(name));

const countOf = (source: DatabaseSync, table: string): number =>
  Number(source.prepare(`select count(*) as rows from ${escapeIdentifier(table)}`).get()?.rows);

async function refuseUnlessEmpty(client: Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`select 1 from ${escapeIdentifier(table)} limit 1`);
    if (rowCount !== 0) throw new BackupRefused(`the target holds data already (in ${table}); it must be empty`);
  }
}

function* batches(source: DatabaseSync, table: string): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const row of source.prepare(`select * from ${escapeIdentifier(table)}`).iterate()) {
    batch.push(row);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function insert(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  const places = rows.map((_, n) => `(${columns.map((_, m) => `$${n * columns.length + m + 1}`).join(', ')})`);
  const names = columns.map((column) => escapeIdentifier(column)).join(', ');
  await client.query(`insert into ${escapeIdentifier(table)} (${names}) values ${places.join(', ')}`, values);
}

/** Numbers that the database gives go on after those that were copied. */
async function continueSequences(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select column_name as column, pg_get_serial_sequence($1, column_name) as sequence
     from information_schema.columns where table_name = $2`,
    [escapeIdentifier(table), table],
  );
  for (const { column, sequence } of rows) {
    if (sequence === null) continue;
    const newest = `select max(${escapeIdentifier(column)}) from ${escapeIdentifier(table)}`;
    await client.query(`select setval($1, coalesce((${newest}), 0) + 1, false)`, [sequence]);
  }
}
