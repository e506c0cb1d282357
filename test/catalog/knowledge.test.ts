import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/catalog/knowledge.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { textsOf } from '../../src/catalog/search/words.ts';
import { CatalogMistakes } from '../../src/core/errors.ts';
import { folder, SHIPPED, told } from './folders.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
const capabilities = [...catalog.capabilities.values()];
const plain = (text: string): string => textsOf(text).join(' ');

describe('The jobs of each page', () => {
  it('are fourteen or more', () => {
    for (const { id, tasks } of capabilities) expect(tasks.length, id).toBeGreaterThanOrEqual(14);
  });

  it('say more than a word or two, in a line', () => {
    for (const { id, tasks } of capabilities) {
      for (const task of tasks) {
        expect(textsOf(task).length, `${id}: ${task}`).toBeGreaterThanOrEqual(3);
        expect(task.length, `${id}: ${task}`).toBeLessThanOrEqual(90);
      }
    }
  });

  it('stand in one page only', () => {
    const owners = new Map<string, string>();
    for (const { id, tasks } of capabilities) {
      for (const task of tasks) {
        const owner = owners.get(plain(task));
        expect(owner, `${id}: ${task}`).toBeUndefined();
        owners.set(plain(task), id);
      }
    }
  });

  it('repeat no name and no alias', () => {
    const names = new Set(capabilities.flatMap(({ name, aliases }) => [name, ...aliases]).map(plain));
    for (const { id, tasks } of capabilities) {
      for (const task of tasks) expect(names.has(plain(task)), `${id}: ${task}`).toBe(false);
    }
  });

  it('differ from each other by more than one word', () => {
    for (const { id, tasks } of capabilities) {
      const words = tasks.map(textsOf);
      words.forEach((one, at) => {
        for (const other of words.slice(at + 1)) {
          const differing = one.filter((word, i) => word !== other[i]).length;
          expect(one.length !== other.length || differing > 1, `${id}: ${one.join(' ')}`).toBe(true);
        }
      });
    }
  });
});

describe('A mistake in what is known of words', () => {
  const withFile = (file: string, content: string): string => {
    const dir = folder();
    cpSync(SHIPPED, dir, { recursive: true });
    writeFileSync(join(dir, file), content);
    return dir;
  };
  const refused = (file: string, content: string): string => {
    try {
      loadKnowledge(withFile(file, content));
      return 'nothing';
    } catch (error) {
      if (error instanceof CatalogMistakes) return error.message.slice(error.message.indexOf(file));
      throw error;
    }
  };

  it('of synonyms is told with its file, group and place', () => {
    expect(refused('synonyms.json', '{"strict":[["mail"]],"soft":[]}')).toBe(
      'synonyms.json: entry strict: 0: must hold two words or more',
    );
    expect(refused('synonyms.json', '{"strict":[]}')).toBe('synonyms.json: entry soft: is missing');
  });

  it('of what is found elsewhere, too', () => {
    expect(refused('elsewhere.json', '{"products":["X"],"topics":{"School":[]}}')).toBe(
      'elsewhere.json: entry topics: School: must hold a text',
    );
    expect(refused('elsewhere.json', '[]')).toMatch(/^elsewhere.json: /);
  });

  it('of tasks stops the catalogue: a page that is not there, a job that is no text', () => {
    const tasks: unknown = JSON.parse(readFileSync(join(SHIPPED, 'tasks.json'), 'utf8'));
    const changed = (change: object): string =>
      withFile('tasks.json', JSON.stringify(Object.assign({}, tasks, change)));
    expect(told({ shipped: changed({ nowhere: ['do something there'] }) })).toEqual([
      'nowhere null: there is no capability nowhere',
    ]);
    expect(told({ shipped: changed({ dkim: ['sign mails', 7] }) })).toEqual([
      'dkim 1: Expected string, received number',
    ]);
  });
});

describe('What is found elsewhere', () => {
  it('names no page of the catalogue', () => {
    const names = new Set(capabilities.flatMap(({ name, aliases }) => [name, ...aliases]).map(plain));
    for (const text of [...loadKnowledge().elsewhere.values()].flat()) expect(names.has(plain(text)), text).toBe(false);
  });
});
