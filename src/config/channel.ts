import { applicationScope, hostPattern, httpsOrigin, isLoopback, secureOrigin, secureUrl } from './addresses.ts';
import { CLOUD_NAMES, CLOUDS, type Cloud } from './clouds.ts';
import type { Mode } from './mode.ts';
import { list, oneOf } from './values.ts';
import { BadValue, type Parse, type Variables } from './variables.ts';

/** How the channel proves itself, and where the bot may send to. `CLOUD` (default `public`) gives the defaults. */
export interface ChannelConfig {
  /** `BOT_OPENID_METADATA_URL`: OpenID metadata of the channel's keys. */
  readonly openIdMetadataUrl: string;
  /** `BOT_TOKEN_ISSUER`: `iss` of the channel's tokens, exactly. */
  readonly tokenIssuer: string;
  /** `BOT_OAUTH_SCOPE`: scope of the bot's own token for the channel. */
  readonly oauthScope: string;
  /** `SERVICE_URL_HOSTS`: hosts that the bot may send to, a leading dot for all hosts below; in the playground loopback. */
  readonly serviceUrlHosts: readonly string[];
}

/** Who issues tokens and knows roles. `CLOUD` gives the defaults. */
export interface EntraConfig {
  /** `AUTHORITY_HOST`: origin that issues the bot's tokens, without tenant. */
  readonly authorityHost: string;
  /** `GRAPH_BASE_URL`: origin of Microsoft Graph, without version. */
  readonly graphBaseUrl: string;
}

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

const readCloud = (variables: Variables): Cloud => variables.read('CLOUD', oneOf(CLOUD_NAMES), 'public');

export function readChannel(variables: Variables, mode: Mode): ChannelConfig {
  const cloud = CLOUDS[readCloud(variables)];
  const hosts = mode === 'playground' ? LOOPBACK_HOSTS : cloud.serviceUrlHosts;
  return {
    openIdMetadataUrl: variables.read('BOT_OPENID_METADATA_URL', secureUrl, cloud.openIdMetadataUrl),
    tokenIssuer: variables.read('BOT_TOKEN_ISSUER', secureUrl, cloud.tokenIssuer),
    oauthScope: variables.read('BOT_OAUTH_SCOPE', applicationScope, cloud.oauthScope),
    serviceUrlHosts: variables.read('SERVICE_URL_HOSTS', list(hostPatternFor(mode)), hosts),
  };
}

export function readEntra(variables: Variables): EntraConfig {
  const cloud = CLOUDS[readCloud(variables)];
  return {
    authorityHost: variables.read('AUTHORITY_HOST', httpsOrigin, cloud.authorityHost),
    graphBaseUrl: variables.read('GRAPH_BASE_URL', secureOrigin, cloud.graphBaseUrl),
  };
}

const hostPatternFor =
  (mode: Mode): Parse<string> =>
  (given) => {
    const pattern = hostPattern(given);
    if (mode === 'playground' && !isLoopback(pattern)) throw new BadValue('must be loopback in playground mode');
    return pattern;
  };
