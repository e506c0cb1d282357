import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';
import { environmentOf, openWorld, type World } from '../world/signpost.ts';

const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const verify = (address: string) => signpost(['verify'], { GATEWAY_TENANT_ID: TENANT, DATABASE_URL: address });

describe('A command that gets nothing from its database says so in a line', () => {
  it.each([
    [
      'is out of reach',
      'postgres://nobody:canary@127.0.0.1:9/none',
      /^signpost: the database does not answer \(.*ECONNREFUSED.*\); signpost doctor says more\n$/,
    ],
    [
      'has an address that is none',
      'postgres://nobody:canary@127.0.0.1/none?sslrootcert=/nonexistent',
      /^signpost: the database's address cannot be used.*\n$/,
    ],
  ])('where it %s', async (_where, address, line) => {
    const { code, out, err } = await verify(address);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(line);
    expect(err).not.toContain('canary');
  });
});

describe('A database in which a table is missing', () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIR: folder.path, GATEWAY_TENANT_ID: TENANT };
  const LINE =
    /^signpost: the database lacks what this program reads \(no such table: \w+\): start the server, .*; if that does not help, restore a backup\n$/;
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await (await openSqlite(folder.path)).close();
    using database = new DatabaseSync(join(folder.path, 'signpost.db'));
    database.exec('drop table settings; drop table receipts; drop table link_uses');
  });
  afterAll(async () => {
    await world.close();
    folder.remove();
  });

  it.each([
    ['verify'],
    ['feedback'],
    ['traffic'],
    ['where', 'quarantine'],
    ['explain', 'https://protection.office.com/quarantine'],
    ['export', '--format', 'nginx'],
  ])('is named by %s in a line', async (...words) => {
    const { code, out, err } = await signpost(words, environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(LINE);
  });

  it('is a finding of doctor, which goes on', async () => {
    const { code, out } = await signpost(['doctor'], environmentOf(world, folder.path, 3978));
    expect(code).toBe(1);
    expect(out).toMatch(/^BAD {2}database +the database lacks what this program reads/m);
    expect(out).toMatch(/^BAD {2}public URL/m);
  });
});

describe('A folder that cannot be looked into', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each([['verify'], ['traffic'], ['backup', 'file']])(
    'is not taken for one without a database by %s',
    async (...words) => {
      const loop = join(folder.path, `loop-${words[0]}`); // root may enter every other folder
      symlinkSync(loop, loop);
      const { code, out, err } = await signpost(words, { DATA_DIR: loop, GATEWAY_TENANT_ID: TENANT });
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^signpost: the database does not answer \(ELOOP: .*\); signpost doctor says more\n$/);
    },
  );
});

describe('An option that is none', () => {
  it.each([
    [['verify', '--tennant', TENANT], 'there is no option "--tennant"; did you mean --tenant?'],
    [['verify', '--nope'], 'there is no option "--nope"'],
    [['verify', '-x'], 'there is no option "-x"'],
    [['--version'], 'there is no option "--version"; signpost --help lists them'],
    [['verify', '--tenant'], '--tenant needs a value'],
    [['verify', '--tenant', '--json'], '--tenant needs a value'],
    [['verify', '--json=1'], '--json takes no value'],
    [['verify', 'all'], '"all" is too much: this command takes options only'],
    [['verify', '--tenant', 'contoso'], '--tenant must be a GUID, or an id of the Agents Playground'],
    [['feedback', '--csv', '--json'], '--csv, or --json: not both'],
    [['copy', '--to', 'mysql://'], '--to must be a URL as postgres://user:password@host/database'],
  ])('%j is answered in a line, with 2', async (words, line) => {
    const { code, out, err } = await signpost(words);
    expect({ code, out, line: err.split('\n')[0] }).toEqual({ code: 2, out: '', line: `signpost: ${line}` });
  });

  it('is followed by how the command is used, in short', async () => {
    expect((await signpost(['verify', '--nope'])).err).toBe(`signpost: there is no option "--nope"
usage: signpost verify [--tenant <id>] [--json]
signpost verify --help says more
`);
  });
});

describe('A command that does not exist', () => {
  it('is answered with the one that may have been meant, or with where they are listed', async () => {
    expect(await signpost(['wher'])).toMatchObject({
      code: 2,
      out: '',
      err: 'signpost: there is no command "wher"; did you mean where?\n',
    });
    expect((await signpost(['flux'])).err).toBe('signpost: there is no command "flux"; signpost --help lists them\n');
  });
});
