import { z } from 'zod';
import type { Actor, Standing } from '../core/actor.ts';
import { type DirectoryProblem, DirectoryUnavailable } from '../core/errors.ts';
import { isGuid, type ObjectId, type TenantId } from '../core/ids.ts';
import type { Directory } from '../core/ports.ts';
import { type RoleName, roleOfTemplate } from '../core/roles.ts';
import { type AppTokens, TokenUnavailable } from './app-token.ts';
import { fetchJson, type JsonAnswer, reasonOf } from './fetch-json.ts';

/** How long one lookup may take, token and every page included, in ms: an invoke must be answered within 5 s. */
const LOOKUP_LIMIT = 3_000;

/** How many pages of memberships are read, of 999 each. Whoever has more gets no answer. */
const PAGES_MAX = 20;

/** A token holds what was granted when it was made. Whoever grants what these miss need not wait an hour for its end. */
const OUTDATED: readonly DirectoryProblem[] = ['permission-missing', 'refused'];

/**
 * The directory as Microsoft Graph knows it, asked anew each time with a token of the actor's own tenant.
 * The application needs User.Read.All and RoleManagement.Read.Directory. A doubt of any kind is DirectoryUnavailable.
 * `graphOrigin`: `https://graph.microsoft.com` or a national cloud's; its token scope is the same origin with `/.default`.
 */
export function graphDirectory(tokens: AppTokens, graphOrigin: string): Directory {
  const root = new URL('/v1.0/', graphOrigin);

  return {
    async standingOf({ tenant, objectId }: Actor): Promise<Standing> {
      if (objectId === null || !isGuid(objectId)) return { kind: 'stranger' };
      const over = new AbortController();
      const timer = setTimeout(() => over.abort(new Error(`no answer within ${LOOKUP_LIMIT} ms`)), LOOKUP_LIMIT);
      try {
        return await lookUp(tokens, root, { tenant, objectId }, over.signal);
      } catch (error) {
        if (error instanceof DirectoryUnavailable && OUTDATED.includes(error.problem)) tokens.forget(tenant);
        throw error;
      } finally {
        clearTimeout(timer);
        over.abort(); // one of two requests failed: the other one is of no use
      }
    },
  };
}

type Person = { readonly tenant: TenantId; readonly objectId: ObjectId };

async function lookUp(tokens: AppTokens, root: URL, person: Person, signal: AbortSignal): Promise<Standing> {
  const graph = { root, token: await tokenFor(tokens, root, person.tenant), signal };
  const path = new URL(`users/${encodeURIComponent(person.objectId)}`, root);
  const [account, roles] = await Promise.all([accountAt(graph, path), rolesAt(graph, path)]);
  if (account !== 'member') return { kind: account };
  return { kind: 'member', roles };
}

async function tokenFor(tokens: AppTokens, { origin }: URL, tenant: TenantId): Promise<string> {
  try {
    return await tokens.token(`${origin}/.default`, tenant);
  } catch (error) {
    throw new DirectoryUnavailable(error instanceof TokenUnavailable ? error.problem : 'no-answer', { cause: error });
  }
}

/**
 * Accounts from before 31 August 2014 may have no userType, and such a one is no answer either: `Update-MgUser -UserType
 * Member` settles it. Source: https://itpro-tips.com/usertype-empty-in-microsoft-365
 */
const accountAnswer = z.object({
  userType: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['member', 'guest'])),
  accountEnabled: z.boolean(),
});

async function accountAt(graph: Graph, person: URL): Promise<'member' | 'guest' | 'disabled'> {
  const { userType, accountEnabled } = await ask(
    graph,
    new URL(`${person}?$select=userType,accountEnabled`),
    accountAnswer,
  );
  return accountEnabled ? userType : 'disabled';
}

/** One page. https://learn.microsoft.com/graph/api/user-list-transitivememberof */
const membershipsAnswer = z.object({
  value: z.array(z.object({ '@odata.type': z.string(), roleTemplateId: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
});

/**
 * Every membership is read and the roles are kept here: a query for roles alone would be answered from an index that
 * lags behind the directory.
 */
async function rolesAt(graph: Graph, person: URL): Promise<ReadonlySet<RoleName>> {
  const roles = new Set<RoleName>();
  let url = new URL(`${person}/transitiveMemberOf?$select=id,roleTemplateId&$top=999`);
  for (let page = 1; page <= PAGES_MAX; page++) {
    const answer = await ask(graph, url, membershipsAnswer);
    for (const { '@odata.type': type, roleTemplateId } of answer.value) {
      if (type !== '#microsoft.graph.directoryRole') continue;
      // Graph blanks what an application may not read: https://learn.microsoft.com/graph/permissions-overview
      if (!roleTemplateId) throw unavailable('permission-missing', 'a role without roleTemplateId');
      const role = roleOfTemplate(roleTemplateId);
      if (role) roles.add(role);
    }
    const next = answer['@odata.nextLink'];
    if (next === undefined) return roles;
    url = nextPage(graph.root, next);
  }
  throw unavailable('unreadable', `more than ${PAGES_MAX} pages of memberships`);
}

/** The token goes to Graph's own v1.0 and nowhere else. */
function nextPage(root: URL, link: string): URL {
  const url = URL.parse(link);
  const own = url?.href.startsWith(root.href); // scheme, host, port, no user info, and a path without `..`
  if (!url || !own) throw unavailable('unreadable', 'a next page that is not below its own /v1.0');
  return url;
}

type Graph = { readonly root: URL; readonly token: string; readonly signal: AbortSignal };

async function ask<T>({ token, signal }: Graph, url: URL, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<T> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  let answer: JsonAnswer;
  try {
    answer = await fetchJson(url, { headers, signal });
  } catch (error) {
    throw new DirectoryUnavailable('no-answer', { cause: new Error(reasonOf(error), { cause: error }) });
  }
  if (answer.status !== 200) throw refusal(answer);
  const read = schema.safeParse(answer.body);
  if (!read.success) throw new DirectoryUnavailable('unreadable', { cause: read.error });
  return read.data;
}

/** Graph's own word for what went wrong: https://learn.microsoft.com/graph/errors */
const errorAnswer = z.object({ error: z.object({ code: z.string().max(100) }) });

function refusal({ status, body }: JsonAnswer): DirectoryUnavailable {
  const read = errorAnswer.safeParse(body);
  const code = read.success ? read.data.error.code : 'without a code';
  const facts = `Graph answered ${status} ${code}`;
  if (status === 404) return unavailable('no-such-person', facts);
  if (status === 403 && code === 'Authorization_RequestDenied') return unavailable('permission-missing', facts);
  if (status === 429 || status >= 500) return unavailable('no-answer', facts);
  return unavailable('refused', facts);
}

const unavailable = (problem: DirectoryProblem, facts: string): DirectoryUnavailable =>
  new DirectoryUnavailable(problem, { cause: new Error(facts) });
