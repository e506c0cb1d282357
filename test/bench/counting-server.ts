import { createServer } from 'node:http';
import { BlockList } from 'node:net';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { buildLinkIndex } from '../../src/core/links/legacy-links.ts';
import { SettingsInMemory } from '../../src/core/settings/settings-in-memory.ts';
import { createGateway } from '../../src/gateway/gateway.ts';
import { createLinkCounter } from '../../src/gateway/link-counter.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { TENANT } from '../world/settings.ts';

/** The gateway alone on its database; with `COUNT` it counts, else it does all but that. */
const { DATA_DIR = '', PORT, COUNT } = process.env;
const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const storage = await openSqlite(DATA_DIR);
const settings = new SettingsInMemory(storage.settings, catalog.migrations);
await settings.read(TENANT);
const counter = createLinkCounter({
  storage: storage.linkCounts,
  tenant: TENANT,
  clock: Date.now,
  onFailure: (error) => process.stderr.write(`${error}\n`),
});
const gateway = createGateway({
  links: { index: buildLinkIndex(catalog), ownHosts: new Set(['signpost.example']), origins: new Map() },
  migrations: catalog.migrations,
  settings,
  tenant: TENANT,
  secrets: ['x'.repeat(32)],
  sessionHours: 12,
  publicUrl: 'https://signpost.example',
  trustedProxies: new BlockList(),
  clock: Date.now,
  onDecision: COUNT === undefined ? () => {} : counter.record,
  onSession: () => {},
});
createServer((request, response) => {
  if (!gateway(request, response)) response.writeHead(204).end();
}).listen(Number(PORT), '127.0.0.1');
