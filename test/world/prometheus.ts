import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from './free-port.ts';

/** A real Prometheus with Signpost's own rules and configuration, which looks each second instead of each quarter minute. */
export interface Prometheus {
  /** The value of the first series that this query finds. */
  query(expr: string): Promise<number | undefined>;
  /** The names of the alerts that fire. */
  firing(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const START_LIMIT_MS = 30_000;

const Queried = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const Alerts = z.object({
  data: z.object({ alerts: z.array(z.object({ state: z.string(), labels: z.object({ alertname: z.string() }) })) }),
});

/** `package`: where Debian's Prometheus is unpacked. */
export async function startPrometheus(packageFolder: string, metricsPort: number): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-prometheus-'));
  const config = readFileSync('infra/prometheus/prometheus.yml', 'utf8')
    .replace('scrape_interval: 15s', 'scrape_interval: 1s\n  evaluation_interval: 1s')
    .replace('127.0.0.1:9464', `127.0.0.1:${metricsPort}`);
  writeFileSync(join(folder, 'prometheus.yml'), config);
  copyFileSync('infra/prometheus/alerts.yml', join(folder, 'alerts.yml'));
  const port = await freePort();
  const process = spawn(
    join(packageFolder, 'usr/bin/prometheus'),
    [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = once(process, 'exit');
  const api = async (path: string): Promise<unknown> => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
  await untilReady(`http://127.0.0.1:${port}/-/ready`, process);
  return {
    query: async (expr) => {
      const { data } = Queried.parse(await api(`/api/v1/query?query=${encodeURIComponent(expr)}`));
      const [first] = data.result;
      return first && Number(first.value[1]);
    },
    firing: async () => {
      const { data } = Alerts.parse(await api('/api/v1/alerts'));
      return data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
    },
    close: async () => {
      process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, process: ChildProcess): Promise<void> {
  for (const started = Date.now(); Date.now() - started < START_LIMIT_MS; await delay(50)) {
    if (process.exitCode !== null) break;
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  process.kill('SIGKILL');
  throw new Error('Prometheus did not start');
}
