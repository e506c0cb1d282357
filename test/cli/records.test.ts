import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ADA, BOB, offForm, onButton, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
const environment = { DATA_DIR: dataDir, GATEWAY_TENANT_ID: TENANT };
/** The server's own hold on the folder: the command line works beside it. */
let server: Storage;

beforeAll(async () => {
  server = await openSqlite(dataDir);
  const ports = settingsPorts(server.settings);
  await turnOff(ports, ADA, offForm({ comment: '=cmd()', contact: 'true' }));
  await turnOn(ports, BOB, onButton());
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe('signpost verify, beside a running server', () => {
  it('says that the chain is whole, and ends with 0', async () => {
    const { code, out } = await signpost(['verify'], environment);
    expect(out).toMatch(/^whole: 2 receipts, the newest [0-9a-f]{12} of 2026-11-24T12:00:00.000Z\n$/);
    expect(code).toBe(0);
  });
  it('prints JSON for a program', async () => {
    const { out } = await signpost(['verify', '--json'], environment);
    expect(JSON.parse(out)).toMatchObject({ tenant: TENANT, whole: true, receipts: 2, newest: { number: 2 } });
  });
  it('asks whose chain where nothing tells', async () => {
    const { code, err } = await signpost(['verify'], { DATA_DIR: dataDir });
    expect(err).toContain('--tenant');
    expect(code).toBe(2);
  });
  it('calls no chain whole that is none: of a mistyped tenant, or of another folder', async () => {
    expect(await signpost(['verify', '--tenant', TENANT.slice(1)], environment)).toMatchObject({ code: 2, out: '' });
    const elsewhere = { ...environment, DATA_DIR: join(folder.path, 'nowhere') };
    expect(await signpost(['verify'], elsewhere)).toEqual({
      code: 1,
      out: '',
      err: `signpost: there is no database in ${elsewhere.DATA_DIR} yet, and so no chain to check\n`,
    });
  });
});

describe('signpost feedback', () => {
  it('prints what people wrote', async () => {
    const { out } = await signpost(['feedback', '--tenant', TENANT], environment);
    expect(out).toContain('Ada Admin');
    expect(out).toContain('=cmd()');
  });
  it('prints CSV that no spreadsheet runs', async () => {
    const { out } = await signpost(['feedback', '--csv'], environment);
    expect(out.split('\r\n')[1]).toBe(
      `"1","2026-11-24T12:00:00.000Z","mdo-scc","Ada Admin","A feature is missing","true","'=cmd()"`,
    );
  });
});

describe('signpost backup and restore', () => {
  const file = join(folder.path, 'backup.db');
  const restored = { DATA_DIR: join(folder.path, 'restored'), GATEWAY_TENANT_ID: TENANT };

  it('says where it cannot write', async () => {
    const nowhere = join(folder.path, 'no', 'such', 'folder.db');
    const { code, err } = await signpost(['backup', nowhere], environment);
    expect(err).toBe(`signpost: ${nowhere} was not written: is there such a folder, and may you write to it?\n`);
    expect(code).toBe(1);
  });
  it('copies the database while the server runs, for its owner only', async () => {
    expect(await signpost(['backup', file], environment)).toMatchObject({ code: 0, err: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  it('overwrites nothing', async () => {
    const { code, err } = await signpost(['backup', file], environment);
    expect(err).toContain('exists already');
    expect(code).toBe(1);
  });
  it('leaves nothing of a copy that fails', async () => {
    const damaged = join(folder.path, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'signpost.db'), 'not a database'.repeat(1_000));
    const target = join(damaged, 'backup.db');
    const { code, err } = await signpost(['backup', target], { DATA_DIR: damaged });
    expect(err).toBe(`signpost: ${target} was not written: file is not a database\n`);
    expect(code).toBe(1);
    expect(readdirSync(damaged)).toEqual(['signpost.db']);
  });
  it('puts it back into an empty folder, where the chain holds', async () => {
    expect(await signpost(['restore', file], restored)).toMatchObject({ code: 0 });
    expect((await signpost(['verify'], restored)).out).toContain('whole: 2 receipts');
  });
  it('needs nothing beside the backup, which may lie where nobody can write', () => {
    expect(readdirSync(folder.path).filter((name) => name.startsWith('backup.db'))).toEqual(['backup.db']);
  });
  it('puts a database that is there aside, when told to', async () => {
    expect((await signpost(['restore', file], restored)).err).toContain('--replace');
    expect(await signpost(['restore', '--replace', file], restored)).toMatchObject({ code: 0 });
    expect(readdirSync(restored.DATA_DIR).some((name) => name.includes('replaced'))).toBe(true);
  });
  it('puts a damaged database aside as it is: that is when a backup is needed', async () => {
    const damaged = 'not a database any more'.repeat(1_000);
    writeFileSync(join(restored.DATA_DIR, 'signpost.db'), damaged);
    expect((await signpost(['verify'], restored)).code).toBe(1);
    const { code, out } = await signpost(['restore', '--replace', file], restored);
    expect(code).toBe(0);
    const [, kept = ''] = /what was there before is (.*)\n/.exec(out) ?? [];
    expect(readFileSync(kept, 'utf8')).toBe(damaged);
    expect((await signpost(['verify'], restored)).out).toContain('whole: 2 receipts');
  });
  it('keeps what stood in the log only of the database that it puts aside', async () => {
    const live = await openSqlite(restored.DATA_DIR);
    await turnOff(settingsPorts(live.settings), ADA, offForm({ version: '2' }));
    // as after a crash: the log was not written into the database
    const aside = { ...restored, DATA_DIR: join(folder.path, 'crashed') };
    cpSync(restored.DATA_DIR, aside.DATA_DIR, { recursive: true });
    await live.close();
    const { out } = await signpost(['restore', '--replace', file], aside);
    const [, kept = ''] = /what was there before is (.*)\n/.exec(out) ?? [];
    expect((await signpost(['verify'], aside)).out).toContain('whole: 2 receipts');
    expect(await signpost(['restore', '--replace', kept], aside)).toMatchObject({ code: 0 });
    expect((await signpost(['verify'], aside)).out).toContain('whole: 3 receipts');
  });
  it('does not touch the folder of a running server', async () => {
    const { code, err } = await signpost(['restore', '--replace', file], environment);
    expect(err).toContain('another process');
    expect(code).toBe(1);
  });
  it('refuses what is no backup', async () => {
    const other = join(folder.path, 'other.db');
    writeFileSync(other, 'not a database');
    const elsewhere = { DATA_DIR: join(folder.path, 'elsewhere') };
    expect((await signpost(['restore', other], elsewhere)).err).toContain('no backup');
    expect(existsSync(join(elsewhere.DATA_DIR, 'signpost.db'))).toBe(false);
  });
  it('says of a file that cannot be opened', async () => {
    const socket = createServer().listen(join(folder.path, 'socket')); // root may open every other file
    await once(socket, 'listening');
    const { code, err } = await signpost(['restore', join(folder.path, 'socket')], restored);
    socket.close();
    expect(err).toMatch(/^signpost: .* cannot be read where it lies: .*\n$/);
    expect(code).toBe(1);
  });
  it('leaves PostgreSQL to its own tools, and names the line', async () => {
    const postgres = { DATABASE_URL: 'postgres://a@127.0.0.1/b' };
    const backup = await signpost(['backup', file], postgres);
    expect(backup.err).toContain(`pg_dump --format=custom --file="${file}" "$DATABASE_URL"`);
    const restore = await signpost(['restore', file], postgres);
    expect(restore.err).toMatch(/empty database.*pg_restore --single-transaction --no-owner --dbname="\$DATABASE_URL"/);
    expect([backup.code, restore.code]).toEqual([1, 1]);
  });
});

describe('signpost', () => {
  it('lists its commands', async () => {
    const { code, out } = await signpost(['--help']);
    expect(out).toMatch(/verify .*\n[\s\S]*doctor/);
    expect(code).toBe(0);
  });
  it.each([
    ['verify', '--help'],
    ['help', 'verify'],
  ])('%s %s says how it is used', async (...words) => {
    const { code, out } = await signpost(words);
    expect(out).toMatch(/^usage: signpost verify .*--tenant <id>/);
    expect(code).toBe(0);
  });
  it.each(Object.entries(COMMANDS))('%s says how it is used, in a terminal of 60 columns', async (name, { load }) => {
    const { usage } = await load();
    expect(usage.startsWith(`usage: signpost ${name} `)).toBe(true);
    expect(usage.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });
  it('does so itself, too', async () => {
    const { out } = await signpost(['help']);
    expect(out.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });
});
