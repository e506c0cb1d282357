import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { type Engine, engines } from '../world/engines.ts';
import { freePort } from '../world/free-port.ts';
import { signpost } from '../world/shell.ts';
import { cpuOf } from './cpu.ts';
import { compare } from './figures.ts';
import { load, requestFor, type Slice } from './redirect-load.ts';

const ROUNDS = 60;
/** One server is asked for so long before the next one's turn, in milliseconds. */
const SLICE = 150;
const FRAMEWORKS = ['fastify', 'hono', 'express'];
/** Redirects after which memory must be what it was. */
const MANY = 1_000_000;
/** What garbage collection leaves to chance, in MB. */
const NOISE_MB = 10;

interface Server {
  readonly port: number;
  readonly child: ChildProcess;
}

/** A slice with the CPU seconds that the server took for it. */
interface Measured extends Slice {
  readonly cpu: number;
}

type Redirects = Readonly<Record<string, { readonly location: string; readonly decision: string }>>;

async function start(file: string, more: Readonly<Record<string, string>>): Promise<Server> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), LOG_LEVEL: 'silent', ...more };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/readyz`, { redirect: 'manual' }).then(
      ({ status }) => status < 500,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    await delay(20);
  }
  return { port, child };
}

async function stop({ child }: Server): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** The old addresses of the catalogue that are redirected, as the gateway answers them. */
async function redirectsOf({ port }: Server, cookie: string): Promise<Redirects> {
  const { capabilities } = loadCatalog({ overlayDir: null, ownHosts: [] });
  const found: Record<string, { location: string; decision: string }> = {};
  for (const { migration, legacyPaths } of capabilities.values()) {
    if (migration !== 'mdo-scc') continue;
    for (const path of legacyPaths) {
      const link = `/go/https://protection.office.com${path}`;
      const { headers } = await fetch(`http://127.0.0.1:${port}${link}`, { redirect: 'manual', headers: { cookie } });
      const decision = headers.get('signpost-decision') ?? '';
      if (decision.startsWith('redirected')) found[link] = { location: headers.get('location') ?? '', decision };
    }
  }
  return found;
}

async function cookieOf({ port }: Server, link: string): Promise<string> {
  const { headers } = await fetch(`http://127.0.0.1:${port}${link}`, { redirect: 'manual' });
  return headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

/** Redirects a second beside a bare node:http server that looks up one Map entry, by turns in slices of one run. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-bench-'));
  const ours = await start('src/main.ts', { MODE: 'playground', DATA_DIR: folder });
  const cookie = await cookieOf(ours, '/go/https://protection.office.com/threatexplorer');
  const redirects = await redirectsOf(ours, cookie);
  const peer = (kind: string) => start('test/bench/redirect-peer.ts', { KIND: kind, LINKS: JSON.stringify(redirects) });
  const bare = await peer('node:http');
  const paths = Object.keys(redirects);
  const fresh = paths.map((path) => requestFor(path, undefined));
  const pinned = paths.map((path) => requestFor(path, cookie));
  process.stdout.write(`${paths.length} links of the catalogue, 64 keep-alive connections\n`);

  const nginx = await startNginx(folder);
  const frameworks = await Promise.all(FRAMEWORKS.map(async (kind) => ({ kind, server: await peer(kind) })));
  const slices = new Map<string, Measured[]>();
  const measure = async (
    name: string,
    { port, child }: Pick<Server, 'port'> & Partial<Server>,
    requests: readonly string[],
    record: boolean,
    end?: string,
  ) => {
    const cpu = () => (child?.pid === undefined ? Number.NaN : cpuOf(child.pid));
    const before = cpu();
    const slice = await load(port, requests, SLICE, end);
    if (slice.wrong > 0) throw new Error(`${name}: ${slice.wrong} answers were no redirects`);
    if (record) slices.set(name, [...(slices.get(name) ?? []), { ...slice, cpu: cpu() - before }]);
  };
  for (let round = -2; round < ROUNDS; round++) {
    const record = round >= 0; // the first ones warm up
    await measure('ours, pinned', ours, pinned, record);
    await measure('bare, pinned', bare, pinned, record);
    await measure('ours, new', ours, fresh, record);
    await measure('bare, new', bare, fresh, record);
    for (const { kind, server } of frameworks) await measure(kind, server, pinned, record);
    if (nginx) await measure('nginx', nginx, fresh, record, END_OF_NGINX_PAGE);
  }
  const rates = (name: string) => (slices.get(name) ?? []).map(({ rate }) => rate);
  const tails = (name: string) => (slices.get(name) ?? []).map(({ p99 }) => p99);
  compare('with a session’s cookie', 'redirects/s', rates('ours, pinned'), rates('bare, pinned'), '≥ 0.85');
  compare('new sessions', 'redirects/s', rates('ours, new'), rates('bare, new'), '≥ 0.75');
  compareCpu('with a session’s cookie', slices.get('ours, pinned'), slices.get('bare, pinned'), '≥ 0.85');
  compareCpu('new sessions', slices.get('ours, new'), slices.get('bare, new'), '≥ 0.75');
  compare('p99 with a session’s cookie', 'ms', tails('ours, pinned'), tails('bare, pinned'), '≤ 1.5');
  compare('p99 of new sessions', 'ms', tails('ours, new'), tails('bare, new'), '≤ 1.5');
  for (const kind of FRAMEWORKS)
    compare(`${kind}, beside it`, 'redirects/s', rates(kind), rates('bare, pinned'), 'none');
  for (const kind of FRAMEWORKS) compareCpu(`${kind}, beside it`, slices.get(kind), slices.get('bare, pinned'), 'none');

  if (nginx) compare('nginx with the exported rules', 'redirects/s', rates('nginx'), rates('bare, new'), 'none');
  else process.stdout.write('nginx: not measured, this machine has none and gets none\n');

  await nginx?.stop();
  await Promise.all([bare, ...frameworks.map(({ server }) => server)].map(stop));
  await memoryOver(ours, pinned);
  await stop(ours);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Redirects for one second of the process's CPU, over the whole run: what the rate becomes where the machine is the
 * server's alone, and a truer figure where others are at work on it.
 */
function compareCpu(
  what: string,
  ours: readonly Measured[] | undefined,
  peers: readonly Measured[] | undefined,
  bound: string,
): void {
  const [a, b] = [perCpuSecond(ours ?? []), perCpuSecond(peers ?? [])];
  process.stdout.write(
    `${what}, by CPU: ${a.toFixed(0)} redirects/s, peer ${b.toFixed(0)}; ratio ${(a / b).toFixed(2)}, bound ${bound}\n`,
  );
}

const perCpuSecond = (slices: readonly Measured[]): number =>
  slices.reduce((sum, { requests }) => sum + requests, 0) / slices.reduce((sum, { cpu }) => sum + cpu, 0);

/** How nginx's page for a redirect ends. */
const END_OF_NGINX_PAGE = '</html>\r\n';

/** nginx with the rules that `signpost export` writes. */
async function startNginx(dataDir: string): Promise<Engine | undefined> {
  const { nginx } = await engines();
  const environment = { MODE: 'playground', DATA_DIR: dataDir };
  const { out } = await signpost(['export', '--format', 'nginx', '--host', 'signpost.example'], environment);
  return nginx?.(out);
}

/** Resident memory before and after a million redirects. */
async function memoryOver({ port, child }: Server, requests: readonly string[]): Promise<void> {
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  const before = resident();
  let asked = 0;
  while (asked < MANY) {
    const { rate } = await load(port, requests, 1000);
    asked += rate;
  }
  const grown = resident() - before;
  process.stdout.write(
    `memory after ${MANY.toLocaleString('en')} redirects: ${before.toFixed(0)} MB, then ${grown.toFixed(1)} MB more, bound ≤ ${NOISE_MB}\n`,
  );
}
