import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { freePort } from '../world/free-port.ts';
import { temporaryFolder } from '../world/settings.ts';
import { compare } from './figures.ts';
import { load, requestFor } from './redirect-load.ts';

const ROUNDS = 31;
/** One server is asked for so long before the other one's turn, in milliseconds. */
const SLICE = 300;

interface Server {
  readonly port: number;
  readonly child: ChildProcess;
}

async function start(folder: string, count: boolean): Promise<Server> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), DATA_DIR: folder, ...(count ? { COUNT: '1' } : {}) };
  const args = ['--disable-warning=ExperimentalWarning', 'test/bench/counting-server.ts'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  while (!(await answers())) await delay(20);
  return { port, child };
}

async function stop({ child }: Server): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Redirects a second of the gateway that counts, beside the same one that does not, by turns in slices of one run. */
export async function run(): Promise<void> {
  const folder = temporaryFolder();
  const [counting, silent] = [
    await start(join(folder.path, 'counting'), true),
    await start(join(folder.path, 'silent'), false),
  ];
  const { capabilities } = loadCatalog({ overlayDir: null, ownHosts: [] });
  const requests = [...capabilities.values()]
    .filter(({ movedBy }) => movedBy === 'mdo-scc')
    .flatMap(({ legacyPaths }) => legacyPaths)
    .map((path) => requestFor(`/go/https://protection.office.com${path}`, undefined));

  const figures: { ours: number[]; peers: number[] } = { ours: [], peers: [] };
  for (let round = -2; round < ROUNDS; round++) {
    const ours = await load(counting.port, requests, SLICE);
    const peers = await load(silent.port, requests, SLICE);
    if (ours.wrong + peers.wrong > 0) throw new Error('an answer was no redirect');
    if (round < 0) continue; // the first ones warm up
    figures.ours.push(ours.rate);
    figures.peers.push(peers.rate);
  }
  await Promise.all([counting, silent].map(stop));
  folder.remove();
  compare('counting, beside not counting', 'redirects/s', figures.ours, figures.peers, '≥ 0.97');
}
