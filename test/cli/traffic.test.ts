import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilityId, migrationId } from '../../src/core/ids.ts';
import { dayOf, hourOf } from '../../src/core/time.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { OTHER_TENANT, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const DAY = 86_400_000;
const folder = temporaryFolder();
const environment = { DATA_DIR: join(folder.path, 'data'), GATEWAY_TENANT_ID: TENANT };
const now = Date.now();
let server: Storage;

beforeAll(async () => {
  server = await openSqlite(environment.DATA_DIR);
  const use = { migration: migrationId('mdo-scc'), capability: capabilityId('explorer'), count: 2 };
  await server.linkCounts.add(TENANT, {
    uses: [
      { ...use, hour: hourOf(now), outcome: 'redirected' },
      { ...use, hour: hourOf(now - 3 * DAY), outcome: 'off' },
      { ...use, hour: hourOf(now), capability: null, outcome: 'unknown-page' },
    ],
    orphans: [{ day: dayOf(now), migration: migrationId('entra'), path: '/gone', count: 2 }],
  });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe('signpost traffic, beside a running server', () => {
  it('prints days, pages and unknown paths', async () => {
    const { code, out } = await signpost(['traffic'], environment);
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^date +redirected +off +not-affected +by-hand +unknown-page$/);
    expect(out).toContain('6 in all');
    expect(out).toContain('explorer (mdo-scc): 2 redirected, 2 off');
    expect(out).toMatch(/^\/gone \(entra\): 2, last on \d{4}-\d\d-\d\d$/m);
  });

  it('prints JSON for a program', async () => {
    const { out } = await signpost(['traffic', '--json', '--days', '2'], environment);
    const counts = { redirected: 2, off: 0, 'not-affected': 0, 'by-hand': 0 };
    const today = new Date(now).toISOString().slice(0, 10);
    expect(JSON.parse(out)).toEqual({
      tenant: TENANT,
      total: 4,
      days: [expect.objectContaining({ redirected: 0 }), { date: today, ...counts, 'unknown-page': 2 }],
      links: [{ capability: 'explorer', migration: 'mdo-scc', ...counts, 'unknown-page': 0, total: 2 }],
      orphans: [{ migration: 'entra', path: '/gone', count: 2, lastDay: today }],
    });
  });

  it('tells another tenant nothing of it, and has nothing to tell before the first start', async () => {
    for (const env of [
      { ...environment, GATEWAY_TENANT_ID: OTHER_TENANT },
      { ...environment, DATA_DIR: folder.path },
    ]) {
      expect(JSON.parse((await signpost(['traffic', '--json'], env)).out)).toMatchObject({ total: 0, links: [] });
    }
  });

  it.each(['0', 'x', '99999'])('refuses --days %s', async (days) => {
    const { code, err } = await signpost(['traffic', '--days', days], environment);
    expect(code).toBe(2);
    expect(err).toContain('--days is a number');
  });
});
