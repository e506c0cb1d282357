import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../world/free-port.ts';
import { decisionAt } from '../world/replicas.ts';
import { launchBrowser } from './browser.ts';
import { TeamsClient } from './teams-client.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/replicas.ts');

/** As the contract has it; in milliseconds. */
const SEEN = { timeout: 1_000, interval: 10 };

describe('npm run replicas', () => {
  let dataDir: string;
  let browser: Browser;
  let client: TeamsClient;
  let output = '';
  let run: ReturnType<typeof spawn>;
  let exit: Promise<number | null>;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'signpost-replicas-'));
    const environment = {
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      PLAYGROUND_PORT: '0',
      PLAYGROUND_OPEN: '0',
    };
    run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    exit = new Promise((resolve) => run.once('close', resolve));
    const ready = new Promise<string>((resolve, reject) => {
      for (const stream of [run.stdout, run.stderr]) {
        stream?.on('data', (chunk) => {
          output += chunk;
          const url = /^Teams client +(http\S+)[\s\S]*Ctrl-C/m.exec(output)?.[1];
          if (url) resolve(url);
        });
      }
      void exit.then(() => reject(new Error(`It did not start:\n${output}`)));
    });
    browser = await launchBrowser();
    client = await TeamsClient.open(browser, await ready);
  });
  afterAll(async () => {
    await browser?.close();
    run?.kill('SIGINT');
    await exit;
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The replicas by number, as the output names them. */
  const replicas = () =>
    [...output.matchAll(/^Replica (\d) +(http\S+) +process (\d+)/gm)].map(([, number, origin = '', pid]) => ({
      number: Number(number),
      origin,
      pid: Number(pid),
    }));
  const decisions = (of = replicas()) => Promise.all(of.map(decisionAt));
  const noticeInChannel = async (words: string) => {
    await client.openChannel();
    await expect.poll(async () => (await client.cards())[0], { timeout: 15_000 }).toContain(words);
    await client.openPersonalChat();
  };

  it('starts three replicas and a Teams client, and a change made there holds at each within 1 s', async () => {
    expect(replicas()).toHaveLength(3);
    expect(await decisions()).toEqual(['redirected', 'redirected', 'redirected']);
    await client.openChannel();
    await client.say('/notify here');
    await client.card('This channel');
    await client.openPersonalChat();

    await client.say('/redirect off for 4h');
    await client.card('Turn off');
    await client.choose('What is the main reason?', 'The timing is bad');
    await client.fill('What happened', 'Three of us');
    await client.click('Disable & share feedback');
    await client.card('Redirection is off');
    await expect.poll(() => decisions(), SEEN).toEqual(['off', 'off', 'off']);
    await noticeInChannel('Redirection is off:');
  });

  it('goes on where one of them is killed, and tells of it', async () => {
    const [killed, ...others] = replicas().reverse();
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => output).toContain('Replica 3 has ended (SIGKILL); 2 still answer.');
    await client.say('/redirect on');
    await client.card('Enable');
    await client.click('Enable');
    await client.card('Redirection is on');
    await expect.poll(() => decisions(others), SEEN).toEqual(['redirected', 'redirected']);
    await noticeInChannel('Redirection is on:');
  });

  it('ends all of them on Ctrl-C', async () => {
    run.kill('SIGINT');
    expect(await exit).toBe(0);
    for (const { origin } of replicas()) await expect(fetch(`${origin}/healthz`)).rejects.toThrow(TypeError);
  });
});
