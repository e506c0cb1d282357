import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/core/actor.ts';
import { DirectoryUnavailable } from '../../src/core/errors.ts';
import { objectId, tenantId } from '../../src/core/ids.ts';
import { ROLES } from '../world/graph.ts';
import { json } from '../world/serve.ts';
import { member, problemOf, useDirectory } from './directory-world.ts';

const world = useDirectory();
const { tenant } = world;

describe('the directory', () => {
  it('names the roles that a member holds', async () => {
    const admin = world.person({ roles: [ROLES.globalAdministrator, ROLES.securityReader] });
    expect(await world.directory.standingOf(admin)).toEqual(member('Global Administrator', 'Security Reader'));
  });

  it('knows members without a role', async () => {
    expect(await world.directory.standingOf(world.person())).toEqual(member());
  });

  it('goes by the template of a role, and neither by its name nor by roles that mean nothing here', async () => {
    const roles = [ROLES.lookalike, ROLES.directoryReaders];
    expect(await world.directory.standingOf(world.person({ roles }))).toEqual(member());
  });

  it('finds a role on a later page', async () => {
    const roles = [ROLES.directoryReaders, ROLES.lookalike, ROLES.securityAdministrator, ROLES.globalReader];
    const admin = world.person({ roles, pageSize: 2 });
    expect(await world.directory.standingOf(admin)).toEqual(member('Security Administrator', 'Global Reader'));
    expect(world.graph.requests.filter(({ about }) => about === 'next page')).toHaveLength(2);
  });

  it('says that a guest is a guest, whatever role it holds', async () => {
    expect(await world.directory.standingOf(world.person({ userType: 'Guest' }))).toEqual({ kind: 'guest' });
    const admin = world.person({ userType: 'guest', roles: [ROLES.globalAdministrator] });
    expect(await world.directory.standingOf(admin)).toEqual({ kind: 'guest' });
  });

  it('says that an account is disabled, whatever role it holds', async () => {
    const admin = world.person({ accountEnabled: false, roles: [ROLES.globalAdministrator] });
    expect(await world.directory.standingOf(admin)).toEqual({ kind: 'disabled' });
  });

  it('takes somebody without an object id, or with an odd one, for a stranger, and asks nobody', async () => {
    expect(await world.directory.standingOf({ tenant, objectId: null, name: 'Nobody' })).toEqual({ kind: 'stranger' });
    for (const odd of ['', '../me', '29:1abc', `${randomUUID()}/manager`]) {
      expect(await world.directory.standingOf({ tenant, objectId: objectId(odd), name: 'Odd' })).toEqual({
        kind: 'stranger',
      });
    }
    expect([...world.graph.requests, ...world.authority.requests]).toEqual([]);
  });

  it('asks with a token of the tenant of the one who acts', async () => {
    const elsewhere = tenantId(randomUUID());
    const admin = world.person({ tenant: elsewhere, roles: [ROLES.globalAdministrator] });
    expect(await world.directory.standingOf({ ...admin, tenant: elsewhere })).toEqual(member('Global Administrator'));
    expect(await problemOf(world.directory.standingOf(admin))).toBe('no-such-person');
  });

  it('asks anew each time', async () => {
    const admin = world.person({ roles: [ROLES.globalAdministrator] });
    await world.directory.standingOf(admin);
    world.graph.add({ ...admin, roles: [] });
    expect(await world.directory.standingOf(admin)).toEqual(member());
    expect(world.authority.requests).toHaveLength(1);
  });

  it('asks for what it needs, and for no more', async () => {
    const { objectId } = world.person();
    await world.directory.standingOf({ tenant, objectId, name: 'Ada' });
    const asked = world.graph.requests.map(({ asked: { method, url } }) => `${method} ${url.pathname}${url.search}`);
    expect(asked.sort()).toEqual([
      `GET /v1.0/users/${objectId}/transitiveMemberOf?$select=id,roleTemplateId&$top=999`,
      `GET /v1.0/users/${objectId}?$select=userType,accountEnabled`,
    ]);
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
    const admin = world.person();
    const anything = fc.json({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(anything, anything, fc.integer({ min: 200, max: 599 }), async (account, memberships, status) => {
        world.graph.fault = ({ about }) => ({
          status: status % 3 === 0 && status !== 204 && status !== 304 ? status : 200,
          headers: { 'content-type': 'application/json' },
          body: about === 'account' ? account : memberships,
        });
        const standing = await standingOrDoubt(world.directory.standingOf(admin));
        expect(standing?.kind === 'member' ? [...standing.roles] : []).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('roles come from whole lists of well-formed roles alone', async () => {
    const admin = world.person();
    const { globalAdministrator, securityReader, lookalike } = ROLES;
    const mostly = (usual: unknown, ...odd: unknown[]) =>
      fc.oneof({ arbitrary: fc.constant(usual), weight: 9 }, { arbitrary: fc.constantFrom(...odd), weight: 1 });
    const membership = fc.record(
      {
        '@odata.type': mostly(
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
      userType: mostly('Member', 'member', 'Guest', null, ['Member']),
      accountEnabled: mostly(true, false, null, 'true', 1),
    });
    await fc.assert(
      fc.asyncProperty(account, fc.array(membership, { maxLength: 3 }), async (account, value) => {
        world.graph.fault = ({ about }) => json(200, about === 'account' ? account : { value });
        const standing = await standingOrDoubt(world.directory.standingOf(admin));
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
