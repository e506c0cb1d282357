import { performance } from 'node:perf_hooks';
import { migrationId } from '../../src/core/ids.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { message } from '../world/activity.ts';
import { startCollector } from '../world/collector.ts';
import { freePort } from '../world/free-port.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { compare, median } from './figures.ts';
import { cpuOf, memoryOf } from './process-use.ts';
import { load, requestFor } from './redirect-load.ts';

const ROUNDS = 9;
const TURNS = 400;
const CONNECTIONS = 16;
const REDIRECTS_MS = 1_000;
const STARTS = 7;
/** A text that is answered by one card without asking the directory. */
const TEXT = '/redirct off';
const LINK = '/go/https://protection.office.com/threatexplorer';
/** What one turn tells at most: itself, the directory, and some uses of the database. */
const DATABASE_USES = 5;
const CALLS = 200_000;

async function turns(world: World, signpost: Signpost, who: Resident): Promise<void> {
  let left = TURNS;
  const worker = async () => {
    while (left-- > 0) await signpost.post(message(world.bot, who, who.chat, TEXT));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** CPU milliseconds of one unit of work. */
async function cost(pid: number, work: () => Promise<number>): Promise<number> {
  const before = cpuOf(pid);
  const count = await work();
  return ((cpuOf(pid) - before) * 1_000) / count;
}

const redirects = async ({ origin }: Signpost): Promise<number> =>
  ((await load(Number(new URL(origin).port), [requestFor(LINK, undefined)], REDIRECTS_MS)).rate * REDIRECTS_MS) / 1_000;

/** Milliseconds that telling the metrics takes: of one turn, and of one redirect. */
function counting(): { readonly turn: number; readonly redirect: number } {
  const metrics = createMetrics([migrationId('mdo-scc')]);
  const time = (call: () => void) => {
    const slices = Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      for (let n = 0; n < CALLS; n++) call();
      return (performance.now() - began) / CALLS;
    });
    return median(slices);
  };
  return {
    turn: time(() => {
      metrics.turn({ verb: 'message', outcome: 'ok', ms: 3 });
      metrics.directory(20, null);
      for (let use = 0; use < DATABASE_USES; use++) metrics.database('settings.settings', 0.2, null);
    }),
    redirect: time(() => metrics.decided({ kind: 'unknown-host' })),
  };
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

/** What log and metrics add to a turn and to a redirect, what traces add to the start, and how much memory it all takes. */
export async function run(): Promise<void> {
  const world = await openWorld();
  const ada = world.person('Ada Globova', []);
  const metricsPort = await freePort();
  const quiet = await startSignpost(world, world.newDataDir(), { LOG_LEVEL: 'silent' });
  const told = await startSignpost(world, world.newDataDir(), { LOG_LEVEL: 'info', METRICS_PORT: String(metricsPort) });
  const idle = memoryOf(told.pid).now;
  const scraping = setInterval(() => void fetch(`http://127.0.0.1:${metricsPort}/metrics`).catch(() => {}), 1_000);

  const perTurn: Record<'quiet' | 'told', number[]> = { quiet: [], told: [] };
  const perRedirect: Record<'quiet' | 'told', number[]> = { quiet: [], told: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, signpost] of [
      ['quiet', quiet],
      ['told', told],
    ] as const) {
      const turn = await cost(signpost.pid, () => turns(world, signpost, ada).then(() => TURNS));
      const redirect = await cost(signpost.pid, () => redirects(signpost));
      if (round < 0) continue;
      perTurn[name].push(turn);
      perRedirect[name].push(redirect);
    }
  }
  clearInterval(scraping);
  compare('CPU of a turn with log and metrics served, beside neither', 'ms', perTurn.told, perTurn.quiet, '≤ 1.05');
  compare('CPU of a redirect, likewise', 'ms', perRedirect.told, perRedirect.quiet, '≤ 1.03');
  const { turn, redirect } = counting();
  process.stdout.write(
    `counting itself, in both: ${(turn * 1_000).toFixed(2)} µs of a turn (${percent(turn, median(perTurn.quiet))}), ` +
      `${(redirect * 1_000).toFixed(3)} µs of a redirect (${percent(redirect, median(perRedirect.quiet))})\n`,
  );
  const { peak } = memoryOf(told.pid);
  process.stdout.write(`memory: ${idle.toFixed(0)} MB at rest, ${peak.toFixed(0)} MB at its peak under load\n`);
  await stopSignpost(quiet);
  await stopSignpost(told);

  const collector = await startCollector();
  const starts: Record<'off' | 'on', number[]> = { off: [], on: [] };
  for (let round = -1; round < STARTS; round++) {
    for (const [name, more] of [
      ['off', {}],
      ['on', { OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin }],
    ] as const) {
      const began = performance.now();
      const signpost = await startSignpost(world, world.newDataDir(), more);
      if (round >= 0) starts[name].push(performance.now() - began);
      await stopSignpost(signpost);
    }
  }
  const added = median(starts.on.map((on, n) => on - (starts.off[n] ?? 0)));
  process.stdout.write(
    `start to ready: ${median(starts.off).toFixed(0)} ms, with traces ${median(starts.on).toFixed(0)} ms; ` +
      `traces add ${added.toFixed(0)} ms, bound ≤ 300\n`,
  );
  await collector.close();
  await world.close();
}
