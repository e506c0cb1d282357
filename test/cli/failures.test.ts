import { describe, expect, it } from 'vitest';
import { signpost } from '../world/shell.ts';

const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const verify = (address: string) => signpost(['verify'], { GATEWAY_TENANT_ID: TENANT, DATABASE_URL: address });

describe('A command that gets nothing from its database says so in a line', () => {
  it.each([
    ['is out of reach', 'postgres://nobody:canary@127.0.0.1:9/none', /^signpost: the database cannot be reached.*\n$/],
    [
      'has an address that is none',
      'postgres://nobody:canary@127.0.0.1/none?sslrootcert=/nonexistent',
      /^signpost: the database's address cannot be used.*\n$/,
    ],
  ])('where it %s', async (_where, address, line) => {
    const { code, out, err } = await verify(address);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(line);
    expect(err).not.toContain('canary');
  });
});
