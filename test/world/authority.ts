import { randomUUID } from 'node:crypto';
import { type Certificate, makeCertificate } from './certificate.ts';
import { json, type Reply, type Served, serve } from './serve.ts';

/** What a token was given for. */
export interface Grant {
  readonly tenant: string;
  readonly scope: string;
}

/** Entra's token endpoint over https: `POST /<tenant>/oauth2/v2.0/token`, client credentials with a secret. */
export interface Authority extends Served {
  readonly certificate: Certificate;
  /** Each request, in order. */
  readonly requests: Array<{ readonly method: string; readonly path: string; readonly form: URLSearchParams }>;
  /** How long tokens hold, in seconds. */
  lifetime: number;
  /** What is said instead of a token; undefined: all is well. */
  fault: ((asked: Grant) => Reply | undefined) | undefined;
  /** What this token was given for, or undefined where the authority gave no such token. */
  grantOf(token: string): Grant | undefined;
}

export async function startAuthority(app: { readonly id: string; readonly secret: string }): Promise<Authority> {
  const certificate = makeCertificate();
  const grants = new Map<string, Grant>();
  const requests: Authority['requests'] = [];

  const served = await serve(({ method, url, body }) => {
    const form = new URLSearchParams(body);
    requests.push({ method, path: url.pathname, form });
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1];
    if (method !== 'POST' || tenant === undefined) return json(404, {});
    const grant: Grant = { tenant, scope: form.get('scope') ?? '' };
    const fault = authority.fault?.(grant);
    if (fault) return fault;
    if (form.get('grant_type') !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
    if (form.get('client_id') !== app.id || form.get('client_secret') !== app.secret) {
      return json(401, {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided.',
        error_codes: [7000215],
      });
    }
    const token = `token-${randomUUID()}`;
    grants.set(token, grant);
    const lifetimes = { expires_in: authority.lifetime, ext_expires_in: authority.lifetime };
    return json(200, { token_type: 'Bearer', ...lifetimes, access_token: token });
  }, certificate);

  const authority: Authority = {
    origin: served.origin,
    certificate,
    requests,
    lifetime: 3599,
    fault: undefined,
    grantOf: (token) => grants.get(token),
    close: async () => {
      await served.close();
      certificate.remove();
    },
  };
  return authority;
}
