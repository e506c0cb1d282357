import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { type PostgresServer, rowsOf, startPostgres } from '../world/postgres.ts';
import { ADA, BOB, offForm, onButton, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

let server: PostgresServer;
let url: string;
const folder = temporaryFolder();
const environment = { DATA_DIR: folder.path };

beforeAll(async () => {
  server = await startPostgres();
  url = (await server.newDatabase())();
  const storage = await openSqlite(folder.path);
  const ports = settingsPorts(storage.settings);
  for (let n = 0; n < 20; n++) {
    await turnOff(ports, ADA, offForm({ version: String(2 * n), comment: `why ${n} – ${'ä'.repeat(n)}` }));
    await turnOn(ports, BOB, onButton({ version: String(2 * n + 1) }));
  }
  await storage.close();
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

describe('signpost copy', () => {
  it('does not start while the server holds the folder', async () => {
    const running = await openSqlite(folder.path);
    const { code, err } = await signpost(['copy', '--to', url], environment);
    await running.close();
    expect(err).toContain('another process has the database open');
    expect(code).toBe(1);
  });

  it('copies everything, and the chains hold on both sides', async () => {
    const { code, out } = await signpost(['copy', '--to', url], environment);
    expect(out).toMatch(new RegExp(`tenant ${TENANT}: whole on both sides, 40 receipts, [0-9a-f]{64}`));
    expect(code).toBe(0);
    expect((await signpost(['verify', '--tenant', TENANT], { DATABASE_URL: url })).out).toContain('whole: 40 receipts');
  });

  it('leaves a database to which the next change can be written', async () => {
    const storage = await openPostgres(url);
    const change = await turnOff(settingsPorts(storage.settings), ADA, offForm({ version: '40' }));
    expect(change.receipt.number).toBe(41);
    await storage.close();
  });

  it('writes into no database that holds data', async () => {
    const { code, err } = await signpost(['copy', '--to', url], environment);
    expect(err).toContain('must be empty');
    expect(code).toBe(1);
  });
});

describe('a command that reads a PostgreSQL database', () => {
  it('makes nothing in one that no server has used, and says so', async () => {
    const fresh = (await server.newDatabase())();
    const { code, out, err } = await signpost(['verify', '--tenant', TENANT], { DATABASE_URL: fresh });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('the PostgreSQL database holds nothing of Signpost’s yet');
    expect(await rowsOf(fresh, "select 1 from information_schema.tables where table_schema = 'public'")).toEqual([]);
  });
});
