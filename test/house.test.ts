import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** A line of code in a file of the house. */
type Line = readonly [file: string, code: string];

const imports = (file: string, from: string): Line => [file, `import '${from}';`];
const EDGES = [
  'catalog',
  'storage',
  'directory',
  'pages',
  'gateway',
  'web',
  'cards',
  'observability',
  'bot',
  'notices',
];
/** What more than one edge shows: cards in Teams, pages in a browser. */
const SHARED = ['cards', 'pages'];

const REFUSED: ReadonlyArray<readonly [rule: string, lines: readonly Line[]]> = [
  [
    'noRestrictedImports',
    [
      imports('src/core/x.ts', 'node:crypto'),
      imports('src/core/x.ts', 'zod'),
      imports('src/core/x.ts', '../wording/en.ts'),
      imports('src/core/deep/x.ts', '../../storage/open.ts'),
      imports('src/bot/x.ts', '../start/open-bot.ts'),
      imports('src/wording/x.ts', '../core/actor.ts'),
      imports('src/wording/x.ts', 'zod'),
      ...EDGES.flatMap((folder) => [
        imports(`src/${folder}/x.ts`, '../config.ts'),
        imports(`src/${folder}/x.ts`, '../server.ts'),
        imports(`src/${folder}/deep/x.ts`, '../../cli/where.ts'),
        ...EDGES.filter((other) => other !== folder && !SHARED.includes(other)).flatMap((other) => [
          imports(`src/${folder}/x.ts`, `../${other}/y.ts`),
          imports(`src/${folder}/deep/x.ts`, `../../${other}/y.ts`),
        ]),
      ]),
      imports('src/gateway/x.ts', '../cards/status.ts'),
      imports('src/bot/x.ts', '../pages/layout.ts'),
      imports('src/notices/x.ts', '../pages/layout.ts'),
      imports('src/pages/x.ts', '../cards/status.ts'),
      ...EDGES.filter((folder) => folder !== 'bot').flatMap((folder) => [
        imports(`src/${folder}/x.ts`, 'botbuilder'),
        imports(`src/${folder}/deep/x.ts`, '@microsoft/teams-ai/lib/Application.js'),
      ]),
      imports('src/main.ts', 'botbuilder'),
      imports('src/server.ts', 'botframework-schema'),
      imports('src/cli/x.ts', 'botbuilder-core'),
      imports('src/config.ts', './storage/open.ts'),
      imports('src/config/x.ts', '../storage/open.ts'),
    ],
  ],
  [
    'noProcessEnv',
    ['main.ts', 'server.ts', 'storage/x.ts', 'config/x.ts', 'cli/x.ts'].map((file) => [
      `src/${file}`,
      'export const port = process.env.PORT;',
    ]),
  ],
  ['noExplicitAny', [['src/bot/x.ts', 'export const card: any = 1;']]],
  ['noNonNullAssertion', [['src/bot/x.ts', 'export const first = (list: string[]) => list[0]!;']]],
  ['noSkippedTests', [['test/x.test.ts', "test.skip('later', () => {});"]]],
  ['noFocusedTests', [['test/x.test.ts', "test.only('this', () => {});"]]],
];

const TAKEN: readonly Line[] = [
  imports('src/core/x.ts', './actor.ts'),
  imports('src/wording/x.ts', './en.ts'),
  ...EDGES.flatMap((folder) => [
    imports(`src/${folder}/x.ts`, './y.ts'),
    imports(`src/${folder}/x.ts`, '../core/actor.ts'),
    imports(`src/${folder}/deep/x.ts`, '../../wording/en.ts'),
    imports(`src/${folder}/deep/x.ts`, '../y.ts'),
    imports(`src/${folder}/x.ts`, 'zod'),
  ]),
  imports('src/bot/commands/x.ts', '../../cards/status.ts'),
  imports('src/bot/commands/x.ts', 'botbuilder'),
  imports('src/notices/x.ts', '../cards/status.ts'),
  imports('src/gateway/x.ts', '../pages/layout.ts'),
  imports('src/web/deep/x.ts', '../../pages/layout.ts'),
  imports('src/config.ts', './config/clouds.ts'),
  imports('src/config/x.ts', '../core/ids.ts'),
  imports('src/main.ts', './storage/open.ts'),
  imports('src/server.ts', './gateway/decide.ts'),
  imports('src/cli/x.ts', '../storage/open.ts'),
  ['src/config.ts', 'export const port = process.env.PORT;'],
];

const Report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

describe('the linter keeps the house in order', () => {
  const house = mkdtempSync(join(tmpdir(), 'signpost-house-'));
  let diagnostics: z.infer<typeof Report>['diagnostics'] = [];
  const filed = new Map<string, string[]>();

  /** The rules that spoke about this line. */
  const rulesOn = ([file, code]: Line) => {
    const number = (filed.get(file) ?? []).indexOf(code) + 1;
    const here = diagnostics.filter(({ location }) => location.path === file && location.start.line === number);
    return here.map(({ category }) => category.slice(category.lastIndexOf('/') + 1));
  };

  beforeAll(() => {
    for (const [file, code] of [...REFUSED.flatMap(([, lines]) => lines), ...TAKEN]) {
      filed.set(file, [...(filed.get(file) ?? []), code]);
    }
    for (const [file, lines] of filed) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), `${lines.join('\n')}\n`);
    }
    copyFileSync('biome.json', join(house, 'biome.json'));
    const biome = resolve('node_modules/.bin/biome');
    const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '--max-diagnostics=none'], {
      cwd: house,
      encoding: 'utf8',
    });
    diagnostics = Report.parse(JSON.parse(stdout)).diagnostics;
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it.each(REFUSED)('%s refuses each line that breaks it', (rule, lines) => {
    expect(lines.filter((line) => !rulesOn(line).includes(rule))).toEqual([]);
  });

  it('takes each line that follows them', () => {
    const refusals = ['noRestrictedImports', 'noProcessEnv'];
    expect(TAKEN.filter((line) => rulesOn(line).some((rule) => refusals.includes(rule)))).toEqual([]);
  });

  it('knows every folder of src', () => {
    const known = ['core', 'wording', 'config', 'start', 'cli', ...EDGES];
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(known).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
  });
});
