import { describe, expect, it } from 'vitest';
import { objectId, tenantId } from '../../src/core/ids.ts';
import { playgroundDirectory } from '../../src/directory/playground.ts';

const tenant = tenantId('playground');
const admin = objectId('00000000-0000-0000-0000-0000000000AD');

describe("the playground's directory", () => {
  const directory = playgroundDirectory(new Set([admin]));
  const standingOf = (id: typeof admin | null) => directory.standingOf({ tenant, objectId: id, name: 'Somebody' });

  it('takes those named for Global Administrators', async () => {
    expect(await standingOf(admin)).toEqual({ kind: 'member', roles: new Set(['Global Administrator']) });
  });

  it('takes everybody else for a member without a role', async () => {
    expect(await standingOf(objectId('somebody'))).toEqual({ kind: 'member', roles: new Set() });
  });

  it('takes somebody without an object id for a stranger', async () => {
    expect(await standingOf(null)).toEqual({ kind: 'stranger' });
  });
});
