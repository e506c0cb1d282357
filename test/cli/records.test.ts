import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('copies the database while the server runs, for its owner only', async () => {
    expect(await signpost(['backup', file], environment)).toMatchObject({ code: 0, err: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  it('overwrites nothing', async () => {
    const { code, err } = await signpost(['backup', file], environment);
    expect(err).toContain('exists already');
    expect(code).toBe(1);
  });
  it('puts it back into an empty folder, where the chain holds', async () => {
    expect(await signpost(['restore', file], restored)).toMatchObject({ code: 0 });
    expect((await signpost(['verify'], restored)).out).toContain('whole: 2 receipts');
  });
  it('puts a database that is there aside, when told to', async () => {
    expect((await signpost(['restore', file], restored)).err).toContain('--replace');
    expect(await signpost(['restore', '--replace', file], restored)).toMatchObject({ code: 0 });
    expect(readdirSync(restored.DATA_DIR).some((name) => name.includes('replaced'))).toBe(true);
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
  it('leaves PostgreSQL to its own tools, and names the line', async () => {
    const { code, err } = await signpost(['backup', file], { DATABASE_URL: 'postgres://a@127.0.0.1/b' });
    expect(err).toContain('pg_dump --format=custom');
    expect(code).toBe(1);
  });
});

describe('signpost', () => {
  it('lists its commands', async () => {
    const { code, out } = await signpost(['--help']);
    expect(out).toMatch(/verify .*\n[\s\S]*doctor/);
    expect(code).toBe(0);
  });
  it.each(['verify', 'feedback', 'backup', 'restore', 'doctor'])('%s says with --help how it is used', async (name) => {
    const { code, out } = await signpost([name, '--help']);
    expect(out).toContain(`usage: signpost ${name}`);
    expect(code).toBe(0);
  });
  it('ends with 2 where the words are wrong', async () => {
    expect((await signpost(['verfy'])).code).toBe(2);
    expect((await signpost(['verify', '--nope'])).code).toBe(2);
  });
});
