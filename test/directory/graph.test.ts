import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Standing } from '../../src/core/actor.ts';
import { DirectoryUnavailable } from '../../src/core/errors.ts';
import { objectId, tenantId } from '../../src/core/ids.ts';
import type { Directory } from '../../src/core/ports.ts';
import { createAppTokens } from '../../src/directory/app-token.ts';
import { graphDirectory } from '../../src/directory/graph.ts';
import { type Authority, startAuthority } from '../world/authority.ts';
import { type Graph, type GraphRequest, ROLES, roleObject, startGraph, type User } from '../world/graph.ts';
import { json, type Reply, serve } from '../world/serve.ts';

const app = { id: randomUUID(), secret: `secret~${randomUUID()}` };
const tenant = tenantId(randomUUID());

let authority: Authority;
let graph: Graph;
let directory: Directory;
const systemCertificates = getCACertificates('default');

beforeAll(async () => {
  authority = await startAuthority(app);
  setDefaultCACertificates([...systemCertificates, authority.certificate.cert]);
  graph = await startGraph(authority.grantOf);
});
afterAll(async () => {
  setDefaultCACertificates(systemCertificates);
  await Promise.all([authority.close(), graph.close()]);
});
beforeEach(() => {
  directory = directoryAt(graph.origin);
  graph.requests.length = 0;
  authority.requests.length = 0;
  graph.fault = undefined;
  authority.fault = undefined;
});

/** A directory that has no token yet. */
function directoryAt(graphOrigin: string): Directory {
  const identity = { type: 'MultiTenant', botId: app.id, password: app.secret } as const;
  return graphDirectory(createAppTokens({ ...identity, authorityHost: authority.origin }), graphOrigin);
}

/** Somebody whom Graph knows. */
function person(user: Partial<User> = {}) {
  const actor = { tenant, objectId: objectId(randomUUID()), name: 'Ada' };
  graph.add({ ...actor, ...user });
  return actor;
}

const member = (...roles: ReadonlyArray<string>): Standing => ({ kind: 'member', roles: new Set(roles) }) as Standing; // whatever names the test gives

async function problemOf(work: Promise<Standing>): Promise<string> {
  const error = await work.then(
    (standing) => new Error(`a standing: ${standing.kind}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DirectoryUnavailable)) throw new Error('not DirectoryUnavailable', { cause: error });
  expect(error.cause, 'what the operator needs to know').toBeInstanceOf(Error);
  return error.problem;
}

describe('the directory', () => {
  it('names the roles that a member holds', async () => {
    const admin = person({ roles: [ROLES.globalAdministrator, ROLES.securityReader] });
    expect(await directory.standingOf(admin)).toEqual(member('Global Administrator', 'Security Reader'));
  });

  it('knows members without a role', async () => {
    expect(await directory.standingOf(person())).toEqual(member());
  });

  it('goes by the template of a role, and neither by its name nor by roles that mean nothing here', async () => {
    const roles = [ROLES.lookalike, ROLES.directoryReaders];
    expect(await directory.standingOf(person({ roles }))).toEqual(member());
  });

  it('finds a role on a later page', async () => {
    const roles = [ROLES.directoryReaders, ROLES.lookalike, ROLES.securityAdministrator, ROLES.globalReader];
    const admin = person({ roles, pageSize: 2 });
    expect(await directory.standingOf(admin)).toEqual(member('Security Administrator', 'Global Reader'));
    expect(graph.requests.filter(({ about }) => about === 'next page')).toHaveLength(2);
  });

  it('says that a guest is a guest, whatever role it holds', async () => {
    expect(await directory.standingOf(person({ userType: 'Guest' }))).toEqual({ kind: 'guest' });
    const admin = person({ userType: 'guest', roles: [ROLES.globalAdministrator] });
    expect(await directory.standingOf(admin)).toEqual({ kind: 'guest' });
  });

  it('says that an account is disabled, whatever role it holds', async () => {
    const admin = person({ accountEnabled: false, roles: [ROLES.globalAdministrator] });
    expect(await directory.standingOf(admin)).toEqual({ kind: 'disabled' });
  });

  it('takes somebody without an object id, or with an odd one, for a stranger, and asks nobody', async () => {
    expect(await directory.standingOf({ tenant, objectId: null, name: 'Nobody' })).toEqual({ kind: 'stranger' });
    for (const odd of ['', '../me', '29:1abc', `${randomUUID()}/manager`]) {
      expect(await directory.standingOf({ tenant, objectId: objectId(odd), name: 'Odd' })).toEqual({
        kind: 'stranger',
      });
    }
    expect([...graph.requests, ...authority.requests]).toEqual([]);
  });

  it('asks with a token of the tenant of the one who acts', async () => {
    const elsewhere = tenantId(randomUUID());
    const admin = person({ tenant: elsewhere, roles: [ROLES.globalAdministrator] });
    expect(await directory.standingOf({ ...admin, tenant: elsewhere })).toEqual(member('Global Administrator'));
    expect(await problemOf(directory.standingOf(admin))).toBe('no-such-person');
  });

  it('asks anew each time', async () => {
    const admin = person({ roles: [ROLES.globalAdministrator] });
    await directory.standingOf(admin);
    graph.add({ ...admin, roles: [] });
    expect(await directory.standingOf(admin)).toEqual(member());
    expect(authority.requests).toHaveLength(1);
  });

  it('asks for what it needs, and for no more', async () => {
    const { objectId } = person();
    await directory.standingOf({ tenant, objectId, name: 'Ada' });
    const asked = graph.requests.map(({ asked: { method, url } }) => `${method} ${url.pathname}${url.search}`);
    expect(asked.sort()).toEqual([
      `GET /v1.0/users/${objectId}/transitiveMemberOf?$select=id,roleTemplateId&$top=999`,
      `GET /v1.0/users/${objectId}?$select=userType,accountEnabled`,
    ]);
  });
});

/** An administrator of whom Graph says this instead, where it is asked about that. */
async function problemAfter(about: GraphRequest['about'], reply: Reply): Promise<string> {
  const admin = person({ roles: [ROLES.globalAdministrator], pageSize: 1 });
  graph.fault = (request) => (request.about === about ? reply : undefined);
  return problemOf(directory.standingOf(admin));
}

const ABOUT: ReadonlyArray<GraphRequest['about']> = ['account', 'memberships', 'next page'];
const graphError = (status: number, code: string, headers = {}) => json(status, { error: { code } }, headers);
const ofType = (type: string, body: string): Reply => ({ status: 200, headers: { 'content-type': type }, body });
const ADMIN_PAGE = JSON.stringify({ value: [roleObject(ROLES.globalAdministrator)] });

describe.each(ABOUT)('a doubt about the %s is a no:', (about) => {
  it.each<[string, Reply, string]>([
    ['a broken connection', 'reset', 'no-answer'],
    ['400', graphError(400, 'BadRequest'), 'refused'],
    ['401', graphError(401, 'InvalidAuthenticationToken'), 'refused'],
    ['403 for want of a permission', graphError(403, 'Authorization_RequestDenied'), 'permission-missing'],
    ['403 for another reason', graphError(403, 'Authentication_RequestFromUnsupportedUserRole'), 'refused'],
    ['403 without a reason', json(403, {}), 'refused'],
    ['404', graphError(404, 'Request_ResourceNotFound'), 'no-such-person'],
    ['429', graphError(429, 'TooManyRequests', { 'retry-after': '300' }), 'no-answer'],
    ['500', graphError(500, 'InternalServerError'), 'no-answer'],
    ['503', graphError(503, 'ServiceUnavailable'), 'no-answer'],
    ['a redirect', { status: 302, headers: { location: '/v1.0/me' }, body: '' }, 'refused'],
    ['a web page', ofType('text/html', '<html>Global Administrator</html>'), 'unreadable'],
    ['an answer that does not call itself JSON', ofType('text/plain', ADMIN_PAGE), 'unreadable'],
    ['half an answer', ofType('application/json', ADMIN_PAGE.slice(0, -3)), 'unreadable'],
    ['no content', { status: 204, body: '' }, 'refused'],
    ['an empty answer', ofType('application/json', ''), 'unreadable'],
    ['a list', json(200, []), 'unreadable'],
    ['null', json(200, null), 'unreadable'],
    ['an answer about something else', json(200, { value: 'Global Administrator', userType: true }), 'unreadable'],
    ['too long an answer', json(200, { value: [], pad: 'x'.repeat(2e6) }), 'unreadable'],
  ])('%s', async (_, reply, problem) => {
    expect(await problemAfter(about, reply)).toBe(problem);
  });
});

describe('a doubt is a no:', () => {
  it('no answer in time for an invoke, from Graph or from the authority', async () => {
    const began = performance.now();
    const silent = (about: GraphRequest['about']) => {
      const admin = person({ roles: [ROLES.globalAdministrator], pageSize: 1 });
      return { admin, about };
    };
    const people = ABOUT.map(silent);
    graph.fault = ({ about, objectId }) =>
      people.some((each) => each.about === about && each.admin.objectId === objectId) ? 'hang' : undefined;
    authority.fault = (asked) => (asked.tenant === tenant ? undefined : 'hang');
    const work = people.map(({ admin }) => directory.standingOf(admin));
    work.push(directory.standingOf({ ...person(), tenant: tenantId(randomUUID()) }));
    expect(await Promise.all(work.map(problemOf))).toEqual(Array(4).fill('no-answer'));
    expect(performance.now() - began).toBeLessThan(4_000); // of the 5 s that an invoke has
  });

  it('nobody listens', async () => {
    const gone = await serve(() => 'reset');
    await gone.close();
    expect(await problemOf(directoryAt(gone.origin).standingOf(person()))).toBe('no-answer');
  });

  it('the authority gives no token', async () => {
    authority.fault = () => json(401, { error: 'invalid_client' });
    expect(await problemOf(directory.standingOf(person()))).toBe('refused');
    authority.fault = () => 'reset';
    expect(await problemOf(directory.standingOf(person()))).toBe('no-answer');
    expect(graph.requests).toEqual([]);
  });

  it('an account of no known type, or of which nobody says whether it is enabled', async () => {
    const roles = [ROLES.globalAdministrator];
    for (const userType of [null, '', 'Members', 'Member,Guest']) {
      expect(await problemOf(directory.standingOf(person({ userType, roles })))).toBe('unreadable');
    }
    expect(await problemOf(directory.standingOf(person({ accountEnabled: null, roles })))).toBe('unreadable');
  });

  it('a role whose template the application may not read', async () => {
    const blank = { displayName: 'Global Administrator', roleTemplateId: null };
    const roles = [ROLES.globalAdministrator, blank];
    expect(await problemOf(directory.standingOf(person({ roles })))).toBe('permission-missing');
    const { roleTemplateId, ...without } = roleObject(ROLES.globalAdministrator);
    expect(await problemAfter('memberships', json(200, { value: [without] }))).toBe('permission-missing');
  });

  it('and once the permission is granted, the next ask has it', async () => {
    const admin = person({ roles: [ROLES.globalAdministrator] });
    const token = () => graph.requests.at(-1)?.asked.headers.authorization;
    graph.fault = () => graphError(403, 'Authorization_RequestDenied');
    await problemOf(directory.standingOf(admin));
    const before = token();
    graph.fault = undefined;
    expect(await directory.standingOf(admin)).toEqual(member('Global Administrator'));
    expect(token()).not.toBe(before);
  });

  it('pages without end', async () => {
    const admin = person({ roles: [ROLES.globalAdministrator] });
    graph.fault = ({ about, asked }) =>
      about === 'account' ? undefined : json(200, { value: [], '@odata.nextLink': `${asked.url.href}&$skiptoken=1` });
    expect(await problemOf(directory.standingOf(admin))).toBe('unreadable');
    expect(graph.requests.length).toBeLessThan(30);
  });

  it('a next page that is not below its own /v1.0, which is never asked for', async () => {
    const asked: unknown[] = [];
    const elsewhere = await serve(({ headers }) => {
      asked.push(headers);
      return ofType('application/json', ADMIN_PAGE);
    });
    const { host } = new URL(graph.origin);
    const links = [
      `${elsewhere.origin}/v1.0/users`,
      `http://${host}@${new URL(elsewhere.origin).host}/v1.0/users`,
      `http://user:password@${host}/v1.0/users`,
      `https://${host}/v1.0/users`,
      `${graph.origin}/beta/users`,
      `${graph.origin}/v1.0/../beta/users`,
      `${graph.origin}/v1.0/%2e%2e/beta/users`,
      `${graph.origin}/v1.0`,
      `${graph.origin}.example/v1.0/users`,
      '/v1.0/users',
      '',
    ];
    for (const link of links) {
      const reply = json(200, { value: [roleObject(ROLES.globalAdministrator)], '@odata.nextLink': link });
      expect(await problemAfter('memberships', reply), link).toBe('unreadable');
    }
    expect(asked).toEqual([]);
    expect(graph.requests.filter(({ about }) => about === 'next page')).toEqual([]);
    expect(graph.requests.every(({ asked: { url } }) => url.pathname.startsWith('/v1.0/users/'))).toBe(true);
    await elsewhere.close();
  });
});

describe('whatever Graph says,', () => {
  /** The standing, or null where there was a doubt. */
  const standingOrDoubt = (work: Promise<Standing>) =>
    work.catch((error: unknown) => {
      if (error instanceof DirectoryUnavailable) return null;
      throw new Error('not DirectoryUnavailable', { cause: error });
    });

  it('JSON of any shape makes nobody an administrator', async () => {
    const admin = person();
    const anything = fc.json({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(anything, anything, fc.integer({ min: 200, max: 599 }), async (account, memberships, status) => {
        graph.fault = ({ about }) => ({
          status: status % 3 === 0 && status !== 204 && status !== 304 ? status : 200,
          headers: { 'content-type': 'application/json' },
          body: about === 'account' ? account : memberships,
        });
        const standing = await standingOrDoubt(directory.standingOf(admin));
        expect(standing?.kind === 'member' ? [...standing.roles] : []).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('roles come from whole lists of well-formed roles alone', async () => {
    const admin = person();
    const { globalAdministrator, securityReader, lookalike } = ROLES;
    const membership = fc.record(
      {
        '@odata.type': fc.constantFrom<unknown>(
          '#microsoft.graph.directoryRole',
          '#microsoft.graph.group',
          '#Microsoft.Graph.DirectoryRole',
          'directoryRole',
          null,
        ),
        roleTemplateId: fc.constantFrom<unknown>(
          globalAdministrator.roleTemplateId,
          securityReader.roleTemplateId.toUpperCase(),
          lookalike.roleTemplateId,
          globalAdministrator.displayName,
          ` ${globalAdministrator.roleTemplateId}`,
          [globalAdministrator.roleTemplateId],
          null,
        ),
        id: fc.constant(globalAdministrator.roleTemplateId),
        displayName: fc.constant(globalAdministrator.displayName),
      },
      { requiredKeys: [] },
    );
    const account = fc.record({
      userType: fc.constantFrom<unknown>('Member', 'member', 'Guest', null, ['Member']),
      accountEnabled: fc.constantFrom<unknown>(true, false, null, 'true', 1),
    });
    await fc.assert(
      fc.asyncProperty(account, fc.array(membership, { maxLength: 3 }), async (account, value) => {
        graph.fault = ({ about }) => json(200, about === 'account' ? account : { value });
        const standing = await standingOrDoubt(directory.standingOf(admin));
        if (standing?.kind !== 'member') return;
        expect(account.accountEnabled).toBe(true);
        expect(['Member', 'member']).toContain(account.userType);
        const holds = (template: string) =>
          value.some(
            (each) => each['@odata.type'] === '#microsoft.graph.directoryRole' && each.roleTemplateId === template,
          );
        expect(standing.roles.has('Global Administrator')).toBe(holds(globalAdministrator.roleTemplateId));
        expect(standing.roles.has('Security Reader')).toBe(holds(securityReader.roleTemplateId.toUpperCase()));
        expect(standing.roles.size).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });
});
