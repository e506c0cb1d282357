import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDataConfig } from '../../src/config.ts';
import { askedBy, VARIABLES } from './environments.ts';

describe('docs/configuration.md', () => {
  it('has a row for each variable that is read, and for no other', () => {
    const table = readFileSync('docs/configuration.md', 'utf8').split('## All variables')[1]?.split('\n## ')[0] ?? '';
    const rows = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(VARIABLES.toSorted());
  });
});

describe('the command line', () => {
  it('asks for no bot and no secret', () => {
    const asked = askedBy(readDataConfig, {});
    const secret = ['BOT_ID', 'BOT_PASSWORD', 'GATEWAY_SECRET'];
    expect(secret.filter((name) => asked.has(name))).toEqual([]);
  });

  it('works where nothing is set', () => {
    expect(readDataConfig({})).toMatchObject({ dataDir: '.data', gatewayTenant: null });
  });

  it('is refused for a mistake in what it does ask for', () => {
    expect(() => readDataConfig({ DATABASE_URL: 'mysql://' })).toThrow(/^DATABASE_URL: /);
  });
});
