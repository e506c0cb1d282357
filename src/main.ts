import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { BotPorts } from './bot/turn.ts';
import type { WherePorts } from './bot/where-ports.ts';
import { loadKnowledge } from './catalog/knowledge.ts';
import { loadCatalog } from './catalog/load-catalog.ts';
import { buildSearchIndex } from './catalog/search-index.ts';
import { type Config, environment, readConfig } from './config.ts';
import { buildShortLinks } from './core/answers/short-links.ts';
import type { LinkRules } from './core/links/explain-link.ts';
import { buildLinkIndex } from './core/links/legacy-links.ts';
import { announceChanges } from './core/settings/announce-changes.ts';
import { SettingsInMemory } from './core/settings/settings-in-memory.ts';
import { createHttpServer } from './server.ts';
import { CannotListen } from './start/cannot-listen.ts';
import { forgetOld } from './start/forget-old.ts';
import { keepFresh } from './start/keep-fresh.ts';
import { lateIndex } from './start/late-index.ts';
import { openBot, openSender } from './start/open-bot.ts';
import { openDirectory } from './start/open-directory.ts';
import { openGateway } from './start/open-gateway.ts';
import { openNotices } from './start/open-notices.ts';
import { openObservability } from './start/open-observability.ts';
import { openStorage } from './start/open-storage.ts';
import { openWeb } from './start/open-web.ts';
import { readiness } from './start/readiness.ts';
import { refuseStart } from './start/refuse-start.ts';
import { sha256 } from './start/sha256.ts';
import { warnOnceAMinute } from './start/warn-once-a-minute.ts';

/** A container is killed 10 s after SIGTERM by default (docker stop): be done before. */
const SHUTDOWN_LIMIT = 9_000;
/** How long an answer under way is waited for, in milliseconds; then connections are cut, and there is time to put the rest in order. */
const DRAIN_LIMIT = 6_000;
/** How often to let go of the connections whose answer is out: Node keeps each for 5 s. In milliseconds. */
const DRAIN_EVERY = 50;

/** What must never stand in a log, wherever an error carries it. */
const REDACTED = ['err.config', 'err.request', 'err.response', '*.authorization', '*.headers', '*.password', '*.token'];

async function start(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, redact: REDACTED, base: null });
  const catalog = loadCatalog({ overlayDir: config.catalogDir, ownHosts: ownHosts(config) });
  const { migrations } = catalog;
  const observability = await openObservability(config, environment(), migrations, log);
  const { metrics } = observability;
  const storage = observability.storage(await openStorage(config.database));
  const identity = await openDirectory(config);
  const settings = new SettingsInMemory(storage.settings, migrations);
  const links: LinkRules = {
    index: buildLinkIndex(catalog),
    ownHosts: new Set([new URL(config.publicUrl).hostname]),
    origins: config.gatewayHosts,
  };
  const knowledge = loadKnowledge();
  const index = lateIndex(() => buildSearchIndex(catalog, knowledge));
  const gateway = openGateway(config, { links, migrations, settings, storage, metrics, log });
  const where: WherePorts = {
    catalog,
    links: links.index,
    shortLinks: buildShortLinks(catalog.links),
    index,
    ownHosts: links.ownHosts,
    settings,
    misses: storage.misses,
    clock: Date.now,
    onReply: metrics.asked,
    onMissLost: warnOnceAMinute(log, 'an unanswered question or a rating could not be kept'),
    publicUrl: config.publicUrl,
  };
  const ports: BotPorts = {
    migrations,
    directory: observability.directory(identity.directory),
    storage: announceChanges(storage.settings, (tenant, setting) => {
      settings.put(tenant, setting);
      notices.wake();
    }),
    subscriptions: storage.subscriptions,
    linkCounts: storage.linkCounts,
    clock: Date.now,
    sha256,
    newSalt: () => randomBytes(16).toString('hex'),
    newNonce: randomUUID,
    where,
    links,
    meter: gateway?.meter ?? null,
  };
  const sender = observability.sender(openSender(config, identity));
  const notices = openNotices(ports, storage, sender, warnOnceAMinute(log, 'notices or timers wait'));
  const isReachable = readiness(storage.ping, Date.now);
  const isReady = async () => (await isReachable()) && settings.areRead();

  const server = createHttpServer({
    gateway: gateway?.answer ?? null,
    web: openWeb(config, where, links),
    messages: openBot(config, identity, ports, observability, log),
    isReady,
    onError: (error) => log.error({ err: error }, 'request failed'),
  });

  observability.requests(server.server);

  const refreshing = keepFresh(settings, storage, (error) => log.warn({ err: error }, 'settings could not be read'));
  const forgetting = forgetOld(storage, config, warnOnceAMinute(log, 'old records could not be deleted'));

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: unknown) => reject(new CannotListen(error, { host: 'HOST', port: 'PORT' })));
    server.listen(config.port, config.host, resolve);
  });
  await observability.serve({ waiting: () => storage.outbox.waiting(), isReady });
  notices.start();
  log.info({ mode: config.mode, host: config.host, port: config.port }, 'listening');

  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref();
    refreshing.stop();
    forgetting.stop();
    server.close(async () => {
      await Promise.all([notices.stop(), gateway?.stop()]);
      await observability.close();
      await storage.close();
      log.info('stopped');
      process.exit(0);
    });
    setInterval(() => server.server.closeIdleConnections(), DRAIN_EVERY);
    setTimeout(() => server.server.closeAllConnections(), DRAIN_LIMIT);
  };
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!stopping) stop(signal);
      stopping = true;
    });
  }
}

/** Host names at which this server is reached: no destination may lie there. */
const ownHosts = ({ publicUrl, gatewayHosts }: Config): string[] => [
  new URL(publicUrl).hostname,
  ...gatewayHosts.keys(),
];

try {
  await start(readConfig(environment()));
} catch (error) {
  refuseStart(error);
}
