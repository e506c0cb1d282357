import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import manifest from '../../package.json' with { type: 'json' };
import { freePort } from '../world/free-port.ts';
import { compare } from './figures.ts';

const ROUNDS = 7;
/** The options of Node with which `npm start` runs Signpost. */
const OWN_OPTIONS = manifest.scripts.start.match(/--\S+/g) ?? [];
/** How long a started program is left alone before its memory is read. */
const SETTLE_MS = 2_000;

interface Start {
  readonly ms: number;
  /** Resident memory, in MB. */
  readonly memory: number;
}

/** From the process's birth to its first answer, then its memory. */
async function start(command: readonly string[], folder: string): Promise<Start> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    MODE: 'playground',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const began = performance.now();
  const child = spawn(process.execPath, command, { env, stdio: 'ignore' });
  while (
    !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await delay(5);
  const ms = performance.now() - began;
  await delay(SETTLE_MS);
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  child.kill('SIGTERM'); // Node writes its compile cache when it ends by itself
  await once(child, 'exit');
  return { ms, memory: Number(resident) / 1024 };
}

/** Cold start and idle memory beside a bare echo bot on the same packages, both with a warm compile cache. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-bench-'));
  const ours: Start[] = [];
  const plain: Start[] = [];
  const peers: Start[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const three = [
      await start([...OWN_OPTIONS, 'src/main.ts'], folder),
      await start(['src/main.ts'], folder),
      await start(['test/bench/peer-bot.ts'], folder),
    ] as const;
    if (round < 0) continue; // fills the cache
    ours.push(three[0]);
    plain.push(three[1]);
    peers.push(three[2]);
  }
  rmSync(folder, { recursive: true, force: true });
  for (const [how, starts, bounds] of [
    ['', ours, ['≤ 1.3', '≤ 1.15']],
    [' without the options of npm start', plain, ['none', 'none']],
  ] as const) {
    compare(
      `cold start${how}`,
      'ms',
      starts.map(({ ms }) => ms),
      peers.map(({ ms }) => ms),
      bounds[0],
    );
    compare(
      `idle memory${how}`,
      'MB',
      starts.map(({ memory }) => memory),
      peers.map(({ memory }) => memory),
      bounds[1],
    );
  }
}
