import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import manifest from '../appPackage/manifest.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };
import { COMMANDS as SAID } from '../src/bot/commands.ts';
import { readCommand } from '../src/bot/read-command.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { hasSetting } from '../src/core/migration.ts';
import { nearest } from '../src/core/nearest.ts';
import type { RoleName } from '../src/core/roles.ts';
import { wordsFor } from '../src/wording/languages.ts';
import { VARIABLES } from './config/environments.ts';
import { catalog, openGatewayWorld } from './gateway/gateway-world.ts';
import { codeOf, docOf, docs } from './world/docs.ts';
import { TENANT, temporaryFolder } from './world/settings.ts';
import { signpost } from './world/shell.ts';

/** What a document says, and each match of a pattern in it. */
const found = (texts: readonly string[], pattern: RegExp): readonly (readonly string[])[] =>
  texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match.map((part = '') => part)));

const everyDoc = docs.map((doc) => [doc.file, doc] as const);

/** Folders that hold what is written by hand; those below the root come first in a path. */
const FOLDERS = ['src', 'test', 'scripts', 'infra', 'docs', 'env', 'appPackage'];
/** Made on the reader's machine. */
const MADE = ['env/.env.dev.user', 'appPackage/build/', 'build/'];
const isMade = (path: string): boolean => MADE.some((made) => path.startsWith(made));

const files = [
  ...readdirSync('.', { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ),
];

/** A file that is named without its folder, or with a part of it. */
const FILE = /^[\w./-]+\.(?:ts|mjs|json|jsonl|yml|yaml|bicep|sh)$/;

describe.each(everyDoc)('%s', (file, doc) => {
  it('leads nowhere but to what is there', () => {
    const links = found([doc.prose], /\]\(([^)\s]+)\)/g).map(([, target = '']) => target);
    const dead = links.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : normalize(join(dirname(file), path));
      if (!existsSync(to)) return true;
      return anchor !== undefined && !docOf(to).anchors.has(anchor);
    });
    expect(dead).toEqual([]);
  });

  it('names no file or folder that is not there', () => {
    const texts = [doc.prose, ...doc.blocks.map(({ code }) => code)];
    const paths = found(texts, new RegExp(`(?<![\\w./-])(?:${FOLDERS.join('|')})/[\\w./-]*[\\w/]`, 'g'));
    expect(paths.flatMap(([path = '']) => (existsSync(path) || isMade(path) ? [] : [path]))).toEqual([]);
    // `server.ts` and `bot/gate.ts`, as the text around it says where
    const short = doc.spans.filter((span) => FILE.test(span) && !span.startsWith('/') && !isMade(span));
    expect(short.filter((span) => !files.some((path) => `/${path}`.endsWith(`/${span}`)))).toEqual([]);
  });

  it('names no npm script that is not there, and no benchmark', () => {
    const scripts = found(codeOf(doc), /\bnpm run (?:-s )?([\w-]+)/g).map(([, name = '']) => name);
    expect(scripts.filter((name) => name !== 'x' && !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
    const benches = found(codeOf(doc), /\bbench -- ([\w-]+)/g).map(([, name = '']) => name);
    expect(benches.filter((name) => !existsSync(`test/bench/${name}.ts`))).toEqual([]);
  });

  it('names no command of the command line that is not there, and no option that it does not take', async () => {
    const said = found(
      codeOf(doc),
      /(?:^signpost|\bnpm run (?:-s )?signpost --|\bsrc\/cli\/main\.ts) ([a-z]+)\b([^#|>]*)/g,
    );
    for (const [line, name = '', rest = ''] of said) {
      const usage = Object.hasOwn(COMMANDS, name) ? (await COMMANDS[name]?.load())?.usage : undefined;
      expect([line, usage]).toEqual([line, expect.stringContaining(`usage: signpost ${name}`)]);
      for (const [option = ''] of found([rest], /--[a-z]+/g))
        expect([line, usage]).toEqual([line, expect.stringContaining(option)]);
    }
  });

  it('says nothing to Signpost that it does not understand', () => {
    const names = SAID.map(({ name }) => name);
    const said = doc.spans.filter((span) => {
      const [, first = '', more = ''] = /^\/([a-z]+)( .+)?$/.exec(span) ?? [];
      const isHelp = more === ' help'; // of any command: answered by help, like all that cannot be read
      return !isHelp && (nearest(first, names).length > 0 || (first !== '' && more !== ''));
    });
    for (const text of said) {
      const filledIn = text.replace('<digits>', '63b623c10261').replace(/<[a-z ]+>/, 'https://protection.office.com/');
      expect([text, readCommand(filledIn, SAID).kind]).toEqual([text, 'command']);
    }
  });

  it('names no environment variable that nobody reads', () => {
    const names = found(codeOf(doc), /(?<![\w-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g).map(([name = '']) => name);
    expect(
      names.filter((name) => !VARIABLES.includes(name) && !OTHER_VARIABLES.test(name) && !isInTooling(name)),
    ).toEqual([]);
  });
});

/** Read by Node.js, by OpenTelemetry, and by the reader's own shell line for Cloudflare. */
const OTHER_VARIABLES = /^(?:NODE_\w+|OTEL_\w+|ACCOUNT_ID|LIST_ID|CLOUDFLARE_API_TOKEN)$/;

/** Where variables of a deployment and of scripts are read. */
const tooling = files
  .filter(
    (file) =>
      /^(?:scripts|env|infra)\/|^(?:compose|teamsapp)/.test(file) &&
      /\.(?:ts|ya?ml|json|sh|bicep|dev|local)$/.test(file),
  )
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const isInTooling = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(tooling);

describe('CONTRIBUTING.md', () => {
  it('has a line for every script that somebody calls', () => {
    const { prose } = docOf('CONTRIBUTING.md');
    const names = Object.keys(packageJson.scripts).filter(
      (name) => !(name.startsWith('pre') && name.slice(3) in packageJson.scripts),
    );
    expect(names.filter((name) => !new RegExp(`\`npm (?:run (?:-s )?)?${name}\\b`).test(prose))).toEqual([]);
  });
});

describe('docs/use.md', () => {
  it('has a row for every command that the help offers, and names what one can do with a message', () => {
    const { spans, prose } = docOf('docs/use.md');
    const migrations = [...catalog.migrations.values()].filter(hasSetting);
    const administrator = {
      standing: { kind: 'member', roles: new Set<RoleName>() },
      readable: migrations,
      changeable: migrations,
    } as const;
    const offered = SAID.flatMap((command) => command.help(wordsFor('en'), administrator));
    const named = offered.map(({ say }) => say.replace(/ (?:<link>|threat explorer)$/, ''));
    expect(named.filter((say) => !spans.some((span) => span === say || span.startsWith(`${say} `)))).toEqual([]);
    const onMessages = manifest.composeExtensions
      .flatMap(({ commands }) => commands)
      .filter(({ type }) => type === 'action');
    for (const { title } of onMessages) expect(prose).toContain(`*${title}*`);
  });
});

describe('What the docs show of a program’s answer', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const environment = { DATA_DIR: folder.path, GATEWAY_TENANT_ID: TENANT };
  const { blocks } = docOf('docs/gateway.md');
  /** Each line for a shell, and what stands below it. */
  const shown = blocks.flatMap(({ language, code }, at) =>
    language === 'sh'
      ? code
          .trimEnd()
          .split('\n')
          .map((line) => [line, blocks[at + 1]?.language === '' ? (blocks[at + 1]?.code ?? '') : ''] as const)
      : [],
  );

  it.each(shown.filter(([line]) => line.startsWith('npm run -s signpost')))('%s', async (line, output) => {
    const words = [...line.replace(/ >.*/, '').matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, bare = '']) => quoted ?? bare,
    );
    const { code, out } = await signpost(words.slice(words.indexOf('--') + 1), environment);
    expect(code).toBe(0);
    if (output !== '') expect(out).toBe(output);
  });

  it('is what the gateway answers', async () => {
    const [line = '', output = ''] = shown.find(([each]) => each.startsWith('curl -si ')) ?? [];
    const [, link = ''] = /\/go\/(\S+)/.exec(line) ?? [];
    const world = await openGatewayWorld();
    const { status, location, decision } = await world.go(link);
    await world.close();
    expect(output).toBe(`HTTP/1.1 ${status} Found\nLocation: ${location}\nSignpost-Decision: ${decision}\n`);
  });

  it('is the hash of the receipt above it', () => {
    const { blocks } = docOf('docs/receipts.md');
    const code = (language: string) => blocks.find((block) => block.language === language)?.code.trimEnd() ?? '';
    expect(createHash('sha256').update(code('json')).digest('hex')).toBe(code('text'));
  });
});
