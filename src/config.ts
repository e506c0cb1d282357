import type { BlockList } from 'node:net';
import type { LevelWithSilent } from 'pino';
import { addressRange, rangesToList } from './config/addresses.ts';
import { type Bot, readAllowedTenants, readBot, readBotType } from './config/bot.ts';
import { type ChannelConfig, type EntraConfig, readChannel, readEntra } from './config/channel.ts';
import { type DataConfig, hostFor, readData, tcpPort, tenantFor } from './config/data.ts';
import { type GatewayConfig, readGateway } from './config/gateway.ts';
import { list, oneOf, playgroundId, wholeNumber } from './config/values.ts';
import { BadConfig, type Environment, Variables } from './config/variables.ts';
import { type ObjectId, objectId, type TenantId } from './core/ids.ts';

export type { Bot } from './config/bot.ts';
export type { ChannelConfig, EntraConfig } from './config/channel.ts';
export type { Database, DataConfig } from './config/data.ts';
export type { GatewayConfig } from './config/gateway.ts';
export type { Mode } from './config/mode.ts';
export { Secret } from './config/secret.ts';
export { BadConfig, type Environment } from './config/variables.ts';

/** Exit code of a start that was refused for its configuration: sysexits.h. */
export const EX_CONFIG = 78;

interface ServerConfig extends DataConfig {
  /** `METRICS_PORT`, `METRICS_HOST`: where Prometheus reads; default no port, host `127.0.0.1`. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  readonly channel: ChannelConfig;
  readonly entra: EntraConfig;
  readonly gateway: GatewayConfig;
  /** `SESSION_HOURS`: longest life of a pinned session; default 12 hours. */
  readonly sessionHours: number;
  /** `TRUSTED_PROXIES`: addresses whose X-Forwarded-* headers count; default nobody's. */
  readonly trustedProxies: BlockList;
  /** `FEEDBACK_DAYS`: how long feedback texts, and notices that failed, are kept; default 365 days. */
  readonly feedbackDays: number;
  /** `MISS_DAYS`: how long unanswered questions and the use of old links are kept; default 90 days. */
  readonly missDays: number;
  /** `TURNS_PER_MINUTE`: turns of one person; default 60, 0: no limit. */
  readonly turnsPerMinute: number;
  /** `REQUESTS_PER_MINUTE`: requests of one address to the web routes other than `/go`; default 600, 0: no limit. */
  readonly requestsPerMinute: number;
  /** `LOG_LEVEL`: the least severe level that is logged; default `info`. */
  readonly logLevel: LevelWithSilent;
}

interface ProductionConfig extends ServerConfig {
  readonly mode: 'production';
  readonly bot: Bot;
  /** `ALLOWED_TENANTS`: whose activities are taken; default `BOT_TENANT_ID`. */
  readonly allowedTenants: ReadonlySet<TenantId>;
}

interface PlaygroundConfig extends ServerConfig {
  readonly mode: 'playground';
  readonly bot: null;
  readonly allowedTenants: ReadonlySet<TenantId> | 'any';
  /** `PLAYGROUND_ADMINS`: object ids that count as Global Administrator; default nobody. */
  readonly playgroundAdmins: ReadonlySet<ObjectId>;
}

export type Config = ProductionConfig | PlaygroundConfig;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Longest life of a session: a month in hours. */
const SESSION_HOURS_MAX = 744;
/** Longest time to keep what people wrote: ten years in days. */
const KEPT_DAYS_MAX = 3_650;
const PER_MINUTE_MAX = 1_000_000;

/** This process's own environment: nothing else in src reads it. */
export const environment = (): Environment => process.env;

/** All that `npm start` needs. @throws BadConfig with all that is wrong */
export function readConfig(environment: Environment): Config {
  const variables = new Variables(environment);
  const server = readServer(variables);
  const config = server.mode === 'playground' ? readPlayground(variables, server) : readProduction(variables, server);
  if (config === undefined || variables.problems.length > 0) throw new BadConfig(variables.problems);
  return config;
}

/** What the command line needs: no bot, no secrets. @throws BadConfig with all that is wrong */
export function readDataConfig(environment: Environment): DataConfig {
  const variables = new Variables(environment);
  const config = readData(variables);
  if (variables.problems.length > 0) throw new BadConfig(variables.problems);
  return config;
}

function readServer(variables: Variables): ServerConfig {
  const data = readData(variables);
  const metricsHost = variables.read('METRICS_HOST', hostFor(data.mode), '127.0.0.1');
  const metricsPort = variables.read('METRICS_PORT', tcpPort, null);
  if (metricsPort === data.port) variables.refuse('METRICS_PORT', 'must differ from PORT');
  return {
    ...data,
    metrics: metricsPort === null ? null : { host: metricsHost, port: metricsPort },
    channel: readChannel(variables, data.mode),
    entra: readEntra(variables),
    gateway: readGateway(variables, data.mode, data.gatewayTenant),
    sessionHours: variables.read('SESSION_HOURS', wholeNumber(1, SESSION_HOURS_MAX), 12),
    trustedProxies: rangesToList(variables.read('TRUSTED_PROXIES', list(addressRange), [])),
    feedbackDays: variables.read('FEEDBACK_DAYS', wholeNumber(1, KEPT_DAYS_MAX), 365),
    missDays: variables.read('MISS_DAYS', wholeNumber(1, KEPT_DAYS_MAX), 90),
    turnsPerMinute: variables.read('TURNS_PER_MINUTE', wholeNumber(0, PER_MINUTE_MAX), 60),
    requestsPerMinute: variables.read('REQUESTS_PER_MINUTE', wholeNumber(0, PER_MINUTE_MAX), 600),
    logLevel: variables.read('LOG_LEVEL', oneOf(LOG_LEVELS), 'info'),
  };
}

/** Undefined where something is missing, which has then been refused. */
function readProduction(variables: Variables, server: ServerConfig): ProductionConfig | undefined {
  if (variables.isSet('PLAYGROUND_ADMINS')) variables.refuse('PLAYGROUND_ADMINS', 'must not be set in production');
  const type = readBotType(variables);
  const bot = readBot(variables, type);
  const allowedTenants = readAllowedTenants(variables, type);
  return bot && { ...server, mode: 'production', bot, allowedTenants };
}

function readPlayground(variables: Variables, server: ServerConfig): PlaygroundConfig {
  if (variables.isSet('BOT_ID')) {
    variables.refuse('BOT_ID', 'must not be set in playground mode, which takes unsigned activities');
  }
  const tenants = variables.read('ALLOWED_TENANTS', list(tenantFor('playground')), null);
  const admins = variables.read('PLAYGROUND_ADMINS', list(playgroundId), []).map(objectId);
  return {
    ...server,
    mode: 'playground',
    bot: null,
    allowedTenants: tenants === null ? 'any' : new Set(tenants),
    playgroundAdmins: new Set(admins),
  };
}
