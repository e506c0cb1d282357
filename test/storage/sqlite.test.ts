import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NewerSchema, StorageUnavailable } from '../../src/core/errors.ts';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import type { Change } from '../../src/core/settings/receipt.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { migrateSchema } from '../../src/storage/schema-migrations.ts';
import { openSqlite, waysOf } from '../../src/storage/sqlite.ts';
import { nodeSqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import { storageOn } from '../../src/storage/storage.ts';
import { ADA, offForm, onButton, settingsPorts, sha256, TENANT, temporaryFolder } from '../world/settings.ts';
import { describeStorage, type TestDatabase } from './conformance.ts';
import { describeOutbox } from './outbox-conformance.ts';
import { describeSubscriptions } from './subscriptions-conformance.ts';
import { describeTimers } from './timers-conformance.ts';

const fileIn = (folder: string) => join(folder, 'signpost.db');

const newDatabase = async (): Promise<TestDatabase> => {
  const folder = temporaryFolder();
  return {
    open: () => openSqlite(folder.path),
    tamper: async (statement) => {
      using database = new DatabaseSync(fileIn(folder.path));
      database.exec(statement);
    },
    remove: async () => folder.remove(),
  };
};
describeStorage('SQLite', newDatabase);
describeSubscriptions('SQLite', newDatabase);
describeOutbox('SQLite', newDatabase);
describeTimers('SQLite', newDatabase);

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
  folder.remove();
});

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('this Node has no gc');
  for (let pass = 0; pass < 3; pass++) {
    gc();
    await setImmediate();
  }
}

const Line = z.union([
  z.object({ opened: z.literal(true) }),
  z.object({ changed: z.number(), hash: z.string() }),
  z.object({ refused: z.string() }),
  z.object({ pingRefused: z.string() }),
  z.object({ readable: z.number() }),
]);
type Line = z.infer<typeof Line>;

/** A process of its own that changes settings in this folder; `command` goes before its own command line. */
function changingProcess(command: readonly string[] = []): { child: ChildProcess; lines: AsyncIterable<Line> } {
  const script = join(import.meta.dirname, 'changing-process.ts');
  const [program = process.execPath, ...parameters] = [...command, process.execPath, script, dataDir];
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  const lines = async function* () {
    for await (const line of createInterface({ input: child.stdout })) yield Line.parse(JSON.parse(line));
  };
  return { child, lines: lines() };
}

describe('the folder of the embedded database', () => {
  it('is made for its owner only, and so are its files', async () => {
    const storage = await openSqlite(join(dataDir, 'deeper'));
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'deeper')).mode & 0o777).toBe(0o700);
    await storage.ping();
    for (const file of ['LOCK', 'signpost.db', 'signpost.db-wal', 'signpost.db-shm']) {
      expect(statSync(join(dataDir, 'deeper', file)).mode & 0o777).toBe(0o600);
    }
    await storage.close();
  });

  it('belongs to one opener at a time in a process', async () => {
    const storage = await openSqlite(dataDir);
    await expect(openSqlite(dataDir)).rejects.toMatchObject({ code: 'storage-unavailable', problem: 'busy' });
    await storage.ping();
    await storage.close();
    await (await openSqlite(dataDir)).close();
  });

  it('belongs to its opener even where nothing but a part of the storage is still in use', async () => {
    const { settings } = await openSqlite(dataDir);
    await collectGarbage();
    await expect(openSqlite(dataDir)).rejects.toMatchObject({ code: 'storage-unavailable', problem: 'busy' });
    expect(await settings.head(TENANT)).toBeUndefined();
  });

  it('belongs to one process, until that one ends, however it ends', async () => {
    const { child, lines } = changingProcess();
    for await (const line of lines) if ('changed' in line) break;
    await expect(openSqlite(dataDir)).rejects.toMatchObject({ code: 'storage-unavailable', problem: 'busy' });
    await killed(child);
    await (await openSqlite(dataDir)).close();
  });

  it('that cannot be made, or holds no database of ours, is told as out of reach', async () => {
    writeFileSync(dataDir, '');
    await expect(openSqlite(dataDir)).rejects.toMatchObject({ code: 'storage-unavailable', problem: 'gone' });
    const other = join(folder.path, 'other');
    mkdirSync(other);
    writeFileSync(fileIn(other), 'something else that stands there since long ago'.repeat(100));
    await expect(openSqlite(other)).rejects.toMatchObject({ code: 'storage-unavailable', problem: 'gone' });
  });

  it('written by a newer Signpost is refused, as often as it is tried, and left alone', async () => {
    await (await openSqlite(dataDir)).close();
    using database = new DatabaseSync(fileIn(dataDir));
    database.exec("insert into schema_migrations(name) values ('9999-later')");
    for (let attempt = 0; attempt < 2; attempt++) {
      const refused = openSqlite(dataDir);
      await expect(refused).rejects.toBeInstanceOf(NewerSchema);
      await expect(refused).rejects.toMatchObject({ migration: '9999-later' });
    }
  });
});

describe('what the embedded database has taken', () => {
  it('is there after kill -9 at any moment, and the chain goes on', async () => {
    const reported: { changed: number; hash: string }[] = [];
    for (let round = 0; round < 10; round++) {
      const { child, lines } = changingProcess();
      // The first round ends as soon as the folder is open, the others in the middle of some later change.
      let before = round === 0 ? 0 : Math.ceil(Math.random() * 30);
      for await (const line of lines) {
        if ('changed' in line) reported.push(line);
        if (before-- === 0) child.kill('SIGKILL');
      }
      await killed(child);
    }
    expect(reported.length).toBeGreaterThan(10);

    const storage = await openSqlite(dataDir);
    const chain = await storage.settings.chain(TENANT, 0, 10_000);
    const hashes = new Map(chain.map(({ receipt }) => [receipt.number, receipt.hash]));
    for (const { changed, hash } of reported) expect(hashes.get(changed)).toBe(hash);
    expect(await verifyChain({ storage: storage.settings, sha256 }, TENANT)).toMatchObject({ whole: true });

    const [setting] = await storage.settings.settings(TENANT);
    const button = { version: String(setting?.version) };
    const ports = settingsPorts(storage.settings);
    const next = setting?.state === 'off' ? turnOn(ports, ADA, onButton(button)) : turnOff(ports, ADA, offForm(button));
    expect((await next).receipt.number).toBe(chain.length + 1);
    expect(await verifyChain({ storage: storage.settings, sha256 }, TENANT)).toMatchObject({ whole: true });
    await storage.close();
  });

  it('is there after the disk took no more; until then changes are refused, not half written, and reading goes on', async () => {
    // 1,000 blocks of 512 bytes: the longest file that this process may write.
    const { lines } = changingProcess(['sh', '-c', 'ulimit -f 1000; exec "$0" "$@"']);
    const said = await Array.fromAsync(lines);
    const changes = said.filter((line) => 'changed' in line);
    expect(changes.length).toBeGreaterThan(3);
    expect(said.slice(1 + changes.length)).toEqual([
      { refused: 'gone' },
      { pingRefused: 'gone' },
      { readable: changes.length },
    ]);

    const storage = await openSqlite(dataDir);
    const verdict = await verifyChain({ storage: storage.settings, sha256 }, TENANT);
    expect(verdict).toMatchObject({ whole: true, receipts: changes.length, newest: { hash: changes.at(-1)?.hash } });
    await storage.ping();
    await storage.close();
  });

  it('stays when SQLite says that the disk is full, which is told as full', async () => {
    mkdirSync(dataDir);
    const database = new DatabaseSync(fileIn(dataDir));
    const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
    await db.transaction().execute(migrateSchema);
    const storage = storageOn(db, waysOf(db, Date.now), () => db.destroy());
    const ports = settingsPorts(storage.settings);
    database.exec('pragma max_page_count = 1'); // those that there are, and not one more

    const taken: Change[] = [];
    const untilFull = async () => {
      for (let version = 0; version < 20; version++) {
        taken.push(await turnOff(ports, ADA, offForm({ version: String(version), comment: 'x'.repeat(2000) })));
      }
    };
    const refused = untilFull();
    await expect(refused).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(refused).rejects.toMatchObject({ problem: 'full' });
    expect(await storage.settings.chain(TENANT, 0, 100)).toEqual(taken);

    database.exec('pragma max_page_count = 1000');
    await turnOff(ports, ADA, offForm({ version: String(taken.length) }));
    const verdict = await verifyChain({ storage: storage.settings, sha256 }, TENANT);
    expect(verdict).toMatchObject({ whole: true, receipts: taken.length + 1 });
    await storage.close();
  });
});
