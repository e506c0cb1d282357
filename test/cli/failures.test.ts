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

describe('A command that does not exist', () => {
  it('is answered with the one that may have been meant, or with where they are listed', async () => {
    expect(await signpost(['wher'])).toMatchObject({
      code: 2,
      out: '',
      err: 'signpost: there is no command "wher"; did you mean where?\n',
    });
    expect((await signpost(['flux'])).err).toBe('signpost: there is no command "flux"; signpost --help lists them\n');
  });
});
