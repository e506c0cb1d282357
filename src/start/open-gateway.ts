import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { LinkRules } from '../core/links/explain-link.ts';
import type { SessionMeter } from '../core/links/session-meter.ts';
import type { Migrations } from '../core/ports.ts';
import type { SettingsInMemory } from '../core/settings/settings-in-memory.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import { keptSecret } from '../gateway/kept-secret.ts';
import { createLinkCounter } from '../gateway/link-counter.ts';
import { createSessionCounter } from '../gateway/session-counter.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Storage } from '../storage/storage.ts';
import { warnOnceAMinute } from './warn-once-a-minute.ts';

interface Parts {
  readonly links: LinkRules;
  readonly migrations: Migrations;
  readonly settings: SettingsInMemory;
  readonly storage: Pick<Storage, 'linkCounts' | 'sessionCounts'>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The gateway with what it counts. */
interface CountedGateway {
  readonly answer: Gateway;
  readonly meter: SessionMeter;
  /** Stores the last counts. */
  stop(): Promise<void>;
}

/** The redirect gateway that the configuration asks for; null where it is not mounted. */
export function openGateway(config: Config, parts: Parts): CountedGateway | null {
  const { links, migrations, settings, storage, metrics, log } = parts;
  const { gateway, publicUrl, sessionHours, trustedProxies } = config;
  if (!gateway.mounted) {
    log.warn({ reason: gateway.reason }, 'the redirect gateway is not mounted');
    return null;
  }
  const counter = createLinkCounter({
    storage: storage.linkCounts,
    tenant: gateway.tenant,
    clock: Date.now,
    onFailure: warnOnceAMinute(log, 'the use of old links could not be kept'),
  });
  const sessions = createSessionCounter({
    storage: storage.sessionCounts,
    tenant: gateway.tenant,
    onFailure: warnOnceAMinute(log, 'the number of sessions could not be kept'),
  });
  const answer = createGateway({
    links,
    migrations,
    settings,
    tenant: gateway.tenant,
    secrets:
      gateway.secrets === 'kept-in-data-dir'
        ? [keptSecret(config.dataDir)]
        : gateway.secrets.map((secret) => secret.reveal()),
    sessionHours,
    publicUrl,
    trustedProxies,
    clock: Date.now,
    onDecision: (decision, link) => {
      counter.record(decision, link);
      metrics.decided(decision);
    },
    onSession: (now, states) => {
      sessions.record(now, states);
      metrics.sessionBegan();
    },
  });
  return {
    answer,
    meter: { counts: sessions, tenant: gateway.tenant, sessionHours },
    stop: async () => void (await Promise.all([counter.stop(), sessions.stop()])),
  };
}
