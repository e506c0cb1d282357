import { type CryptoKey, decodeProtectedHeader, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../core/ports.ts';
import type { ChannelKeys } from './channel-keys.ts';

export interface TokenRules {
  /** The bot's own app id, which tokens must be for. */
  readonly botId: string;
  /** The channel's issuer, `https://api.botframework.com` in the public cloud. */
  readonly tokenIssuer: string;
  readonly keys: ChannelKeys;
  readonly clock: Clock;
}

/** What a token vouches for: the serviceUrl of its activity, under one name or two. */
export interface ChannelClaims {
  readonly serviceUrls: readonly unknown[];
}

type TokenVerdict =
  | { readonly pass: true; readonly claims: ChannelClaims }
  | {
      readonly pass: false;
      readonly status: 401 | 403;
      readonly rule: 'token' | 'unknown-key' | 'keys-unavailable' | 'endorsement';
    };

/** Longest token taken, in characters. The channel's have about 1,000. */
const TOKEN_MAX = 4_096;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token of an Authorization header, or null where there is none, or no JWT of bounded size. */
export const readBearer = (authorization: string | undefined): string | null =>
  (authorization && authorization.length <= TOKEN_MAX && BEARER.exec(authorization)?.[1]) || null;

/** The channel the bot speaks on; a key must be endorsed for it. */
export const TEAMS = 'msteams';

/** "Industry-standard clock-skew is 5 minutes", in seconds. */
const SKEW = 300;
/** The channel's tokens live for about an hour. One that lives longer than a day is a mistake, or somebody's skeleton key. */
const LIFE_MAX = 24 * 3_600;

/** A token that names its own key, or asks for what we may not know, is nobody's that we know. */
const headerSchema = z.object({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(256),
  crit: z.undefined(),
  jwk: z.undefined(),
  jku: z.undefined(),
  x5c: z.undefined(),
  x5u: z.undefined(),
});

/** The documentation writes `serviceUrl`, the channel and its SDKs `serviceurl`. */
const claimsSchema = z
  .object({
    aud: z.string(),
    exp: z.number(),
    nbf: z.number(),
    serviceurl: z.unknown(),
    serviceUrl: z.unknown(),
  })
  .refine(({ exp, nbf }) => exp - nbf <= LIFE_MAX);

/**
 * Whether the channel made this token for this bot, and for Teams. Never throws.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 */
export async function verifyToken(rules: TokenRules, token: string): Promise<TokenVerdict> {
  const header = readHeader(token);
  if (!header) return { pass: false, status: 401, rule: 'token' };
  const found = await rules.keys.find(header.kid);
  if (found.kind === 'unavailable') return { pass: false, status: 401, rule: 'keys-unavailable' };
  if (found.kind === 'unknown') return { pass: false, status: 401, rule: 'unknown-key' };
  const { key, endorsements } = found.key;
  const claims = await readClaims(rules, token, key);
  if (!claims) return { pass: false, status: 401, rule: 'token' };
  if (!endorsements.includes(TEAMS)) return { pass: false, status: 403, rule: 'endorsement' };
  return { pass: true, claims };
}

function readHeader(token: string): z.infer<typeof headerSchema> | null {
  try {
    return headerSchema.safeParse(decodeProtectedHeader(token)).data ?? null;
  } catch {
    return null;
  }
}

async function readClaims(
  { botId, tokenIssuer, clock }: TokenRules,
  token: string,
  key: CryptoKey,
): Promise<ChannelClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: tokenIssuer,
      audience: botId,
      clockTolerance: SKEW,
      currentDate: new Date(clock()),
    });
    const { serviceurl, serviceUrl } = claimsSchema.parse(payload);
    return { serviceUrls: [serviceurl, serviceUrl].filter((claim) => claim !== undefined) };
  } catch {
    return null;
  }
}
