import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import { type GraphRequest, ROLES, roleObject } from '../world/graph.ts';
import { json, type Reply, serve } from '../world/serve.ts';
import { member, problemOf, useDirectory } from './directory-world.ts';

const world = useDirectory();
const { tenant } = world;

/** An administrator of whom Graph says this instead, where it is asked about that. */
async function problemAfter(about: GraphRequest['about'], reply: Reply): Promise<string> {
  const admin = world.person({ roles: [ROLES.globalAdministrator], pageSize: 1 });
  world.graph.fault = (request) => (request.about === about ? reply : undefined);
  return problemOf(world.directory.standingOf(admin));
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
      const admin = world.person({ roles: [ROLES.globalAdministrator], pageSize: 1 });
      return { admin, about };
    };
    const people = ABOUT.map(silent);
    world.graph.fault = ({ about, objectId }) =>
      people.some((each) => each.about === about && each.admin.objectId === objectId) ? 'hang' : undefined;
    world.authority.fault = (asked) => (asked.tenant === tenant ? undefined : 'hang');
    const work = people.map(({ admin }) => world.directory.standingOf(admin));
    work.push(world.directory.standingOf({ ...world.person(), tenant: tenantId(randomUUID()) }));
    expect(await Promise.all(work.map(problemOf))).toEqual(Array(4).fill('no-answer'));
    expect(performance.now() - began).toBeLessThan(4_000); // of the 5 s that an invoke has
  });

  it('nobody listens', async () => {
    const gone = await serve(() => 'reset');
    await gone.close();
    expect(await problemOf(world.directoryAt(gone.origin).standingOf(world.person()))).toBe('no-answer');
  });

  it('the authority gives no token', async () => {
    world.authority.fault = () => json(401, { error: 'invalid_client' });
    expect(await problemOf(world.directory.standingOf(world.person()))).toBe('refused');
    world.authority.fault = () => 'reset';
    expect(await problemOf(world.directory.standingOf(world.person()))).toBe('no-answer');
    expect(world.graph.requests).toEqual([]);
  });

  it('an account of no known type, or of which nobody says whether it is enabled', async () => {
    const roles = [ROLES.globalAdministrator];
    for (const userType of [null, '', 'Members', 'Member,Guest']) {
      expect(await problemOf(world.directory.standingOf(world.person({ userType, roles })))).toBe('unreadable');
    }
    expect(await problemOf(world.directory.standingOf(world.person({ accountEnabled: null, roles })))).toBe(
      'unreadable',
    );
  });

  it('a role whose template the application may not read', async () => {
    const blank = { displayName: 'Global Administrator', roleTemplateId: null };
    const roles = [ROLES.globalAdministrator, blank];
    expect(await problemOf(world.directory.standingOf(world.person({ roles })))).toBe('permission-missing');
    const { roleTemplateId, ...without } = roleObject(ROLES.globalAdministrator);
    expect(await problemAfter('memberships', json(200, { value: [without] }))).toBe('permission-missing');
  });

  it('and once the permission is granted, the next ask has it', async () => {
    const admin = world.person({ roles: [ROLES.globalAdministrator] });
    const token = () => world.graph.requests.at(-1)?.asked.headers.authorization;
    world.graph.fault = () => graphError(403, 'Authorization_RequestDenied');
    await problemOf(world.directory.standingOf(admin));
    const before = token();
    world.graph.fault = undefined;
    expect(await world.directory.standingOf(admin)).toEqual(member('Global Administrator'));
    expect(token()).not.toBe(before);
  });

  it('pages without end', async () => {
    const admin = world.person({ roles: [ROLES.globalAdministrator] });
    world.graph.fault = ({ about, asked }) =>
      about === 'account' ? undefined : json(200, { value: [], '@odata.nextLink': `${asked.url.href}&$skiptoken=1` });
    expect(await problemOf(world.directory.standingOf(admin))).toBe('unreadable');
    expect(world.graph.requests.length).toBeLessThan(30);
  });

  it('a next page that is not below its own /v1.0, which is never asked for', async () => {
    const asked: unknown[] = [];
    const elsewhere = await serve(({ headers }) => {
      asked.push(headers);
      return ofType('application/json', ADMIN_PAGE);
    });
    const { host } = new URL(world.graph.origin);
    const links = [
      `${elsewhere.origin}/v1.0/users`,
      `http://${host}@${new URL(elsewhere.origin).host}/v1.0/users`,
      `http://user:password@${host}/v1.0/users`,
      `https://${host}/v1.0/users`,
      `${world.graph.origin}/beta/users`,
      `${world.graph.origin}/v1.0/../beta/users`,
      `${world.graph.origin}/v1.0/%2e%2e/beta/users`,
      `${world.graph.origin}/v1.0`,
      `${world.graph.origin}.example/v1.0/users`,
      '/v1.0/users',
      '',
    ];
    for (const link of links) {
      const reply = json(200, { value: [roleObject(ROLES.globalAdministrator)], '@odata.nextLink': link });
      expect(await problemAfter('memberships', reply), link).toBe('unreadable');
    }
    expect(asked).toEqual([]);
    expect(world.graph.requests.filter(({ about }) => about === 'next page')).toEqual([]);
    expect(world.graph.requests.every(({ asked: { url } }) => url.pathname.startsWith('/v1.0/users/'))).toBe(true);
    await elsewhere.close();
  });
});
