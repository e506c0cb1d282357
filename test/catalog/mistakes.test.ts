import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folder, load, mistakes, told } from './folders.ts';

const PAGE = {
  id: 'contoso-page',
  migration: 'mdo-scc',
  name: 'Contoso page',
  legacyPaths: ['/contoso'],
  destination: { portal: 'defender', url: 'https://security.microsoft.com/contoso' },
};
const MOVE = {
  id: 'contoso',
  title: 'Contoso',
  fromPortal: 'scc',
  toPortal: 'defender',
  toHost: 'security.microsoft.com',
};
const PORTAL = { id: 'contoso', name: 'Contoso', hosts: ['contoso.example'] };

const page = (change: object) => told({ overlay: folder({ 'capabilities.json': [{ ...PAGE, ...change }] }) });
const move = (change: object) => told({ overlay: folder({ 'migrations.json': [{ ...MOVE, ...change }] }) });
const portal = (change: object) => told({ overlay: folder({ 'portals.json': [{ ...PORTAL, ...change }] }) });

describe('A catalogue mistake', () => {
  it('is told with its file, entry and field, and each on a line of its own', () => {
    const overlay = folder({
      'capabilities.json': [
        { ...PAGE, name: 7 },
        { ...PAGE, id: 'Other', migration: undefined },
      ],
    });
    const file = join(overlay, 'capabilities.json');
    expect(mistakes({ overlay }).map(({ file: at, entry, field }) => [at, entry, field])).toEqual([
      [file, 'contoso-page', 'name'],
      [file, 'Other', 'id'],
      [file, 'Other', 'migration'],
    ]);
    expect(() => load({ overlay })).toThrow(
      `${file}: entry contoso-page: name: Expected string, received number\n` +
        `${file}: entry Other: id: must be lower-case words joined by hyphens\n` +
        `${file}: entry Other: migration: is missing`,
    );
  });

  it('is none where the entry is right', () => {
    expect([page({}), move({}), portal({})]).toEqual([[], [], []]);
  });
});

describe('A file', () => {
  it('that is no JSON is refused, with the place of the slip', () => {
    const overlay = folder({ 'portals.json': '[{"id": "a",]' });
    expect(mistakes({ overlay })).toMatchObject([{ entry: null, field: null, file: join(overlay, 'portals.json') }]);
    expect(told({ overlay })[0]).toMatch(/is no JSON: .*position 12/);
  });

  it('may begin with a byte order mark, as some editors write it', () => {
    expect(told({ overlay: folder({ 'portals.json': `\ufeff${JSON.stringify([PORTAL])}` }) })).toEqual([]);
  });

  it.each([['{}'], ['null'], ['"x"']])('that holds %s and no array is refused', (content) => {
    expect(told({ overlay: folder({ 'portals.json': content }) })).toEqual(['null null: must be an array of entries']);
  });

  it('in another encoding is refused', () => {
    const overlay = folder();
    writeFileSync(join(overlay, 'portals.json'), Buffer.from('[{"id":"caf\u00e9"}]', 'latin1'));
    expect(told({ overlay })[0]).toMatch(/cannot be read as UTF-8/);
  });

  it('of more than 4 MB is refused', () => {
    expect(told({ overlay: folder({ 'portals.json': `[${' '.repeat(4 * 1024 * 1024)}]` }) })).toEqual([
      'null null: must be a file of at most 4194304 bytes',
    ]);
  });

  it('with another name is refused: it may be misspelt', () => {
    const overlay = folder({ 'capabilites.json': [] });
    expect(mistakes({ overlay })).toMatchObject([
      {
        file: join(overlay, 'capabilites.json'),
        problem: 'is none of migrations.json, portals.json, capabilities.json',
      },
    ]);
  });

  it('whose name begins with a dot is left alone: mounted configuration keeps its own there', () => {
    const overlay = folder({ '.DS_Store': 'x' });
    mkdirSync(join(overlay, '..2026_01_01'));
    expect(told({ overlay })).toEqual([]);
  });

  it('that is a folder is refused', () => {
    const overlay = folder();
    mkdirSync(join(overlay, 'portals.json'));
    expect(told({ overlay })[0]).toMatch(/must be a file/);
  });

  it('in a folder that is not there is refused by the name of the variable', () => {
    const overlay = join(folder(), 'nowhere');
    const [mistake] = mistakes({ overlay });
    expect(mistake?.message).toBe(
      `CATALOG_DIR: ${overlay} cannot be read as a folder: ENOENT: no such file or directory, scandir '${overlay}'`,
    );
  });
});

describe('An entry', () => {
  it.each([
    ['an unknown field', { legacyPath: ['/x'] }, 'legacyPath: is no field of such an entry'],
    [
      'an unknown field inside',
      { destination: { portal: 'defender', link: 'x' } },
      'destination.link: is no field of such an entry',
    ],
    ['a missing field', { destination: undefined }, 'destination: is missing'],
    ['an empty name', { name: ' ' }, 'name: must not be empty'],
    [
      'a category of its own',
      { category: 'fax' },
      "category: Invalid enum value. Expected 'security' | 'compliance' | 'mail-flow' | 'shared', received 'fax'",
    ],
    ['notes of 201 characters', { notes: 'x'.repeat(201) }, 'notes: String must contain at most 200 character(s)'],
    ['hidden: false', { hidden: false }, 'hidden: Invalid literal value, expected true'],
  ])('with %s is refused', (_what, change, problem) => {
    expect(page(change)).toContain(`contoso-page ${problem}`);
  });

  it('that is no object is refused by its place', () => {
    expect(told({ overlay: folder({ 'capabilities.json': [PAGE, 'x'] }) })).toEqual([
      'number 2 null: Expected object, received string',
    ]);
  });

  it('whose id stands twice in a file is refused', () => {
    expect(told({ overlay: folder({ 'capabilities.json': [PAGE, { id: PAGE.id, hidden: true }] }) })).toContain(
      'contoso-page id: stands twice in this file',
    );
  });

  it.each(['Contoso', 'contoso_page', 'contoso--page', '-contoso', 'contoso page', ''])(
    'with the id %j is refused',
    (id) => {
      expect(page({ id })[0]).toMatch(/ id: must be lower-case words joined by hyphens$/);
    },
  );

  it('that is anything at all is either taken or told as a mistake of its file', () => {
    const names = fc.constantFrom('migrations.json', 'portals.json', 'capabilities.json');
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(Object.keys(PAGE).map((key) => [key, fc.jsonValue()])), { requiredKeys: [] }),
      fc.record({ id: fc.constantFrom('mde', 'scc', 'explorer'), hidden: fc.constantFrom(true, false) }),
    );
    const overlay = folder();
    fc.assert(
      fc.property(names, fc.array(entry, { maxLength: 4 }), (name, entries) => {
        for (const other of ['migrations.json', 'portals.json', 'capabilities.json'])
          writeFileSync(join(overlay, other), '[]');
        writeFileSync(join(overlay, name), JSON.stringify(entries));
        for (const { file, problem } of mistakes({ overlay })) {
          expect(file).toMatch(/\.json$/);
          expect(problem).not.toBe('');
        }
      }),
      { numRuns: 100 },
    );
  });
});
