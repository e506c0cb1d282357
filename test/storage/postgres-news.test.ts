import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { SettingsInMemory } from '../../src/core/settings/settings-in-memory.ts';
import { keepFresh, type Refreshing } from '../../src/start/keep-fresh.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type PostgresServer, startPostgres, type TestDatabaseUrl } from '../world/postgres.ts';
import { ADA, MDO, offForm, onButton, settingsPorts, TENANT } from '../world/settings.ts';
import { Wire } from '../world/wire.ts';

let server: PostgresServer;
let url: TestDatabaseUrl;
let writer: Storage;
const opened: Storage[] = [];
const refreshing: Refreshing[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.newDatabase();
  writer = await open();
});
afterEach(async () => {
  for (const each of refreshing.splice(0)) each.stop();
  await Promise.all(opened.splice(0).map((storage) => storage.close()));
});

async function open(port?: number): Promise<Storage> {
  const storage = await openPostgres(url(port));
  opened.push(storage);
  return storage;
}

/** What a replica hears, counted. */
function hear(storage: Storage) {
  const heard = { times: 0 };
  storage.listen(() => {
    heard.times++;
  });
  return heard;
}

let version = 0;
beforeEach(() => {
  version = 0;
});
const change = () => turnOff(settingsPorts(writer.settings), ADA, offForm({ version: String(version++) }));

/** Longer than any of these takes on a loaded machine. */
const PATIENCE = { timeout: 20_000, interval: 5 };

describe('A replica on PostgreSQL', () => {
  it('hears of a change that another one makes', async () => {
    const heard = hear(await open());
    await expect.poll(() => heard.times, PATIENCE).toBe(1); // connected
    await change();
    await expect.poll(() => heard.times, PATIENCE).toBe(2);
  });

  it('does not hear of a change that was rolled back', async () => {
    const heard = hear(await open());
    await expect.poll(() => heard.times, PATIENCE).toBe(1);
    const ports = settingsPorts(writer.settings);
    const failing = writer.settings.inChange(TENANT, async (transaction) => {
      const within = { ...writer.settings, inChange: (_, work) => work(transaction) } satisfies typeof writer.settings;
      await turnOff({ ...ports, storage: within }, ADA, offForm());
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await change();
    await expect.poll(() => heard.times, PATIENCE).toBe(2);
  });

  it('hears again, and of what it may have missed, after its connection broke', async () => {
    const wire = await Wire.to(server.port);
    const heard = hear(await open(wire.port));
    await expect.poll(() => heard.times, PATIENCE).toBe(1);
    await wire.cut();
    await change();
    await wire.mend();
    await expect.poll(() => heard.times, PATIENCE).toBe(2);
    await change();
    await expect.poll(() => heard.times, PATIENCE).toBe(3);
    await wire.cut();
  });

  it('that was started before the database hears of changes once it is there', async () => {
    const wire = await Wire.to(server.port);
    await wire.cut();
    const heard = hear(await open(wire.port));
    await wire.mend();
    await expect.poll(() => heard.times, PATIENCE).toBe(1);
    await wire.cut();
  });

  it('hears nothing more once it was closed', async () => {
    const storage = await open();
    const heard = hear(storage);
    await expect.poll(() => heard.times, PATIENCE).toBe(1);
    await storage.close();
    opened.splice(opened.indexOf(storage), 1);
    const other = hear(await open());
    await expect.poll(() => other.times, PATIENCE).toBe(1);
    await change();
    await expect.poll(() => other.times, PATIENCE).toBe(2);
    expect(heard.times).toBe(1);
  });
});

describe('Settings that are kept fresh', () => {
  const follow = (storage: Storage, listens = true) => {
    const failures: unknown[] = [];
    const settings = new SettingsInMemory(storage.settings, settingsPorts(storage.settings).migrations);
    settings.stateOf(TENANT);
    const listening = listens ? storage : { listen: () => {} };
    refreshing.push(keepFresh(settings, listening, (error) => failures.push(error)));
    return { settings, failures, state: () => settings.stateOf(TENANT)(MDO.id) };
  };

  it('follow another process’s change', async () => {
    const { settings, state } = follow(await open());
    await expect.poll(() => settings.isRead(TENANT), PATIENCE).toBe(true);
    expect(state()).toBe('on');
    await change();
    await expect.poll(state, PATIENCE).toBe('off');
  });

  it('follow it although nobody tells of it', async () => {
    const { state } = follow(await open(), false);
    await change();
    await expect.poll(state, PATIENCE).toBe('off');
  });

  it('stay as they were while the database is out of reach, tell it once, and follow again when it is back', async () => {
    const wire = await Wire.to(server.port);
    const { settings, failures, state } = follow(await open(wire.port));
    await change();
    await expect.poll(state, PATIENCE).toBe('off');
    await wire.cut();
    await expect.poll(() => failures.length, PATIENCE).toBe(1);
    expect(state()).toBe('off');
    await settings.refresh().catch(() => {});
    expect([failures.length, state()]).toEqual([1, 'off']);
    await wire.mend();
    await turnOn(settingsPorts(writer.settings), ADA, onButton());
    await expect.poll(state, PATIENCE).toBe('on');
    await wire.cut();
  });

  it('are read for the first time as soon as the database is there', async () => {
    const wire = await Wire.to(server.port);
    await wire.cut();
    await change();
    const { settings, state } = follow(await open(wire.port));
    expect([settings.areRead(), state()]).toEqual([false, 'on']);
    await wire.mend();
    await expect.poll(() => settings.areRead(), PATIENCE).toBe(true);
    expect(state()).toBe('off');
    await wire.cut();
  });
});
