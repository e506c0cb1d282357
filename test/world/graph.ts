import { randomUUID } from 'node:crypto';
import type { Grant } from './authority.ts';
import { type Asked, json, type Reply, type Served, serve } from './serve.ts';

/** A directory role. `roleTemplateId` is null for an application that may not read roles. */
export interface Role {
  readonly displayName: string;
  readonly roleTemplateId: string | null;
}

/** Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
export const ROLES = {
  globalAdministrator: {
    displayName: 'Global Administrator',
    roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
  },
  securityAdministrator: {
    displayName: 'Security Administrator',
    roleTemplateId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  },
  globalReader: { displayName: 'Global Reader', roleTemplateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' },
  securityReader: { displayName: 'Security Reader', roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' },
  complianceAdministrator: {
    displayName: 'Compliance Administrator',
    roleTemplateId: '17315797-102d-40b4-93e0-432062caca18',
  },
  /** A role that Signpost does not know. */
  directoryReaders: { displayName: 'Directory Readers', roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b' },
  /** Bears the name of the great role, and is none. */
  lookalike: { displayName: 'Global Administrator', roleTemplateId: '00000000-1111-4222-8333-444444444444' },
} as const satisfies Record<string, Role>;

/** A user of one tenant; a member whose account is enabled where nothing else is said. */
export interface User {
  readonly tenant: string;
  readonly objectId: string;
  readonly userType?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly roles?: readonly Role[];
  /** How many memberships Graph puts on one page; without it as many as were asked for. */
  readonly pageSize?: number;
}

/** What was asked of whom: the account, the first page of memberships, or a further one. */
export interface GraphRequest {
  readonly about: 'account' | 'memberships' | 'next page';
  readonly objectId: string;
  readonly asked: Asked;
}

/** Microsoft Graph: `/v1.0/users/{id}`, its `transitiveMemberOf`, and `/v1.0/directoryRoles`, for tokens of the user's own tenant and for Graph. */
export interface Graph extends Served {
  readonly requests: GraphRequest[];
  /** What is said instead of the truth; undefined: all is well. */
  fault: ((request: GraphRequest) => Reply | undefined) | undefined;
  add(user: User): void;
}

/** Everybody is in a group too. */
const GROUP = { '@odata.type': '#microsoft.graph.group', id: randomUUID(), roleTemplateId: null };

export async function startGraph(grantOf: (token: string) => Grant | undefined): Promise<Graph> {
  const users = new Map<string, User>();
  const requests: GraphRequest[] = [];
  const refuse = (status: number, code: string) => json(status, { error: { code, message: code } });

  const served = await serve((asked) => {
    const { url } = asked;
    const [, objectId = '', list] = /^\/v1\.0\/users\/([^/]+)(\/transitiveMemberOf)?$/.exec(url.pathname) ?? [];
    const skip = url.searchParams.get('$skiptoken');
    const request: GraphRequest = {
      about: list === undefined ? 'account' : skip === null ? 'memberships' : 'next page',
      objectId,
      asked,
    };
    requests.push(request);
    const fault = graph.fault?.(request);
    if (fault) return fault;
    const grant = grantOf(asked.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (grant?.scope !== `${served.origin}/.default`) return refuse(401, 'InvalidAuthenticationToken');
    if (url.pathname === '/v1.0/directoryRoles') return json(200, { value: Object.values(ROLES).map(roleObject) });
    const user = users.get(`${grant.tenant}/${objectId}`);
    if (!user) return refuse(404, 'Request_ResourceNotFound');
    if (list === undefined) {
      const { userType = 'Member', accountEnabled = true } = user;
      return selected(url, { '@odata.context': 'users/$entity', userType, accountEnabled });
    }
    const top = Number(url.searchParams.get('$top') ?? 100);
    const from = Number(skip ?? 0);
    const to = from + Math.min(user.pageSize ?? top, top);
    const memberships = [GROUP, ...(user.roles ?? []).map(roleObject)];
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(to));
    const value = memberships.slice(from, to).map((membership) => pick(url, membership));
    return json(200, { value, ...(to < memberships.length ? { '@odata.nextLink': next.href } : {}) });
  });

  const graph: Graph = {
    ...served,
    requests,
    fault: undefined,
    add: (user) => void users.set(`${user.tenant}/${user.objectId}`, user),
  };
  return graph;
}

/** A membership as Graph lists it. */
export const roleObject = ({ displayName, roleTemplateId }: Role) => ({
  '@odata.type': '#microsoft.graph.directoryRole',
  id: randomUUID(),
  displayName,
  roleTemplateId,
});

/** What `$select` asked for, and the annotations that always come. */
function pick(url: URL, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = url.searchParams.get('$select')?.split(',') ?? [];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith('@') || names.includes(name)));
}

const selected = (url: URL, fields: Readonly<Record<string, unknown>>): Reply => json(200, pick(url, fields));
