import { ISSUER, type SigningKey } from './keys.ts';
import { json, type Reply, type Served, serve } from './serve.ts';

/** The channel's OpenID metadata and key set over HTTP. */
export interface KeyServer extends Served {
  readonly metadataUrl: string;
  readonly keysUrl: string;
  /** Path of each request, in order. A whole refresh is two. */
  readonly requests: string[];
  /** The keys it lists; rotate by changing it. */
  keys: readonly SigningKey[];
  /** What is said instead, of either document; undefined: all is well. */
  fault: ((document: 'metadata' | 'keys') => Reply | undefined) | undefined;
}

const METADATA = '/v1/.well-known/openidconfiguration';
const KEYS = '/v1/.well-known/keys';

export async function startKeyServer(keys: readonly SigningKey[]): Promise<KeyServer> {
  const requests: string[] = [];
  const served = await serve(({ url }) => {
    requests.push(url.pathname);
    if (url.pathname !== METADATA && url.pathname !== KEYS) return json(404, {});
    const document = url.pathname === METADATA ? 'metadata' : 'keys';
    const fault = server.fault?.(document);
    if (fault) return fault;
    return document === 'metadata'
      ? json(200, { issuer: ISSUER, jwks_uri: server.keysUrl, id_token_signing_alg_values_supported: ['RS256'] })
      : json(200, { keys: server.keys.map(({ jwk }) => jwk) });
  });
  const server: KeyServer = {
    ...served,
    metadataUrl: `${served.origin}${METADATA}`,
    keysUrl: `${served.origin}${KEYS}`,
    requests,
    keys,
    fault: undefined,
  };
  return server;
}
