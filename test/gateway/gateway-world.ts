import { once } from 'node:events';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as sendRequest } from 'node:http';
import { BlockList } from 'node:net';
import { text } from 'node:stream/consumers';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { migrationId, tenantId } from '../../src/core/ids.ts';
import type { Decision } from '../../src/core/links/decision.ts';
import { buildLinkIndex } from '../../src/core/links/legacy-links.ts';
import type { State } from '../../src/core/migration.ts';
import type { Setting } from '../../src/core/settings/setting.ts';
import { SettingsInMemory } from '../../src/core/settings/settings-in-memory.ts';
import { createGateway, type GatewayOptions } from '../../src/gateway/gateway.ts';
import { answerJson, createHttpServer, type Handler } from '../../src/server.ts';

export const TENANT = tenantId('6b1f5a3e-0c55-4b0e-9a55-2b8a5f0d1c11');
/** Noon on 24 November 2026, UTC: where the clocks of these tests begin. */
export const NOON = Date.UTC(2026, 10, 24, 12);
export const SECRET = 'a gateway secret of at least thirty-two bytes';

export const catalog: Catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const index = buildLinkIndex(catalog);

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly location: string | undefined;
  /** The Signpost-Decision header. */
  readonly decision: string;
  /** Name and value of the cookie that was set, ready to be sent back. */
  readonly cookie: string | undefined;
}

type Options = Partial<Omit<GatewayOptions, 'links' | 'settings'>> & {
  readonly origins?: GatewayOptions['links']['origins'];
  /** What the catalogue has other than the shipped one. */
  readonly catalog?: Partial<Catalog>;
  /** false: the settings have not been read yet. */
  readonly read?: boolean;
};

/** The gateway in front of the program's own server, its clock standing at noon. */
export async function openGatewayWorld(options: Options = {}) {
  const { origins = new Map(), catalog: changed, read = true, ...given } = options;
  const ownHost = new URL(given.publicUrl ?? 'https://signpost.example').hostname;
  const stored = new Map<string, Setting>();
  const settings = new SettingsInMemory({ settings: async () => [...stored.values()] }, catalog.migrations);
  const clock = { now: NOON };
  const seen: { readonly decision: Decision; readonly link: string }[] = [];
  const errors: unknown[] = [];
  const gateway = createGateway({
    links: {
      index: changed ? buildLinkIndex({ ...catalog, ...changed }) : index,
      ownHosts: new Set([ownHost]),
      origins,
    },
    migrations: catalog.migrations,
    settings,
    tenant: TENANT,
    secrets: [SECRET],
    sessionHours: 12,
    publicUrl: 'https://signpost.example',
    trustedProxies: new BlockList(),
    clock: () => clock.now,
    onDecision: (decision, link) => seen.push({ decision, link }),
    onSession: () => {},
    ...given,
  });
  if (read) await settings.read(TENANT);
  const elsewhere: Handler = (_request, response) => answerJson(response, 200, '{}');
  const server = createHttpServer({
    gateway,
    web: { searchPage: elsewhere, whereApi: elsewhere, explainApi: elsewhere, openSearch: elsewhere },
    messages: elsewhere,
    isReady: async () => true,
    onError: (error) => errors.push(error),
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.address();
  return {
    port,
    clock,
    seen,
    /** What was thrown on the way of an answer. */
    errors,
    /** Changes a setting, as a commit does. */
    turn(migration: string, state: State) {
      const id = migrationId(migration);
      const version = (stored.get(migration)?.version ?? 0) + 1;
      const setting = { migration: id, state, version, since: clock.now, until: null };
      stored.set(migration, setting);
      settings.put(TENANT, setting);
    },
    /** The path goes out as it is written: nothing is made tidy. */
    ask: (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET') => ask(port, path, headers, method),
    go: (link: string, cookie?: string) => ask(port, `/go/${link}`, cookie === undefined ? {} : { cookie }),
    to: (link: string, cookie?: string) =>
      ask(port, `/go?to=${encodeURIComponent(link)}`, cookie === undefined ? {} : { cookie }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.server.closeAllConnections();
      }),
  };
}
export type GatewayWorld = Awaited<ReturnType<typeof openGatewayWorld>>;

async function ask(port: number, path: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<Answered> {
  const sent = sendRequest({ host: '127.0.0.1', port, path, method, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  const { statusCode, headers: got } = response;
  return {
    status: statusCode,
    headers: got,
    body: await text(response),
    location: got.location,
    decision: got['signpost-decision'] ?? '',
    cookie: got['set-cookie']?.[0]?.split(';', 1)[0],
  };
}
