import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { textsOf } from '../../src/catalog/search/words.ts';
import { buildSearchIndex } from '../../src/catalog/search-index.ts';
import { CatalogMistakes } from '../../src/core/errors.ts';
import { readQuestions } from '../answers/questions.ts';
import { answersOf, ask, first, PORTS, shown } from '../core/answers/ask.ts';
import { folder, SHIPPED } from './folders.ts';

const entries = z.record(z.object({ de: z.array(z.string()), fr: z.array(z.string()) }));
const names = z
  .object({ portals: entries, capabilities: entries })
  .parse(JSON.parse(readFileSync(join(SHIPPED, 'names.json'), 'utf8')));
const capabilities = [...PORTS.catalog.capabilities.values()];
const plain = (text: string): string => textsOf(text).join(' ');

/** Each name in another language, and what it stands for. */
const translations = Object.entries(names.capabilities).flatMap(([id, { de, fr }]) =>
  [...de, ...fr].map((name) => [name, id] as const),
);

describe('The names in German and French', () => {
  it('are given to each page, and to portals that are there', () => {
    expect(Object.keys(names.capabilities)).toEqual(capabilities.map(({ id }) => id));
    for (const [id, { de, fr }] of Object.entries(names.capabilities)) {
      expect(Math.min(de.length, fr.length), id).toBeGreaterThan(0);
    }
    const portals = new Set<string>(PORTS.catalog.portals.keys());
    expect(Object.keys(names.portals).filter((id) => !portals.has(id))).toEqual([]);
  });

  it('stand for one page each, and for no word that means several', () => {
    const owners = new Map<string, string>();
    for (const { id, name, aliases } of capabilities)
      for (const text of [name, ...aliases]) owners.set(plain(text), id);
    for (const { term, ids } of PORTS.catalog.ambiguous)
      if (!owners.has(plain(term))) owners.set(plain(term), ids.join());
    for (const [name, id] of translations) {
      expect([name, owners.get(plain(name)) ?? id]).toEqual([name, id]);
      owners.set(plain(name), id);
    }
  });

  it('find their page, with words of asking around them and without', () => {
    for (const [id, { de, fr }] of Object.entries(names.capabilities)) {
      for (const name of de) expect(shown(`Wo ist ${name} jetzt hin?`), name).toContain(id);
      for (const name of fr) expect(shown(`Où se trouve maintenant ${name} ?`), name).toContain(id);
    }
    for (const [name, id] of translations) expect(shown(name), name).toContain(id);
  });

  it('are told as what the page was found by', () => {
    const by = PORTS.index.find('Wohin ist die Nachrichtenablaufverfolgung umgezogen?', 1).ranked[0]?.by;
    expect(by).toEqual({ kind: 'alias', text: 'Nachrichtenablaufverfolgung' });
  });

  it('do not change what English questions are answered', () => {
    const knowledge = loadKnowledge();
    const translations = { portals: new Map(), capabilities: new Map() };
    const english = buildSearchIndex(PORTS.catalog, { ...knowledge, translations });
    const changed = readQuestions('practice').filter(
      ({ q }) => answersOf(ask(q, { index: english }))[0]?.capability.id !== answersOf(ask(q))[0]?.capability.id,
    );
    expect(changed).toEqual([]);
  });

  it.each([
    ['{"portals":{}}', 'capabilities: is missing'],
    ['{"portals":{},"capabilities":{"dkim":{"de":["DKIM"]}}}', 'capabilities: dkim.fr: is missing'],
    ['{"portals":{},"capabilities":{"dkim":{"de":[""],"fr":[]}}}', 'capabilities: dkim.de.0: must not be empty'],
    ['{"portals":{},"capabilities":{"dkim":{"de":[],"fr":[],"nl":[]}}}', 'capabilities: dkim'],
  ])('that are no names stop the start: %s', (content, problem) => {
    const dir = folder();
    cpSync(SHIPPED, dir, { recursive: true });
    writeFileSync(join(dir, 'names.json'), content);
    expect(() => loadKnowledge(dir)).toThrow(CatalogMistakes);
    expect(() => loadKnowledge(dir)).toThrow(`names.json: entry ${problem}`);
  });
});

describe('Words of asking', () => {
  it.each([
    ['Wo ist', 'Quarantäne', 'jetzt?'],
    ['Wohin ist die', 'Quarantäne', 'umgezogen?'],
    ['Wo finde ich die', 'Quarantäne'],
    ['Wo sind die Seiten der', 'Quarantäne', 'geblieben?'],
    ['Ich finde die', 'Quarantäne', 'nicht mehr'],
    ['Où est passée la', 'quarantaine', '\u202f?'],
    ['Où se trouve la', 'quarantaine', 'maintenant ?'],
    ['ou est-ce que je trouve la', 'quarantaine'],
    ['Je ne trouve plus la', 'quarantaine'],
    ['Quelqu’un sait où l’on trouve la', 'quarantaine', 'désormais ?'],
  ])('tell nothing: %s %s %s', (...asked) => {
    const words = (text: string) => PORTS.index.find(text, 3);
    expect(words(asked.join(' '))).toEqual(words(asked[1] ?? ''));
  });
});

describe.each(['blind-de', 'blind-fr'] as const)('The questions of %s', (set) => {
  const questions = readQuestions(set);

  it('are 60, of five kinds alike', () => {
    const kinds = Object.groupBy(questions, ({ kind }) => kind);
    expect(Object.values(kinds).map((some) => some?.length)).toEqual([12, 12, 12, 12, 12]);
  });

  it('are answered, nine in ten at the first try', () => {
    const asked = questions.filter(({ kind }) => kind !== 'none');
    expect(asked.filter(({ q, expect }) => expect.includes(first(q))).length / asked.length).toBeGreaterThan(0.9);
  });

  it('get no answer where there is none', () => {
    for (const { q } of questions.filter(({ kind }) => kind === 'none')) expect(shown(q), q).toEqual([]);
  });
});
