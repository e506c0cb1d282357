import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frontdoor } from '../../../src/cli/export/frontdoor.ts';
import { readBicep } from '../../world/bicep.ts';
import { GATEWAY, listed, ORIGINS, rulesFor, SPELLINGS } from './exported.ts';

const { text, gateway } = rulesFor(frontdoor, 'on');

/** The rules as the file lists them, a line each: in Bicep a text escapes its backslashes. */
const rules = [...text.matchAll(/^ {2}\{ host: (.*) \}$/gm)].map(([line]) => {
  const field = (name: string) =>
    new RegExp(`\\b${name}: '((?:[^'\\\\]|\\\\.)*)'`).exec(line)?.[1]?.replace(/\\(.)/g, '$1') ?? '';
  return {
    host: field('host'),
    path: new RegExp(field('path')),
    query: field('query'),
    unless: field('unless'),
    to: `https://${field('toHost')}${field('toPath')}`,
    fragment: field('toFragment'),
  };
});

/** What Front Door does, as its documentation has it: the first rule whose conditions all hold; the query stays. */
function answer(host: string, path: string): string | null {
  const [before = '', query = ''] = path.slice(1).split('?');
  if (/[^A-Za-z0-9=&*._+%-]/.test(query)) return null;
  const rule = rules.find(
    (each) =>
      each.host === host &&
      each.path.test(before.toLowerCase()) &&
      (each.query === '' || new RegExp(each.query).test(query.toLowerCase())) &&
      !(each.unless !== '' && new RegExp(each.unless).test(query.toLowerCase())),
  );
  if (!rule) return null;
  return `${rule.to}${query === '' ? '' : `?${query}`}${rule.fragment === '' ? '' : `#${rule.fragment}`}`;
}

describe('the rule sets for Azure Front Door', () => {
  it('are Bicep', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signpost-bicep-'));
    const file = join(folder, 'signpost.bicep');
    writeFileSync(file, text);
    const bicep = readBicep(file);
    rmSync(folder, { recursive: true });
    expect(bicep.errors).toEqual([]);
    expect([...bicep.parameters.keys()]).toEqual(['profileName']);
    expect(bicep.texts).toContain('DeliveryRuleUrlRedirectActionParameters');
  });

  it('have at most 100 rules each', () => {
    const sets = text.split(/^var signpost\d+Rules/m).slice(1);
    expect(sets.length).toBeGreaterThan(1);
    for (const set of sets) expect(set.match(/^ {2}\{ host: /gm)?.length).toBeLessThanOrEqual(100);
  });

  it.each(Object.entries(SPELLINGS))('redirect old links as the gateway does, or not at all, %s', (_how, spell) => {
    let redirected = 0;
    for (const { host, path } of listed) {
      const link = spell(host, path);
      const theirs = answer(GATEWAY, `/go/${link}`);
      if (theirs === null) continue;
      redirected++;
      expect(theirs, link).toBe(gateway(link));
    }
    expect(redirected).toBeGreaterThan(300);
  });

  it('redirect what is asked of a host that is served itself', () => {
    const [host = ''] = ORIGINS.keys();
    expect(answer(host, '/securityAlert/1?a=1')).toBe('https://security.microsoft.com/alerts?a=1');
    expect(answer('protection.office.com', '/quarantine')).toBeNull();
  });

  it('leave a root page to Signpost where hash= may name another one', () => {
    expect(answer(GATEWAY, '/go/https://securitycenter.windows.com/?a=1')).toBe(
      'https://security.microsoft.com/homepage?a=1',
    );
    expect(answer(GATEWAY, '/go/https://securitycenter.windows.com/?hash=/machines')).toBeNull();
  });
});
