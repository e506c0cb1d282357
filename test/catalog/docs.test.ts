import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capabilityId, migrationId } from '../../src/core/ids.ts';
import { signpost } from '../world/shell.ts';
import { folder, load, told } from './folders.ts';

const guide = readFileSync(new URL('../../docs/catalog.md', import.meta.url), 'utf8');

/** The files that a section of the guide shows, by name. */
function filesOf(heading: string): Record<string, string> {
  const section = guide.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const blocks = section.matchAll(/^`([a-z]+\.json)`\n```json\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, name = '', json = '']) => [name, json]));
}

describe('docs/catalog.md', () => {
  it('shows an example that loads as it stands', () => {
    const files = filesOf('A worked example');
    expect(Object.keys(files)).toEqual(['portals.json', 'migrations.json', 'capabilities.json']);
    const catalog = load({ overlay: folder(files) });
    expect(catalog.migrations.get(migrationId('contoso-desk'))).toMatchObject({
      settingDefault: 'on',
      toPortal: 'Contoso Help',
    });
    expect(catalog.capabilities.get(capabilityId('contoso-vpn-request'))?.movedBy).toBe('contoso-desk');
    expect(catalog.capabilities.get(capabilityId('contoso-ticket-archive'))?.movedBy).toBeNull();
  });

  it('shows how to try it before the server does', async () => {
    const [, url = ''] = /npm run -s signpost -- explain (\S+)/.exec(guide) ?? [];
    const { code, out } = await signpost(['explain', url], { CATALOG_DIR: folder(filesOf('A worked example')) });
    expect(code).toBe(0);
    expect(out).toContain('Leads to https://help.contoso.com/network/vpn\n');
  });

  it('shows how to change and to hide what ships', () => {
    const files = filesOf('Change or hide what ships');
    expect(Object.keys(files)).toEqual(['capabilities.json', 'migrations.json']);
    const catalog = load({ overlay: folder(files) });
    expect(catalog.capabilities.get(capabilityId('service-assurance'))?.destination?.portal).toBe('service-trust');
    expect(catalog.capabilities.has(capabilityId('gdpr-dashboard'))).toBe(false);
  });

  it('shows a mistake as it is told', () => {
    const { 'capabilities.json': page = '', ...files } = filesOf('A worked example');
    const overlay = folder({ ...files, 'capabilities.json': page.replace('"/fax"', '"fax"') });
    const [mistake] = told({ overlay });
    expect(guide).toContain(`entry ${mistake?.replace(' ', ': ')}`);
  });

  it('names every file of the shipped catalogue, and every field of an entry', () => {
    const fields = ['capabilities', 'migrations', 'portals'].flatMap((name) => {
      const entries: unknown = JSON.parse(
        readFileSync(new URL(`../../src/catalog/data/${name}.json`, import.meta.url), 'utf8'),
      );
      return Object.keys(Object.assign({}, ...(Array.isArray(entries) ? entries : [])));
    });
    for (const field of new Set(fields)) expect(guide).toContain(`\`${field}\``);
  });
});
