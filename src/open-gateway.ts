import type { Config } from './config.ts';
import type { LinkRules } from './core/explain-link.ts';
import type { Migrations } from './core/ports.ts';
import type { SettingsInMemory } from './core/settings-in-memory.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { keptSecret } from './gateway/kept-secret.ts';

interface Parts {
  readonly links: LinkRules;
  readonly migrations: Migrations;
  readonly settings: SettingsInMemory;
}

/** The redirect gateway that the configuration asks for; null where it is not mounted. */
export function openGateway(config: Config, { links, migrations, settings }: Parts): Gateway | null {
  const { gateway, publicUrl, sessionHours, trustedProxies } = config;
  if (!gateway.mounted) return null;
  return createGateway({
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
    onDecision: () => {},
    onSession: () => {},
  });
}
