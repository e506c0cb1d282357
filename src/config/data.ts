import { isIP } from 'node:net';
import { type TenantId, tenantId } from '../core/ids.ts';
import { isLoopback, listenHost, webOrigin } from './addresses.ts';
import { readGatewayHosts } from './gateway.ts';
import { MODES, type Mode } from './mode.ts';
import { Secret } from './secret.ts';
import { entraTenant, oneOf, playgroundId, text, wholeNumber } from './values.ts';
import { BadValue, type Parse, type Variables } from './variables.ts';

export type Database =
  | { readonly kind: 'sqlite'; readonly dataDir: string }
  | { readonly kind: 'postgres'; readonly url: Secret };

/** What works without a bot and its secrets: the command line reads the data beside a running server. */
export interface DataConfig {
  /** `MODE`: what this process is; default `production`. */
  readonly mode: Mode;
  /** `HOST`: where the server listens; default `0.0.0.0`, in the playground `127.0.0.1` and never off this machine. */
  readonly host: string;
  /** `PORT`: TCP port of the server; default 3978. */
  readonly port: number;
  /** `PUBLIC_URL`: the origin at which people reach this server, for links on cards; default `http://HOST:PORT`. */
  readonly publicUrl: string;
  /** `DATA_DIR`: folder of the embedded database and of keys made here; default `.data`. */
  readonly dataDir: string;
  /** `DATABASE_URL`: a PostgreSQL server; default SQLite in `DATA_DIR`. */
  readonly database: Database;
  /** `CATALOG_DIR`: folder of the organisation's own catalog, laid over the shipped one; default none. */
  readonly catalogDir: string | null;
  /** `GATEWAY_TENANT_ID`: whose settings old links follow; default `BOT_TENANT_ID`, in the playground its own tenant. */
  readonly gatewayTenant: TenantId | null;
  /** `GATEWAY_HOSTS`: hosts that are served in host mode, each with the origin behind it; default none. */
  readonly gatewayHosts: ReadonlyMap<string, string>;
}

/** The tenant that the Agents Playground gives to its people. */
const PLAYGROUND_TENANT = tenantId('00000000-0000-0000-0000-0000000000001');

/** The port that the Bot Framework's samples and tools expect. */
const BOT_PORT = 3978;
export const tcpPort = wholeNumber(1, 65_535);

export function readData(variables: Variables): DataConfig {
  const mode = variables.read('MODE', oneOf(MODES), 'production');
  const host = variables.read('HOST', hostFor(mode), mode === 'playground' ? '127.0.0.1' : '0.0.0.0');
  const port = variables.read('PORT', tcpPort, BOT_PORT);
  const dataDir = variables.read('DATA_DIR', text, '.data');
  const botTenant = variables.read('BOT_TENANT_ID', entraTenant, null);
  const publicUrl = variables.read('PUBLIC_URL', webOrigin, `http://${hostInUrl(host)}:${port}`);
  const gatewayHosts = readGatewayHosts(variables);
  if ([...gatewayHosts.values()].includes(publicUrl)) {
    variables.refuse('GATEWAY_HOSTS', 'an origin is PUBLIC_URL, this server itself');
  }
  return {
    mode,
    host,
    port,
    publicUrl,
    dataDir,
    database: readDatabase(variables, dataDir),
    catalogDir: variables.read('CATALOG_DIR', text, null),
    gatewayTenant: variables.read(
      'GATEWAY_TENANT_ID',
      tenantFor(mode),
      mode === 'playground' ? PLAYGROUND_TENANT : botTenant,
    ),
    gatewayHosts,
  };
}

/** Where a server may listen in this mode. */
export const hostFor =
  (mode: Mode): Parse<string> =>
  (given) => {
    const host = listenHost(given);
    if (mode === 'playground' && !isLoopback(host)) throw new BadValue('must be loopback in playground mode');
    return host;
  };

/** The Agents Playground's tenant id is no GUID, and no other one need be where it takes part. */
export const tenantFor = (mode: Mode): Parse<TenantId> =>
  mode === 'playground' ? (given) => tenantId(playgroundId(given)) : entraTenant;

/** A host as a URL has it; a server that listens on every address is reached by this machine's own name for itself. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return isIP(host) === 6 ? `[${host}]` : host;
}

const postgresUrl: Parse<Secret> = (given) => {
  const protocol = URL.parse(given)?.protocol;
  if (protocol === 'postgres:' || protocol === 'postgresql:') return new Secret(given);
  throw new BadValue('must be a URL as postgres://user:password@host/database');
};

function readDatabase(variables: Variables, dataDir: string): Database {
  const url = variables.read('DATABASE_URL', postgresUrl, null);
  return url === null ? { kind: 'sqlite', dataDir } : { kind: 'postgres', url };
}
