import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../world/free-port.ts';
import { type RunningPlayground, runPlayground, startPlayground } from './playground.ts';

const isOpen = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host);
    const done = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.setTimeout(2_000, () => done(false));
  });
const portOf = (url: string) => Number(new URL(url).port);

/** The processes that this one has started, by what their command line contains. */
function childrenOf(parent: number | undefined): { bot: number; client: number } {
  const lines = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.split('\n');
  const children = lines.map((line) => line.trim().split(/\s+/)).filter(([, ppid]) => Number(ppid) === parent);
  const pid = (part: string) => Number(children.find((words) => words.some((word) => word.includes(part)))?.[0]);
  return { bot: pid('src/main.ts'), client: pid('m365agentsplayground') };
}

const bothAreGone = async ({ clientUrl, botUrl }: RunningPlayground) => {
  expect(await isOpen('127.0.0.1', portOf(clientUrl))).toBe(false);
  expect(await isOpen('127.0.0.1', portOf(botUrl))).toBe(false);
};

describe('npm run playground', () => {
  let playground: RunningPlayground;
  beforeAll(async () => {
    playground = await startPlayground();
  });
  afterAll(() => playground?.stop());

  it('says in three lines where the client and the bot are, and who one is there', async () => {
    const { output, clientUrl, botUrl } = playground;
    const lines = output().trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(clientUrl);
    expect(lines[1]).toContain(botUrl);
    expect(lines[2]).toMatch(/Alex Wilber, a Global Administrator.*Ctrl-C/);
    expect((await fetch(clientUrl)).status).toBe(200);
    expect((await fetch(`${botUrl}/readyz`)).status).toBe(200);
  });

  it('is reached from this machine only, the client as well', async () => {
    for (const url of [playground.clientUrl, playground.botUrl]) {
      expect(await isOpen('127.0.0.1', portOf(url))).toBe(true);
      expect(await isOpen('127.0.0.2', portOf(url))).toBe(false); // open where a server listens on every address
    }
  });

  it('ends both on Ctrl-C', async () => {
    expect(await playground.stop()).toBe(0);
    await bothAreGone(playground);
  });

  it.each([
    ['bot', 'Signpost has ended'],
    ['client', 'The Agents Playground has ended'],
  ] as const)('ends where its %s ends, and says so', async (which, sentence) => {
    const running = await startPlayground({ PLAYGROUND_ADMINS: '' });
    expect(running.output()).toMatch(/Alex Wilber, without roles/);
    process.kill(childrenOf(running.process.pid)[which], 'SIGKILL');
    await once(running.process, 'exit');
    expect(await running.stop()).toBe(1);
    expect(running.output().trimEnd().split('\n').slice(3)).toEqual([expect.stringContaining(sentence)]);
    await bothAreGone(running);
  });
});

describe('npm run playground opens a browser', () => {
  let programs: string;
  beforeAll(() => {
    programs = mkdtempSync(join(tmpdir(), 'signpost-browser-'));
  });
  afterAll(() => rmSync(programs, { recursive: true }));

  const start = async (name: string, script?: string) => {
    const path = join(programs, name);
    mkdirSync(path);
    for (const opener of script ? ['xdg-open', 'open'] : []) {
      writeFileSync(join(path, opener), `#!/bin/sh\n${script}\n`);
      chmodSync(join(path, opener), 0o755);
    }
    return startPlayground({ PLAYGROUND_OPEN: '1', PATH: path });
  };
  const eventually = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it.concurrent('at the client’s address', async () => {
    const opened = join(programs, 'opened');
    const playground = await start('browser', `echo "$1" > ${opened}.part; /bin/mv ${opened}.part ${opened}`);
    try {
      await eventually(() => existsSync(opened));
      expect(readFileSync(opened, 'utf8')).toBe(`${playground.clientUrl}\n`);
    } finally {
      await playground.stop();
    }
  });

  it.concurrent.each([
    ['there is none', undefined],
    ['it fails', 'exit 3'],
  ])('or says that it cannot, and goes on, where %s', async (name, script) => {
    const playground = await start(name, script);
    try {
      await eventually(() => playground.output().includes('No browser'));
      expect(playground.output()).toContain(`open ${playground.clientUrl} yourself`);
      expect((await fetch(playground.clientUrl)).status).toBe(200);
    } finally {
      await playground.stop();
    }
  });
});

describe('npm run playground does not start', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'signpost-playground-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  const fail = async (variables: Readonly<Record<string, string>>) => {
    const run = runPlayground({ DATA_DIR: dataDir, PORT: String(await freePort()), ...variables });
    return { code: await run.exit, lines: run.output().trimEnd().split('\n') };
  };

  it('where its port is taken, and says which', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, lines } = await fail({ PORT: port });
    other.close();
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(new RegExp(`listens on http://127.0.0.1:${port}.*set PORT`))]);
  });

  it.each([
    ['PORT', 'abc'],
    ['BOT_ID', '2c6a0a34-6f0d-4b0a-9c62-1f6f0a7a2f11'],
  ])('where %s is wrong, and names it', async (name, value) => {
    const { code, lines } = await fail({ [name]: value });
    expect(code).toBe(1);
    expect(lines[0]).toContain(name);
    expect(lines.at(-1)).toContain('exit code 78');
  });
});
