import { setTimeout as delay } from 'node:timers/promises';
import { ConfidentialClientApplication, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import type { TenantId } from '../core/ids.ts';
import { reasonOf } from './fetch-json.ts';
import { msalNetwork } from './msal-network.ts';

/** The application that the bot is, as Entra knows it. */
export type AppIdentity =
  | { readonly type: 'SingleTenant'; readonly botId: string; readonly password: string; readonly tenant: TenantId }
  | { readonly type: 'MultiTenant'; readonly botId: string; readonly password: string }
  | { readonly type: 'UserAssignedMSI'; readonly botId: string; readonly tenant: TenantId };

/** Access tokens for this application itself. */
export interface AppTokens {
  /**
   * A token for a scope as `https://graph.microsoft.com/.default`, of this tenant, or for null of the tenant that the bot
   * channel takes tokens from. Cached until shortly before it expires; an answer comes within TOKEN_LIMIT.
   * @throws TokenUnavailable
   */
  token(scope: string, tenant: TenantId | null): Promise<string>;
  /**
   * Drops the cached tokens of a tenant, for null of the one that the bot channel takes tokens from: what was granted to
   * the application since then counts at once.
   */
  forget(tenant: TenantId | null): void;
}

/** No token. `refused`: the authority said no (wrong secret, unknown tenant); `no-answer`: it said nothing that counts. */
export class TokenUnavailable extends Error {
  readonly problem: 'no-answer' | 'refused';
  constructor(problem: TokenUnavailable['problem'], facts: string, options?: ErrorOptions) {
    super(`access token: ${facts}`, options);
    this.name = 'TokenUnavailable';
    this.problem = problem;
  }
}

/** How long one acquisition may take, in ms: an invoke has 5 s, and the directory must be asked after it. */
const TOKEN_LIMIT = 2_000;

/** How many tenants' tokens are kept; the one that came first makes room. Each is an MSAL application of a few KB. */
const TENANTS_MAX = 100;

/**
 * The tenant that gives a multi-tenant bot its tokens for the channel, in the cloud of this authority. Source: the SDK's
 * AuthenticationConstants and GovernmentConstants; https://docs.azure.cn/en-us/bot-service/how-to-deploy-china-cloud
 */
export const channelTenant = (authorityOrigin: string): string =>
  CHANNEL_TENANTS.get(authorityOrigin) ?? 'botframework.com';

const CHANNEL_TENANTS: ReadonlyMap<string, string> = new Map([
  ['https://login.microsoftonline.us', 'MicrosoftServices.onmicrosoft.us'],
  ['https://login.partner.microsoftonline.cn', 'microsoftservices.partner.onmschina.cn'],
]);

/** `authorityHost`: an https origin without tenant; nobody else is asked for anything. */
export function createAppTokens(app: AppIdentity & { readonly authorityHost: string }): AppTokens {
  return app.type === 'UserAssignedMSI' ? identityTokens(app) : secretTokens(app, new URL(app.authorityHost));
}

function secretTokens(app: Exclude<AppIdentity, { type: 'UserAssignedMSI' }>, authority: URL): AppTokens {
  const applications = new Map<string, ConfidentialClientApplication>();
  const own = app.type === 'SingleTenant' ? app.tenant : channelTenant(authority.origin);

  function applicationOf(tenant: string): ConfidentialClientApplication {
    const known = applications.get(tenant);
    if (known) return known;
    const [first] = applications.keys();
    if (first !== undefined && applications.size >= TENANTS_MAX) applications.delete(first);
    const home = new URL(`/${encodeURIComponent(tenant)}`, authority).href;
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: app.botId,
        clientSecret: app.password,
        authority: home,
        knownAuthorities: [authority.host],
        // The documented endpoints, so that nothing needs to be discovered first.
        authorityMetadata: JSON.stringify({
          issuer: `${home}/v2.0`,
          authorization_endpoint: `${home}/oauth2/v2.0/authorize`,
          token_endpoint: `${home}/oauth2/v2.0/token`,
          jwks_uri: `${home}/discovery/v2.0/keys`,
        }),
      },
      system: { networkClient: msalNetwork(TOKEN_LIMIT) },
    });
    applications.set(tenant, application);
    return application;
  }

  return {
    async token(scope, tenant) {
      try {
        const application = applicationOf(tenant ?? own);
        const result = await application.acquireTokenByClientCredential({ scopes: [scope] });
        if (result?.accessToken) return result.accessToken;
      } catch (error) {
        throw new TokenUnavailable(isRefusal(error) ? 'refused' : 'no-answer', reasonOf(error), { cause: error });
      }
      throw new TokenUnavailable('no-answer', 'the authority gave none');
    },
    forget: (tenant) => void applications.delete(tenant ?? own),
  };
}

/** Whether the authority itself said no. What MSAL throws while it waits as a Retry-After told it to has no status. */
const isRefusal = (error: unknown): boolean =>
  error instanceof InteractionRequiredAuthError ||
  (error instanceof ServerError && error.status !== undefined && error.status < 500 && error.status !== 429);

/** A managed identity has tokens of its own tenant only. */
function identityTokens({ botId, tenant: own }: Extract<AppIdentity, { type: 'UserAssignedMSI' }>): AppTokens {
  const open = async () => {
    const { ManagedIdentityCredential } = await import('@azure/identity'); // heavy, and most have a secret
    return new ManagedIdentityCredential({ clientId: botId });
  };
  let credential: ReturnType<typeof open> | undefined;
  return {
    async token(scope, tenant) {
      if (tenant !== null && tenant !== own) throw new TokenUnavailable('refused', 'a managed identity has one tenant');
      try {
        credential ??= open();
        const token = credential.then((opened) => opened.getToken(scope));
        return (await withinLimit(token)).token;
      } catch (error) {
        throw new TokenUnavailable('no-answer', reasonOf(error), { cause: error });
      }
    },
    forget: () => {}, // the host keeps these tokens for up to a day, and there is no way to ask for another
  };
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const limit = delay(TOKEN_LIMIT, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${TOKEN_LIMIT} ms`);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    timer.abort();
  }
}
