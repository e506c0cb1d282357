import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ADA, offForm, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const folder = temporaryFolder();
const environment = {
  DATA_DIR: join(folder.path, 'data'),
  GATEWAY_TENANT_ID: TENANT,
  PUBLIC_URL: 'https://go.contoso.example',
};
let server: Storage;

beforeAll(async () => {
  server = await openSqlite(environment.DATA_DIR);
  await turnOff(settingsPorts(server.settings), ADA, offForm());
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const run = (...args: readonly string[]) => signpost(['export', ...args], environment);

describe('signpost export, beside a running server', () => {
  it('follows the settings as they are, and says so', async () => {
    const { code, out, err } = await run('--format', 'nginx');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^# Signpost \d+\.\d+\.\d+: redirect rules for nginx, made 20\d\d-[^ ]+Z\.$/m);
    expect(out).toContain(`# The settings of tenant ${TENANT} as they were then:`);
    expect(out).toContain('#   mdo-scc: off (version 1, since 2026-11-24T12:00:00.000Z)');
    expect(out).toContain('#   mde: on (never changed)');
    expect(out).toContain('https://go.contoso.example/go/<URL>');
    expect(out).not.toContain('https://security.microsoft.com/threatexplorer');
  });

  it('writes the rules of a full move before anybody turns it on', async () => {
    const { out } = await run('--format', 'nginx', '--state', 'on');
    expect(out).toContain('# Every setting counts as on.');
    expect(out).toContain('https://security.microsoft.com/threatexplorer');
  });

  it('says what the rules leave to Signpost, and what they do not know', async () => {
    const { out } = await run('--format', 'caddy');
    for (const said of ['hash routes', 'sessions', 'changes', 'counts', 'unknown pages']) expect(out).toContain(said);
  });

  it('says it beside the rules where these have no room for it', async () => {
    const { code, out, err } = await run('--format', 'cloudflare', '--state', 'on');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toBeInstanceOf(Array);
    expect(err).toContain('redirect rules for Cloudflare');
    expect(err).toMatch(/altogether, for these reasons: .*top-malware/);
  });

  it('takes another host for the gateway', async () => {
    const { out } = await run('--format', 'frontdoor', '--state', 'on', '--host', 'Links.Contoso.Example');
    expect(out).toContain("host: 'links.contoso.example'");
    expect(out).not.toContain('go.contoso.example');
  });

  it.each([
    [['--format', 'apache'], '--format is one of nginx, caddy, cloudflare, frontdoor'],
    [[], '--format is one of'],
    [['--format', 'nginx', '--state', 'off'], '--state is present or on'],
    [['--format', 'nginx', '--host', 'https://go.contoso.example'], '--host is a host name'],
    [['--format', 'nginx', '--hosts', 'x'], '--hosts'],
  ])('refuses %j', async (args, said) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
