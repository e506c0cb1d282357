import type { IncomingMessage } from 'node:http';
import { type TenantId, tenantId } from '../core/ids.ts';
import { readActivity, type VerifiedActivity } from './activity-schema.ts';
import { type ChannelClaims, readBearer, TEAMS, type TokenRules, verifyToken } from './channel-token.ts';
import { isDeclaredTooLarge, readBody } from './request-body.ts';
import { isHostListed, isLoopbackAddress, isLoopbackHost, readServiceUrl } from './service-url.ts';

interface Production extends TokenRules {
  readonly mode: 'production';
  readonly allowedTenants: ReadonlySet<TenantId>;
  /** Hosts without port that the bot may send to; a leading dot stands for every subdomain. */
  readonly serviceUrlHosts: readonly string[];
}

/** Unsigned activities, from this machine and to this machine only. */
interface Playground {
  readonly mode: 'playground';
  readonly allowedTenants: ReadonlySet<TenantId> | 'any';
}

export type GateConfig = Production | Playground;

export type GateVerdict =
  | { readonly pass: true; readonly activity: VerifiedActivity; readonly tenant: TenantId }
  | Refusal;

/** `rule` is for the log and the metrics; the sender learns the status only, by `refuse`. */
export interface Refusal {
  readonly pass: false;
  readonly status: 400 | 401 | 403 | 413 | 415;
  readonly rule: Rule;
}

export type Rule =
  | 'authorization'
  | 'not-local'
  | 'content-encoding'
  | 'too-large'
  | 'token'
  | 'unknown-key'
  | 'keys-unavailable'
  | 'endorsement'
  | 'cut-off'
  | 'malformed'
  | 'channel'
  | 'service-url'
  | 'recipient'
  | 'tenant';

/**
 * Stands before the bot: is this POST truly the channel's, for this bot, from a tenant that is allowed? Never throws.
 *
 * 1. Authorization holds one token of bounded size (playground: the sender is a program on this machine).
 * 2. No Content-Encoding.
 * 3. No Content-Length over BODY_MAX.
 * 4. The channel signed the token, for this bot and for Teams. Up to here nothing of the body is read or kept.
 * 5. The body comes whole, and has at most BODY_MAX bytes.
 * 6. It is an activity.
 * 7. It is of the channel Teams.
 * 8. Its serviceUrl is the token's, safe, and of a host on the list.
 * 9. It is addressed to this bot.
 * 10. Its fields agree on one tenant, which is allowed.
 *
 * 401: not shown to be the channel. 403: the channel, but not for us.
 */
export async function gate(config: GateConfig, request: IncomingMessage): Promise<GateVerdict> {
  const admission = config.mode === 'production' ? await admitChannel(config, request) : admitLocal(request);
  if (!admission.pass) return admission;
  const body = await readBody(request); // 5
  if (body.kind === 'too-large') return refusal(413, 'too-large');
  if (body.kind === 'cut-off') return refusal(400, 'cut-off');
  const activity = readActivity(body.bytes); // 6
  if (!activity) return refusal(400, 'malformed');
  if (activity.channelId !== TEAMS) return refusal(403, 'channel'); // 7
  if (!maySendTo(config, admission.claims, activity.serviceUrl)) return refusal(403, 'service-url'); // 8
  if (config.mode === 'production' && !isFor(config.botId, activity)) return refusal(403, 'recipient'); // 9
  const tenant = tenantOf(activity); // 10
  if (tenant === null) return refusal(403, 'tenant');
  if (config.allowedTenants !== 'any' && !config.allowedTenants.has(tenant)) return refusal(403, 'tenant');
  return { pass: true, activity, tenant };
}

type Admission = { readonly pass: true; readonly claims: ChannelClaims } | Refusal;

async function admitChannel(config: Production, request: IncomingMessage): Promise<Admission> {
  const token = readBearer(request.headers.authorization); // 1
  if (token === null) return refusal(401, 'authorization');
  return checkBodyHeaders(request) ?? verifyToken(config, token); // 2, 3, 4
}

function admitLocal(request: IncomingMessage): Admission {
  if (!isLocalProgram(request)) return refusal(403, 'not-local'); // 1
  return checkBodyHeaders(request) ?? { pass: true, claims: { serviceUrls: [] } }; // 2, 3
}

function checkBodyHeaders(request: IncomingMessage): Refusal | null {
  if (request.headers['content-encoding'] !== undefined) return refusal(415, 'content-encoding'); // 2
  return isDeclaredTooLarge(request) ? refusal(413, 'too-large') : null; // 3
}

/** A proxy would make anybody local, and a web page open in a browser here is not the playground: neither may speak. */
function isLocalProgram({ socket, headers }: IncomingMessage): boolean {
  const relayed = ['forwarded', 'x-forwarded-for', 'origin'].some((name) => headers[name] !== undefined);
  return !relayed && isLoopbackAddress(socket.remoteAddress ?? '');
}

function maySendTo(config: GateConfig, { serviceUrls }: ChannelClaims, serviceUrl: string): boolean {
  const url = readServiceUrl(serviceUrl);
  if (!url) return false;
  if (config.mode === 'playground') return isLoopbackHost(url.hostname);
  const vouchedFor = serviceUrls.length > 0 && serviceUrls.every((claim) => claim === serviceUrl);
  return vouchedFor && isHostListed(url.hostname, config.serviceUrlHosts);
}

/** Teams writes a bot's app id with `28:` before it. */
function isFor(botId: string, { recipient }: VerifiedActivity): boolean {
  const given = recipient.id.toLowerCase();
  return given === botId.toLowerCase() || given === `28:${botId.toLowerCase()}`;
}

/** The one tenant that the activity's fields name; null where they name none, or differ. */
function tenantOf({ conversation, channelData, from }: VerifiedActivity): TenantId | null {
  const named = [conversation.tenantId, channelData?.tenant?.id, from.tenantId].filter((id) => typeof id === 'string');
  const [tenant, another] = new Set(named.map(tenantId));
  return tenant && another === undefined ? tenant : null;
}

const refusal = (status: Refusal['status'], rule: Rule): Refusal => ({ pass: false, status, rule });
