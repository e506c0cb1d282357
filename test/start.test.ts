import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardAction } from './world/activity.ts';
import { freePort } from './world/free-port.ts';
import { environmentOf, openWorld, spawnSignpost, startSignpost, type World } from './world/signpost.ts';

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
    // TEST-NET-1 of RFC 5737: no machine's own address
    ['HOST is not of this machine', { HOST: '192.0.2.1' }, [/: HOST: .*not available/]],
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

  it('another program has a port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    expect(await endOf({ PORT: port })).toEqual({ code: 1, lines: [expect.stringMatching(/: PORT: .*in use/)] });
    const lines = [expect.stringMatching(/^signpost: METRICS_PORT: .*in use/)];
    expect(await endOf({ METRICS_PORT: port })).toEqual({ code: 1, lines });
    other.close();
  });
});

/** Node keeps an idle connection for 5 s, and docker kills what has not ended after 10 s; in milliseconds. */
const [KEPT, KILLED] = [5_000, 10_000];

describe('A stop', () => {
  it('answers the click that is under way, and does not wait for its connection to be given up', async () => {
    const ada = world.person('Ada', []);
    const signpost = await startSignpost(world, world.newDataDir());
    world.graph.fault = () => 'hang'; // Signpost waits 3 s for it
    const click = JSON.stringify(cardAction(world.bot, ada, ada.chat, 'setting.show', { migration: 'mdo-scc' }));
    const authorization = `Bearer ${world.token()}`;
    const agent = new Agent({ keepAlive: true });
    const posted = request(`${signpost.origin}/api/messages`, { method: 'POST', agent, headers: { authorization } });
    posted.end(click);
    await delay(500);
    signpost.signal('SIGTERM');
    const [response] = await once(posted, 'response');
    response.resume();
    const answered = performance.now();
    expect(response.statusCode).toBe(200);
    expect(await signpost.ended).toBe(0);
    expect(performance.now() - answered).toBeLessThan(KEPT - 1_000);
    world.graph.fault = undefined;
    agent.destroy();
  });

  it('ends well although somebody never finishes their request', async () => {
    const signpost = await startSignpost(world, world.newDataDir());
    const { hostname, port } = new URL(signpost.origin);
    const unfinished = connect(Number(port), hostname, () => unfinished.write('POST /api/messages HTTP/1.1\r\nHost:'));
    unfinished.on('error', () => {});
    await delay(200);
    const began = performance.now();
    signpost.signal('SIGTERM');
    expect(await signpost.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(KILLED);
    unfinished.destroy();
  });
});
