import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { hasSetting } from '../core/migration.ts';
import type { Directory, Migrations } from '../core/ports.ts';
import {
  addGauges,
  addProcessMetrics,
  createMetrics,
  type Gauges,
  type Metrics,
  type TurnFacts,
} from '../observability/metrics.ts';
import { type MetricsServer, serveMetrics } from '../observability/metrics-server.ts';
import { observedDirectory, observedStorage } from '../observability/observed.ts';
import { openTraces, type Traces } from '../observability/traces.ts';
import type { Storage } from '../storage/storage.ts';
import { CannotListen } from './cannot-listen.ts';
import { warnOnceAMinute } from './warn-once-a-minute.ts';

/** What watches the program: it wraps parts, and hears what they tell. */
export interface Observability {
  readonly metrics: Metrics;
  storage(storage: Storage): Storage;
  directory(directory: Directory): Directory;
  /** Whatever sends notices: each is traced. */
  sender<Sender extends object>(sender: Sender): Sender;
  turn(facts: TurnFacts): void;
  /** Traces each request of this server: once all who listen to it do. */
  requests(server: Server): void;
  /** Serves `/metrics` where the configuration says so. */
  serve(gauges: Gauges): Promise<void>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `environment`: OpenTelemetry's own variables are in there, and are read by it alone. */
export async function openObservability(
  config: Pick<Config, 'metrics'>,
  environment: Environment,
  migrations: Migrations,
  log: Logger,
): Promise<Observability> {
  const metrics = createMetrics([...migrations.values()].filter(hasSetting).map(({ id }) => id));
  const traces = await openTraces(environment, (message) => log.warn({ problem: message }, 'traces could not be sent'));
  let server: MetricsServer | null = null;
  return {
    metrics,
    storage: (storage) => observedStorage(traces ? tracedStorage(storage, traces.port) : storage, metrics),
    directory: (directory) => observedDirectory(traces?.port('directory', directory) ?? directory, metrics),
    sender: (sender) => traces?.port('notices', sender, 'always') ?? sender,
    turn: (facts) => {
      metrics.turn(facts);
      traces?.turn(facts);
    },
    requests: (http) => traces?.requests(http),
    serve: async (gauges) => {
      if (config.metrics === null) return;
      addProcessMetrics(metrics);
      addGauges(metrics, gauges);
      const onError = warnOnceAMinute(log, 'metrics could not be read');
      server = await serveMetrics(metrics.registry, config.metrics, onError).catch((error: unknown) => {
        throw new CannotListen(error, { host: 'METRICS_HOST', port: 'METRICS_PORT' });
      });
      log.info({ host: config.metrics.host, port: server.port }, 'metrics are served');
    },
    close: async () => {
      await Promise.all([server?.close(), traces?.close()]);
    },
  };
}

function tracedStorage(storage: Storage, port: Traces['port']): Storage {
  // The compiler finds a part that is missing.
  const parts: Omit<Storage, 'listen' | 'ping' | 'close'> = {
    settings: port('storage.settings', storage.settings),
    subscriptions: port('storage.subscriptions', storage.subscriptions),
    outbox: port('storage.outbox', storage.outbox),
    timers: port('storage.timers', storage.timers),
    misses: port('storage.misses', storage.misses),
    linkCounts: port('storage.linkCounts', storage.linkCounts),
    sessionCounts: port('storage.sessionCounts', storage.sessionCounts),
  };
  return { ...storage, ...parts };
}
