import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { buildSearchIndex } from '../../src/catalog/search-index.ts';
import { shown } from '../core/answers/ask.ts';
import { folder, load } from './folders.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const index = buildSearchIndex(catalog, loadKnowledge());

const best = (question: string): string | undefined => index.find(question, 1).ranked[0]?.capability.id;
const by = (question: string) => index.find(question, 1).ranked[0]?.by;

describe('The index of the shipped catalogue', () => {
  it('finds each page by its name, and by every alias', () => {
    for (const { id, name, aliases } of catalog.capabilities.values()) {
      for (const text of [name, ...aliases]) expect(shown(text), text).toContain(id);
    }
  });

  it('finds a page by nearly each of its jobs', () => {
    const jobs = [...catalog.capabilities.values()].flatMap(({ id, tasks }) => tasks.map((task) => ({ id, task })));
    const found = jobs.filter(({ id, task }) => best(task) === id).length;
    expect(found / jobs.length).toBeGreaterThan(0.97);
  });

  it('says by what it found a page: name, alias, job or the words of its menu', () => {
    expect(by('where is the quarantine')).toEqual({ kind: 'name', text: 'Quarantine' });
    expect(by('online archive')).toEqual({ kind: 'alias', text: 'online archive' });
    expect(by('who opened the payroll folder last week')?.kind).toBe('task');
    expect(by('drive shipping SAS')?.kind).toBe('alias');
  });

  it.each([
    ['whre did quarentine go', 'quarantine'],
    ['mesage trcae', 'message-trace'],
    ['antispam policy', 'anti-spam'],
    ['anitspam', 'anti-spam'],
    ['safelinks', 'safe-links'],
    ['comunication complaince', 'supervision'],
  ])('reads slips and words written as one: %s', (question, id) => {
    expect(best(question)).toBe(id);
  });

  it.each([
    ['MCAS governance log', 'mdca-governance-log'],
    ['governance log of Cloud App Security', 'mdca-governance-log'],
    ['Azure ATP health', 'mdi-health-center'],
    ['device list in Microsoft Defender Security Center', 'mde-device-inventory'],
    ['ECP distribution lists', 'eac-groups'],
  ])('tells siblings apart by the portal that is named, also by its former name: %s', (question, id) => {
    expect(best(question)).toBe(id);
  });

  it('takes another word for the same thing', () => {
    expect(best('e-mail tracing')).toBe(best('mail tracing'));
    expect(best('quarantined e-mails')).toBe('quarantine');
  });

  it.each([['Slack retention settings'], ['bake a cake'], ['parking permit'], ['zzzz qqqq']])(
    'holds it for more probable that %s means no page at all',
    (question) => {
      expect(index.find(question, 1).none).toBeGreaterThan(0.5);
    },
  );

  it('gives probabilities that sum to 1 with that of no page, the highest first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (question) => {
        const { ranked, none } = index.find(question, catalog.capabilities.size);
        const probabilities = ranked.map(({ probability }) => probability);
        if (ranked.length === 0) return none === 1;
        expect(probabilities.reduce((sum, value) => sum + value, none)).toBeCloseTo(1, 6);
        expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
        return true;
      }),
    );
  });

  it('ranks at most as many as asked for', () => {
    expect(index.find('policy for mails', 4).ranked).toHaveLength(4);
  });
});

describe('An organisation’s own pages', () => {
  const PAGE = {
    id: 'contoso-vpn',
    migration: 'mdo-scc',
    name: 'VPN request',
    destination: { portal: 'defender' },
    tasks: ['work from my kitchen with access to the file server'],
  };

  it('are found by name and by their own jobs', () => {
    const own = load({ overlay: folder({ 'capabilities.json': [PAGE] }) });
    const { find } = buildSearchIndex(own, loadKnowledge());
    expect(find('where is the VPN request form', 1).ranked[0]?.capability.id).toBe('contoso-vpn');
    expect(find('working from the kitchen', 1).ranked[0]?.capability.id).toBe('contoso-vpn');
  });

  it('that replace a shipped one keep its jobs, or bring their own', () => {
    const replace = (tasks?: string[]) =>
      load({ overlay: folder({ 'capabilities.json': [{ ...PAGE, id: 'dkim', name: 'DKIM', tasks }] }) });
    const tasksOf = (own: ReturnType<typeof load>) =>
      [...own.capabilities.values()].find(({ id }) => id === 'dkim')?.tasks;
    expect(tasksOf(replace())?.length).toBeGreaterThan(13);
    expect(tasksOf(replace(['sign it']))).toEqual(['sign it']);
  });

  it('that are hidden are never found', () => {
    const own = load({ overlay: folder({ 'capabilities.json': [{ id: 'dkim', hidden: true }] }) });
    const { ranked } = buildSearchIndex(own, loadKnowledge()).find('dkim', 20);
    expect(ranked.map(({ capability }) => capability.id)).not.toContain('dkim');
  });
});
