import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf, freePort, openWorld, spawnSignpost, type World } from './world/signpost.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'signpost-start-'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How a start with these variables ends: its exit code, and what it says on standard error. */
async function endOf(changes: Record<string, string>): Promise<{ code: unknown; lines: readonly string[] }> {
  const child = spawnSignpost({ ...environmentOf(world, world.newDataDir(), await freePort()), ...changes });
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, lines: said.trimEnd().split('\n') };
}

describe('A start is refused with one line for each problem, which names its variable', () => {
  const EX_CONFIG = 78;
  const secret = 'canary';

  it.each<[what: string, changes: Record<string, string>, lines: readonly RegExp[]]>([
    ['values are missing or wrong', { BOT_ID: '', PORT: 'x' }, [/: PORT: must/, /: BOT_ID: missing/]],
    ['there is no such catalog', { CATALOG_DIR: '/nonexistent' }, [/: CATALOG_DIR: .*cannot be read/]],
    [
      "the database's address names a file that is not there",
      { DATABASE_URL: `postgres://signpost:${secret}@127.0.0.1/signpost?sslrootcert=/nonexistent` },
      [/: DATABASE_URL: .*file/],
    ],
  ])('%s', async (_what, changes, lines) => {
    const end = await endOf(changes);
    expect(end).toEqual({ code: EX_CONFIG, lines: lines.map((line) => expect.stringMatching(line)) });
    expect(end.lines.join()).not.toContain(secret);
  });

  it('there can be no database where DATA_DIR says', async () => {
    const lines = [expect.stringMatching(/: DATA_DIR: .*cannot be opened/)];
    expect(await endOf({ DATA_DIR: join(folder, 'file') })).toEqual({ code: EX_CONFIG, lines });
    expect(await endOf({ DATA_DIR: join(folder, 'file', 'data') })).toEqual({ code: EX_CONFIG, lines });
  });

  it('another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    expect(await endOf({ PORT: port })).toEqual({ code: 1, lines: [expect.stringMatching(/: PORT: .*in use/)] });
    other.close();
  });
});
