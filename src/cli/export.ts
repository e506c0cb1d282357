import { parseArgs } from 'node:util';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readDataConfig } from '../config.ts';
import { exportRules } from '../core/links/export-rules.ts';
import { buildLinkIndex } from '../core/links/legacy-links.ts';
import { hasSetting } from '../core/migration.ts';
import type { Migrations } from '../core/ports.ts';
import { SettingsInMemory } from '../core/settings/settings-in-memory.ts';
import { type CliCommand, EXIT, type Shell, UsageMistake } from './command.ts';
import { nothingKept, openData, tenantFor } from './data.ts';
import type { RulesFormat } from './export/format.ts';
import { headerOf, summaryOf } from './export/header.ts';

const usage = `usage: signpost export --format <format> [options]

Prints the gateway's decisions as rules for an engine that
already runs the edge. What the rules cannot decide they
leave to Signpost, which has to stand behind them; their
header says what that is.

  --format <format>
      nginx: maps for the http block
      caddy: a snippet for a site
      cloudflare: items of a Bulk Redirect List, JSON (the
        header goes to standard error)
      frontdoor: rule sets for Azure Front Door Standard or
        Premium, Bicep
  --state <state>
      present (default): each setting as it is now
      on: every setting on, whatever it is now
  --host <host>
      where people ask the gateway by /go/<URL>; default the
      host of PUBLIC_URL
  --tenant <id>
      whose settings; default GATEWAY_TENANT_ID, else
      BOT_TENANT_ID

Hosts in GATEWAY_HOSTS are served themselves, too. Example:

  signpost export --format nginx > signpost.conf`;

/** Each format, loaded only when it is asked for. */
const FORMATS: Readonly<Record<string, { readonly name: string; readonly load: () => Promise<RulesFormat> }>> = {
  nginx: { name: 'nginx', load: async () => (await import('./export/nginx.ts')).nginx },
  caddy: { name: 'Caddy', load: async () => (await import('./export/caddy.ts')).caddy },
  cloudflare: { name: 'Cloudflare', load: async () => (await import('./export/cloudflare.ts')).cloudflare },
  frontdoor: { name: 'Azure Front Door', load: async () => (await import('./export/frontdoor.ts')).frontdoor },
};

const OPTIONS = {
  format: { type: 'string' },
  state: { type: 'string', default: 'present' },
  host: { type: 'string' },
  tenant: { type: 'string' },
} as const;

export const exportCommand: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { format = '', state } = values;
    const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (!known) throw new UsageMistake(`--format is one of ${Object.keys(FORMATS).join(', ')}`);
    if (state !== 'present' && state !== 'on') throw new UsageMistake('--state is present or on');

    const { publicUrl, gatewayHosts, catalogDir } = readDataConfig(shell.environment);
    const gatewayHost = hostIn(values.host) ?? new URL(publicUrl).hostname;
    const catalog = loadCatalog({ overlayDir: catalogDir, ownHosts: [gatewayHost, ...gatewayHosts.keys()] });
    const present = state === 'present' ? await presentSettings(shell, values.tenant, catalog.migrations) : null;

    const links = { index: buildLinkIndex(catalog), ownHosts: new Set([gatewayHost]), origins: gatewayHosts };
    const { engine, write, limits, comments } = await known.load();
    const { sites, left } = exportRules(catalog, links, present?.stateOf ?? (() => 'on'), engine);
    const facts = {
      format: known.name,
      madeAt: Date.now(),
      present,
      gatewayHost,
      servedHosts: [...gatewayHosts.keys()],
      limits,
      left,
    };
    const header = headerOf(facts);
    shell.print(write({ sites, gatewayHost, origins: gatewayHosts, header, summary: summaryOf(facts) }).trimEnd());
    if (!comments) header.forEach(shell.complain);
    return EXIT.yes;
  },
};

/** The host name in lower case; undefined where none was given. @throws UsageMistake */
function hostIn(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const hostname = URL.parse(`https://${given}`)?.hostname;
  if (hostname === undefined || hostname !== given.toLowerCase()) {
    throw new UsageMistake('--host is a host name, without scheme, port and path');
  }
  return hostname;
}

async function presentSettings(shell: Shell, given: string | undefined, migrations: Migrations) {
  const tenant = tenantFor(shell, given);
  await using storage = await openData(shell);
  if (!storage) shell.complain(`${nothingKept(shell)}: every setting is as the catalogue has it`);
  const memory = new SettingsInMemory(storage?.settings ?? { settings: async () => [] }, migrations);
  await memory.read(tenant);
  const settings = [...migrations.values()].filter(hasSetting).flatMap(({ id }) => memory.settingOf(tenant, id) ?? []);
  return { tenant, settings, stateOf: memory.stateOf(tenant) };
}
