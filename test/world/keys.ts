import {
  constants,
  createHmac,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign as rsaSign,
} from 'node:crypto';

/** A key of the channel's (or somebody else's), as the key server lists it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicPem: string;
  readonly jwk: JsonWebKey & { readonly kid: string; readonly endorsements?: readonly string[] };
}

/** A new RSA key. Without endorsements the key server lists none for it. */
export function newSigningKey(kid: string, endorsements?: readonly string[]): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', kid, ...(endorsements && { endorsements }) };
  return { kid, privateKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), jwk };
}

export type Algorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'HS256' | 'none';

const base64url = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** A JWT with exactly this header and these claims (texts go in as they are), signed as `algorithm` says. */
export function signToken(header: unknown, claims: unknown, key: SigningKey, algorithm: Algorithm = 'RS256'): string {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${signature(signed, key, algorithm)}`;
}

function signature(signed: string, key: SigningKey, algorithm: Algorithm): string {
  if (algorithm === 'none') return '';
  // The old trick: the public key, which everybody knows, as the secret of an HMAC.
  if (algorithm === 'HS256') return createHmac('sha256', key.publicPem).update(signed).digest('base64url');
  const padding = algorithm === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const privateKey = { key: key.privateKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return rsaSign(`sha${algorithm.slice(2)}`, Buffer.from(signed), privateKey).toString('base64url');
}

export const ISSUER = 'https://api.botframework.com';

/** Now, in the seconds of a JWT. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

export interface TokenFacts {
  readonly botId: string;
  readonly serviceUrl: string;
  readonly key: SigningKey;
  /** Claims to put in the place of the right ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly algorithm?: Algorithm;
}

/** The token that the channel sends with an activity, right unless told otherwise. */
export function channelToken({ botId, serviceUrl, key, claims, header, algorithm = 'RS256' }: TokenFacts): string {
  const times = { nbf: seconds() - 60, exp: seconds() + 3_600 };
  return signToken(
    { typ: 'JWT', alg: algorithm, kid: key.kid, x5t: key.kid, ...header },
    { serviceurl: serviceUrl, ...times, iss: ISSUER, aud: botId, ...claims },
    key,
    algorithm,
  );
}
