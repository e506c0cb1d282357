import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { ADA, offForm, settingsPorts, TENANT, temporaryFolder } from '../world/settings.ts';
import { signpost } from '../world/shell.ts';

const OLD = 'https://protection.office.com/threatexplorer';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());
const explain = (...args: string[]) =>
  signpost(['explain', ...args], { DATA_DIR: folder.path, GATEWAY_TENANT_ID: TENANT });

describe('signpost explain', () => {
  it('says where a link leads, then each step', async () => {
    const { code, out, err } = await explain(`${OLD}?a=1`);
    expect(out.trimEnd().split('\n')).toEqual([
      'Redirected to its new place.',
      'Leads to https://security.microsoft.com/threatexplorer?a=1',
      `1. Read as ${OLD}?a=1.`,
      '2. Its host belongs to Office 365 Security & Compliance Center, an old portal.',
      '3. The path names the page: /threatexplorer.',
      '4. That is Explorer, listed as /threatexplorer.',
      '5. The setting that decides is on: Security items of the S&CC to Microsoft 365 Defender.',
      '6. Its new place is on security.microsoft.com.',
      '7. Parameters taken along: a.',
      '   Nobody has changed this setting yet.',
    ]);
    expect([code, err]).toEqual([0, '']);
  });

  it('goes by the settings as they are, beside the running server that holds them', async () => {
    const storage = await openSqlite(folder.path);
    await turnOff(settingsPorts(storage.settings), ADA, offForm());
    const { out } = await explain('--json', OLD);
    await storage.close();
    expect(JSON.parse(out)).toMatchObject({
      decision: 'off',
      target: OLD,
      setting: { state: 'off', version: 1, since: '2026-11-24T12:00:00.000Z', until: null },
    });
  });

  it('as JSON is one line', async () => {
    const { out } = await explain('--json', 'https://evil.example/');
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ url: 'https://evil.example/', decision: 'unknown-host', target: null });
  });

  it('explains any text, and nothing in it acts on the terminal', async () => {
    const { code, out } = await explain('https://protection.office.com/%1b[31mred%07');
    expect(code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('knows the hosts that the gateway serves itself', async () => {
    const { out } = await signpost(['explain', '--json', 'https://protection.office.com/permissions'], {
      DATA_DIR: folder.path,
      GATEWAY_TENANT_ID: TENANT,
      GATEWAY_HOSTS: 'protection.office.com=https://old.example',
    });
    expect(JSON.parse(out)).toMatchObject({ target: 'https://old.example/permissions' });
  });

  it('needs no tenant: the catalogue’s own settings decide then', async () => {
    const { code, out } = await signpost(['explain', '--json', OLD], { DATA_DIR: folder.path });
    expect([code, JSON.parse(out).decision]).toEqual([0, 'redirected']);
  });

  it.each([[[]], [['one', 'two']]])('is told how it is used where its words are %o', async (args) => {
    const { code, err } = await explain(...args);
    expect(code).toBe(2);
    expect(err).toContain('usage: signpost explain');
  });
});
