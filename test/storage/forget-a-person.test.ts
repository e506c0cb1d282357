import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationId } from '../../src/core/ids.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { docOf } from '../world/docs.ts';
import { changes, channel, chat } from '../world/notices.ts';
import { type PostgresServer, rowsOf, runSql, startPostgres } from '../world/postgres.ts';
import { ADA, BOB, NOON, sha256, TENANT, temporaryFolder } from '../world/settings.ts';

/** What the document tells an operator to run. */
const sql = docOf('docs/operations.md').blocks.find(({ code }) => code.includes('<object id>'))?.code ?? '';
const forget = sql.replaceAll('<object id>', String(ADA.objectId));

interface Database {
  readonly storage: Storage;
  run(statements: string): Promise<void>;
  rows(statement: string): Promise<readonly unknown[]>;
}

/** Ada and Bob change a setting, and Ada gets notices in her own chat. */
async function fill({ storage }: Database): Promise<void> {
  await storage.subscriptions.savePersonalChat(chat());
  await storage.subscriptions.save(channel('ada', { conversation: conversationId('a:ada'), type: 'personal' }));
  await storage.subscriptions.save(channel('team'));
  await changes(storage, { now: NOON }).off({ comment: 'what Ada wrote', duration: 'P1D' });
  await changes(storage, { now: NOON }, BOB).on();
  const [notice, ...more] = await storage.outbox.take(1, []);
  if (notice)
    await storage.outbox.settle([notice, ...more].map((each) => ({ notice: each, outcome: { kind: 'failed' } })));
}

/** All that stands in the database, as one text. */
async function textOf({ rows }: Database, tables: string): Promise<string> {
  const names = (await rows(tables)).map((row) => String(Object.values(row as object)[0])); // a row is an object
  return JSON.stringify(await Promise.all(names.map((name) => rows(`select * from ${name}`))));
}

function promises(open: () => Promise<Database>, tables: string): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await fill(database);
  });
  afterAll(() => database.storage.close());
  const ada = new RegExp(`${ADA.objectId}|${ADA.name}|what Ada wrote|a:ada`, 'g');

  it('leaves nothing of the person, while the server runs', async () => {
    const found = new Set((await textOf(database, tables)).match(ada));
    expect(found.size).toBe(4);
    await database.run(forget);
    expect((await textOf(database, tables)).match(ada)).toBeNull();
  });

  it('leaves what others did, and a whole chain', async () => {
    expect(await textOf(database, tables)).toContain(String(BOB.objectId));
    const { storage } = database;
    expect(await verifyChain({ storage: storage.settings, sha256 }, TENANT)).toMatchObject({
      whole: true,
      receipts: 2,
    });
    await changes(storage, { now: NOON }, BOB).off();
    const waiting = await storage.outbox.take(9, []);
    expect(new Set(waiting.map(({ conversation }) => conversation))).toEqual(new Set([channel('team').conversation]));
  });
}

describe('Forgetting a person, as the docs say, on SQLite', () => {
  const folder = temporaryFolder();
  const files: DatabaseSync[] = [];
  afterAll(() => {
    for (const file of files) file.close();
    folder.remove();
  });
  promises(async () => {
    const storage = await openSqlite(folder.path);
    const file = new DatabaseSync(join(folder.path, 'signpost.db'));
    files.push(file);
    return {
      storage,
      run: async (statements) => file.exec(statements),
      rows: async (statement) => file.prepare(statement).all(),
    };
  }, "select name from sqlite_master where type = 'table'");
});

describe('Forgetting a person, as the docs say, on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  promises(async () => {
    const url = (await server.newDatabase())();
    const storage = await openPostgres(url);
    return { storage, run: (statements) => runSql(url, statements), rows: (statement) => rowsOf(url, statement) };
  }, "select table_name from information_schema.tables where table_schema = 'public'");
});
