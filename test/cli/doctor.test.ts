import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql, startPostgres } from '../world/postgres.ts';
import { json } from '../world/serve.ts';
import { signpost } from '../world/shell.ts';
import { environmentOf, openWorld, type World } from '../world/signpost.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const doctor = (more: Record<string, string> = {}) =>
  signpost(['doctor', '--json'], { ...environmentOf(world, world.newDataDir(), 3978), ...more });

const PUBLIC = { PUBLIC_URL: 'https://signpost.example' };

/** What is not well, by check. */
async function ills(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const { out } = await doctor({ ...PUBLIC, ...more });
  const findings: { check: string; ok: boolean; says: string }[] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return Object.fromEntries(findings.filter(({ ok }) => !ok).map(({ check, says }) => [check, says]));
}

describe('signpost doctor', () => {
  it('finds nothing where all is well, and ends with 0', async () => {
    const { code, out } = await doctor(PUBLIC);
    expect(out).not.toContain('"ok":false');
    expect(out).toContain('lets roles be read');
    expect(code).toBe(0);
  });

  it('names every variable that is missing or wrong, and ends with 1', async () => {
    const { code, out } = await signpost(['doctor'], { PORT: 'many' });
    expect(out).toMatch(/BAD {2}configuration +PORT: /);
    expect(out).toMatch(/BAD {2}configuration +BOT_ID: missing/);
    expect(code).toBe(1);
  });

  it('names the permission that nobody has granted, with the link that grants it', async () => {
    world.graph.fault = ({ asked }) =>
      asked.url.pathname.endsWith('/directoryRoles')
        ? json(403, { error: { code: 'Authorization_RequestDenied' } })
        : undefined;
    const { directory } = await ills();
    world.graph.fault = undefined;
    expect(directory).toContain('RoleManagement.Read.Directory');
    expect(directory).not.toContain('User.Read.All');
    expect(directory).toContain(`${world.tenant}/adminconsent?client_id=${world.bot.id}`);
  });

  it('says that the secret is wrong, and does not say it', async () => {
    const found = await ills({ BOT_PASSWORD: 'a wrong secret' });
    expect(found['bot token']).toContain('BOT_PASSWORD');
    expect(JSON.stringify(found)).not.toContain('a wrong secret');
  });

  it('says that the key server does not answer', async () => {
    world.keyServer.fault = () => json(503, {});
    const found = await ills();
    world.keyServer.fault = undefined;
    expect(found['key server']).toContain('503');
  });

  it('says that a database is out of reach, and why', async () => {
    const { database } = await ills({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    expect(database).toContain('DATABASE_URL');
    expect(database).toContain('ECONNREFUSED');
  });

  it('says that the address of a database is none', async () => {
    const { database } = await ills({ DATABASE_URL: 'postgres://nobody@127.0.0.1/none?sslrootcert=/nonexistent' });
    expect(database).toContain('DATABASE_URL');
  });

  it('says what a PostgreSQL has against the user: a wrong password, which it does not say, or no right to make tables', async () => {
    const server = await startPostgres();
    try {
      const address = new URL((await server.newDatabase())());
      await runSql(address.href, "create user newcomer password 'a right password'");
      address.username = 'newcomer';
      address.password = 'a wrong password';
      const { database: refused = '' } = await ills({ DATABASE_URL: address.href });
      expect(refused).toContain('password authentication failed for user "newcomer"');
      expect(refused).not.toContain('wrong');
      address.password = 'a right password';
      const { database: helpless } = await ills({ DATABASE_URL: address.href });
      expect(helpless).toContain('owner');
    } finally {
      await server.stop();
    }
  });

  it('says that Teams cannot reach an address of this machine', async () => {
    expect(await ills({ PUBLIC_URL: 'http://localhost:3978' })).toHaveProperty('public URL');
  });
});
