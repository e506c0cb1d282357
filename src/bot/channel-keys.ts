import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { DAY } from '../core/time.ts';
import { isSafeTransport } from './service-url.ts';

/** A key that the channel signs with, and the channels that it may speak for. */
interface ChannelKey {
  readonly key: CryptoKey;
  readonly endorsements: readonly string[];
}

type KeyAnswer =
  | { readonly kind: 'known'; readonly key: ChannelKey }
  | { readonly kind: 'unknown' }
  /** The key server has given no keys yet. */
  | { readonly kind: 'unavailable' };

interface KeyServer {
  /** The channel's OpenID metadata document; https, or http on loopback. */
  readonly metadataUrl: string;
  /** Milliseconds since some moment; never goes back (`performance.now`). */
  readonly elapsed: () => number;
  /** Told of each answer of the key server that was none. */
  readonly onFailure: (error: unknown) => void;
}

/** Both documents together; a sender waits as long for an unknown key, and Teams waits 15 seconds for us. */
const FETCH_MS = 5_000;
/** The real documents have some 20 KB. */
const DOCUMENT_MAX = 262_144;
const KEYS_MAX = 100;

/**
 * Keys are asked for again after a day, as the Bot Framework SDK does. An unknown key id asks at once, but no more than
 * once in REFRESH_MS: a new key works within half a minute, and a flood of made-up ids costs no more than that. The SDK
 * waits an hour here, for which a rotated key would be refused. After a failure the wait is short, so that the bot
 * serves soon after the key server's return.
 */
const STALE_MS = DAY;
export const REFRESH_MS = 30_000;
export const RETRY_MS = 5_000;

const metadataSchema = z.object({ jwks_uri: z.string() });
const keySetSchema = z.object({ keys: z.array(z.unknown()).max(KEYS_MAX) });
const keySchema = z.object({
  kty: z.literal('RSA'),
  use: z.literal('sig').optional(),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
});

/**
 * The channel's keys, kept in memory. They stay good while the key server is out of reach.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export class ChannelKeys {
  readonly #server: KeyServer;
  #keys: ReadonlyMap<string, ChannelKey> | undefined;
  #staleAt = Number.NEGATIVE_INFINITY;
  #nextAt = Number.NEGATIVE_INFINITY;
  #flight: Promise<void> | undefined;

  constructor(server: KeyServer) {
    this.#server = server;
  }

  /** The key with this id. Never throws. */
  async find(kid: string): Promise<KeyAnswer> {
    const known = this.#keys?.get(kid);
    if (known) {
      if (this.#server.elapsed() >= this.#staleAt) void this.refresh();
      return { kind: 'known', key: known };
    }
    await this.refresh();
    if (!this.#keys) return { kind: 'unavailable' };
    const key = this.#keys.get(kid);
    return key ? { kind: 'known', key } : { kind: 'unknown' };
  }

  /** Asks the key server, unless it was asked a moment ago; those who come meanwhile wait for the same answer. Never throws. */
  refresh(): Promise<void> {
    if (!this.#flight && this.#server.elapsed() >= this.#nextAt) {
      this.#flight = this.#load().finally(() => {
        this.#flight = undefined;
      });
    }
    return this.#flight ?? Promise.resolve();
  }

  async #load(): Promise<void> {
    const began = this.#server.elapsed();
    this.#nextAt = began + RETRY_MS;
    try {
      this.#keys = await fetchKeys(this.#server.metadataUrl);
      this.#nextAt = began + REFRESH_MS;
      this.#staleAt = began + STALE_MS;
    } catch (error) {
      this.#server.onFailure(error);
    }
  }
}

async function fetchKeys(metadataUrl: string): Promise<ReadonlyMap<string, ChannelKey>> {
  const signal = AbortSignal.timeout(FETCH_MS);
  const { jwks_uri } = metadataSchema.parse(await fetchJson(metadataUrl, signal));
  const { keys } = keySetSchema.parse(await fetchJson(jwks_uri, signal));
  const usable = (await Promise.all(keys.map(readKey))).filter((entry) => entry !== null);
  if (usable.length === 0) throw new Error('the key server lists no RSA key');
  return new Map(usable);
}

/** One key of the set with its id, or null: a key of another kind must not cost the others. */
async function readKey(jwk: unknown): Promise<readonly [string, ChannelKey] | null> {
  const read = keySchema.safeParse(jwk);
  if (!read.success) return null;
  const { kty, kid, n, e, endorsements } = read.data;
  try {
    const key = await importJWK({ kty, n, e }, 'RS256');
    return key instanceof Uint8Array ? null : [kid, { key, endorsements }];
  } catch {
    return null;
  }
}

async function fetchJson(address: string, signal: AbortSignal): Promise<unknown> {
  const url = new URL(address);
  if (!isSafeTransport(url)) throw new Error(`${url.origin} is neither https nor on loopback`);
  const response = await fetch(url, { redirect: 'error', signal, headers: { accept: 'application/json' } });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`the key server answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > DOCUMENT_MAX) throw new Error(`the key server sent more than ${DOCUMENT_MAX} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
