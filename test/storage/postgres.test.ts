import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FormUsed, NewerSchema, StaleVersion } from '../../src/core/errors.ts';
import { readNonce } from '../../src/core/ids.ts';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import { mayMakeTables, openPostgres, openPostgresToRead } from '../../src/storage/postgres.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type PostgresServer, rowsOf, runSql, startPostgres, type TestDatabaseUrl } from '../world/postgres.ts';
import { ADA, BOB, OTHER_TENANT, offForm, settingsPorts, sha256, TENANT } from '../world/settings.ts';
import { Wire } from '../world/wire.ts';
import { describeStorage, type TestDatabase } from './conformance.ts';
import { describeOutbox } from './outbox-conformance.ts';
import { describeSubscriptions } from './subscriptions-conformance.ts';
import { describeTimers } from './timers-conformance.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const newDatabase = async (): Promise<TestDatabase> => {
  const url = await server.newDatabase();
  return {
    open: () => openPostgres(url()),
    tamper: (statement) => runSql(url(), statement),
    remove: async () => {},
  };
};
describeStorage('PostgreSQL', newDatabase);
describeSubscriptions('PostgreSQL', newDatabase);
describeOutbox('PostgreSQL', newDatabase);
describeTimers('PostgreSQL', newDatabase);

let url: TestDatabaseUrl;
const opened: Storage[] = [];
async function open(port?: number): Promise<Storage> {
  const storage = await openPostgres(url(port));
  opened.push(storage);
  return storage;
}
beforeEach(async () => {
  url = await server.newDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((storage) => storage.close()));
});

const change = (storage: Storage, version: number, actor = ADA) =>
  turnOff(settingsPorts(storage.settings), actor, offForm({ version: String(version) }));
const verified = (storage: Storage) => verifyChain({ storage: storage.settings, sha256 }, TENANT);

const GONE = { code: 'storage-unavailable', problem: 'gone' };
const BUSY = { code: 'storage-unavailable', problem: 'busy' };
const FULL = { code: 'storage-unavailable', problem: 'full' };

describe('replicas on one PostgreSQL', () => {
  it('start on an empty database at the same time', async () => {
    const replicas = await Promise.all([open(), open(), open()]);
    for (const replica of replicas) await replica.ping();
  });

  it('make one chain: of two changes of one version, one is too late', async () => {
    const [one, two] = [await open(), await open()];
    for (let version = 0; version < 20; version++) {
      const outcomes = await Promise.allSettled([change(one, version, ADA), change(two, version, BOB)]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [late] = outcomes.filter(({ status }) => status === 'rejected');
      expect(late).toMatchObject({ reason: expect.any(StaleVersion) });
    }
    expect(await verified(one)).toMatchObject({ whole: true, receipts: 20 });
  });

  it('give the same answer to a form that reaches both', async () => {
    const [one, two] = [await open(), await open()];
    const form = offForm();
    const forms = [one, two, one, two, one].map(({ settings }) => turnOff(settingsPorts(settings), ADA, form));
    const [first, ...others] = await Promise.all(forms);
    for (const other of others) expect(other).toEqual(first);
    expect(await verified(two)).toMatchObject({ whole: true, receipts: 1 });
  });

  it('let one of two tenants have a nonce that both use at the same moment', async () => {
    const storage = await open();
    const form = offForm();
    const nonce = readNonce(form.nonce ?? '');
    if (!nonce) throw new Error('the form has no nonce');
    const bothLooked = Promise.withResolvers<void>();
    let looks = 0;
    const meeting: Storage['settings'] = {
      ...storage.settings,
      inChange: (tenant, work) =>
        storage.settings.inChange(tenant, (transaction) =>
          work({
            ...transaction,
            useOf: async (used) => {
              const use = await transaction.useOf(used);
              if (++looks === 2) bothLooked.resolve();
              await bothLooked.promise;
              return use;
            },
          }),
        ),
    };
    const ports = settingsPorts(meeting);
    const tenants = [TENANT, OTHER_TENANT];
    const outcomes = await Promise.allSettled(tenants.map((tenant) => turnOff(ports, { ...ADA, tenant }, form)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: expect.any(FormUsed) });
    const chains = await Promise.all(tenants.map((tenant) => storage.settings.chain(tenant, 0, 10)));
    expect(chains.flat()).toHaveLength(1);
  });

  it('refuse a database that a newer Signpost has written', async () => {
    await open();
    await runSql(url(), "insert into schema_migrations(name) values ('9999-later')");
    const refused = open();
    await expect(refused).rejects.toBeInstanceOf(NewerSchema);
    await expect(refused).rejects.toMatchObject({ migration: '9999-later' });
  });
});

describe('a PostgreSQL that is opened to read', () => {
  const tables = () => rowsOf(url(), "select table_name from information_schema.tables where table_schema = 'public'");

  it('is left as it is: in an empty one nothing is made, and there is nothing', async () => {
    expect(await openPostgresToRead(url())).toBeNull();
    expect(await tables()).toEqual([]);
  });

  it('shows what replicas write beside it, and takes nothing', async () => {
    const server = await open();
    const reader = await openPostgresToRead(url());
    if (!reader) throw new Error('a server has been here');
    opened.push(reader);
    await change(server, 0);
    expect(await verified(reader)).toMatchObject({ whole: true, receipts: 1 });
    await expect(change(reader, 1)).rejects.toMatchObject(GONE);
    expect(await verified(server)).toMatchObject({ whole: true, receipts: 1 });
  });

  it('is refused where a newer Signpost has written it', async () => {
    await open();
    await runSql(url(), "insert into schema_migrations(name) values ('9999-later')");
    await expect(openPostgresToRead(url())).rejects.toBeInstanceOf(NewerSchema);
  });

  it('is out of reach where nobody listens', async () => {
    await expect(openPostgresToRead('postgres://nobody@127.0.0.1:9/none')).rejects.toMatchObject(GONE);
  });
});

describe('a PostgreSQL that fails', () => {
  let wire: Wire;
  beforeEach(async () => {
    wire = await Wire.to(server.port);
  });
  afterEach(() => wire.cut());

  it('stops nothing where it is out of reach at the start, and serves from its return', async () => {
    await wire.cut();
    const storage = await open(wire.port);
    await expect(storage.ping()).rejects.toMatchObject(GONE);
    await expect(change(storage, 0)).rejects.toMatchObject(GONE);
    await wire.mend();
    await storage.ping();
    await change(storage, 0);
    expect(await verified(storage)).toMatchObject({ whole: true, receipts: 1 });
  });

  it('takes nothing of a change during which it went away, and the process goes on', async () => {
    const storage = await open(wire.port);
    await change(storage, 0);
    const interrupted = storage.settings.inChange(TENANT, async (transaction) => {
      await transaction.head();
      await wire.cut();
      return transaction.head();
    });
    await expect(interrupted).rejects.toMatchObject(GONE);
    await expect(storage.ping()).rejects.toMatchObject(GONE);
    await wire.mend();
    await change(storage, 1);
    expect(await verified(storage)).toMatchObject({ whole: true, receipts: 2 });
  });

  it('may cut connections that nobody uses at the moment', async () => {
    const storage = await open(wire.port);
    await Promise.all(Array.from({ length: 10 }, () => storage.settings.head(TENANT)));
    await wire.cut();
    await wire.mend();
    // The first may still meet a connection whose end has not been noticed yet.
    await storage.ping().catch(() => {});
    await storage.ping();
  });

  it('may lose every packet without a word: uses are refused, and none waits on a lost connection afterwards', async () => {
    const storage = await open(wire.port);
    await change(storage, 0);
    await Promise.all(Array.from({ length: 10 }, () => storage.settings.head(TENANT)));
    wire.silence();
    const lost = [change(storage, 1), ...Array.from({ length: 9 }, () => storage.settings.head(TENANT))];
    for (const use of lost) use.catch(() => {});
    for (const use of lost) await expect(use).rejects.toMatchObject(GONE);
    await wire.mend();
    await change(storage, 1);
    expect(await verified(storage)).toMatchObject({ whole: true, receipts: 2 });
  });

  it('may end a connection in the middle of a change', async () => {
    const storage = await open();
    const ended = storage.settings.inChange(TENANT, async (transaction) => {
      await transaction.head();
      const others = 'pid <> pg_backend_pid() and datname = current_database()';
      await runSql(url(), `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`);
      return transaction.head();
    });
    await expect(ended).rejects.toMatchObject(GONE);
    await storage.ping();
  });

  it('is busy where another change of the tenant does not end', async () => {
    const [one, two] = [await open(), await open()];
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const endless = one.settings.inChange(TENANT, async () => {
      begun.resolve();
      await end.promise;
    });
    await begun.promise;
    await expect(change(two, 0)).rejects.toMatchObject(BUSY);
    await change(two, 0, { ...ADA, tenant: OTHER_TENANT });
    end.resolve();
    await endless;
    await change(two, 0);
  });

  it('is full where its disk is full, and goes on once there is room', async () => {
    const storage = await open();
    await runSql(
      url(),
      `create function no_room() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
       create trigger no_room before insert or update on chain_heads for each row execute function no_room();
       create trigger no_room before insert or update on pings for each row execute function no_room();`,
    );
    await expect(change(storage, 0)).rejects.toMatchObject(FULL);
    await expect(storage.ping()).rejects.toMatchObject(FULL);
    expect(await storage.settings.chain(TENANT, 0, 10)).toEqual([]);
    await runSql(url(), 'drop trigger no_room on chain_heads; drop trigger no_room on pings;');
    await storage.ping();
    await change(storage, 0);
  });

  it('is out of reach for a user who may make no tables there, stops nothing, and serves as soon as they may', async () => {
    const address = new URL(url());
    address.username = address.pathname.slice(1); // as no other test's
    await runSql(url(), `create user "${address.username}" password '${address.password}'`);
    expect(await mayMakeTables(address.href)).toBe(false);
    const storage = await openPostgres(address.href);
    opened.push(storage);
    await expect(storage.ping()).rejects.toMatchObject(GONE);
    await runSql(url(), `grant create on schema public to "${address.username}"`);
    expect(await mayMakeTables(address.href)).toBe(true);
    await storage.ping();
    await change(storage, 0);
  });

  it('is out of reach while it is a standby that may only be read', async () => {
    await (await open()).ping();
    await runSql(url(), `alter database "${new URL(url()).pathname.slice(1)}" set default_transaction_read_only = on`);
    const storage = await open();
    await expect(storage.ping()).rejects.toMatchObject(GONE);
  });
});
