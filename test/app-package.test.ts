import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeAppPackage, readVariables, type Variables, variablesIn } from '../scripts/app-package.ts';
import { LANGUAGES } from '../src/wording/languages.ts';

const GUID = '11111111-2222-4333-8444-555555555555';
/** What provision and the operator fill in. */
const FILLED: Variables = {
  APP_NAME_SUFFIX: '-dev',
  TEAMS_APP_ID: GUID,
  BOT_ID: GUID,
  PUBLIC_HOSTNAME: 'signpost.example.com',
  PRIVACY_URL: 'https://example.com/privacy',
  TERMS_URL: 'https://example.com/terms',
};

const Manifest = z.object({
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  bots: z.array(
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      commandLists: z.array(z.object({ commands: z.array(z.object({ title: z.string(), description: z.string() })) })),
    }),
  ),
  composeExtensions: z.array(
    z.object({
      botId: z.string(),
      messageHandlers: z.array(z.unknown()),
      commands: z.array(
        z.object({
          id: z.string(),
          type: z.string(),
          title: z.string(),
          description: z.string(),
          context: z.array(z.string()),
          initialRun: z.boolean().optional(),
          fetchTask: z.boolean().optional(),
          semanticDescription: z.string().optional(),
          samplePrompts: z.array(z.object({ text: z.string() })).default([]),
          parameters: z
            .array(z.object({ name: z.string(), title: z.string(), description: z.string() }).passthrough())
            .default([]),
        }),
      ),
    }),
  ),
  validDomains: z.array(z.string()),
});

const made = await makeAppPackage(FILLED);
const files = unzipSync(made.zip);
const textOf = (name: string) => strFromU8(files[name] ?? new Uint8Array());
const json = z.record(z.unknown()).parse(JSON.parse(textOf('manifest.json')));
const manifest = Manifest.parse(json);
const stringsOf = (tag: string) => z.record(z.string()).parse(JSON.parse(textOf(`${tag}.json`)));
const [bot] = manifest.bots;
const [extension] = manifest.composeExtensions;

describe('the app package', () => {
  it('follows the schemas that Teams publishes for it', () => {
    expect(made.problems).toEqual([]);
  });

  it('holds the manifest, both icons and the texts, and nothing else', () => {
    expect(Object.keys(files).sort()).toEqual(
      ['color.png', 'manifest.json', 'outline.png', ...[...LANGUAGES.keys()].map((tag) => `${tag}.json`)].sort(),
    );
  });

  it('has every variable filled in', () => {
    for (const name of Object.keys(files)) if (name.endsWith('.json')) expect(textOf(name)).not.toContain('${{');
  });

  it('is the same, byte by byte, each time it is made', async () => {
    expect((await makeAppPackage(FILLED)).zip).toEqual(made.zip);
  });

  it.each(['TEAMS_APP_ID', 'BOT_ID', 'PUBLIC_HOSTNAME', 'PRIVACY_URL', 'TERMS_URL'])(
    'is refused without %s',
    async (name) => {
      expect((await makeAppPackage({ ...FILLED, [name]: '' })).problems).toEqual([`${name} has no value`]);
    },
  );

  it('is refused where a value breaks the schema, and says where', async () => {
    const { problems } = await makeAppPackage({ ...FILLED, BOT_ID: 'not a GUID', APP_NAME_SUFFIX: '-'.repeat(30) });
    expect(problems.join('\n')).toMatch(/botId/);
    expect(problems.join('\n')).toMatch(/name\/short/);
    expect(problems.join('\n')).toMatch(/^en\.json: /m);
  });
});

describe('the manifest', () => {
  it('brings the bot to people, teams and group chats', () => {
    expect(bot).toMatchObject({ botId: GUID, scopes: ['personal', 'team', 'groupChat'] });
  });

  it('lists the commands', () => {
    const commands = bot?.commandLists.flatMap((list) => list.commands);
    expect(commands?.map(({ title }) => title)).toEqual(['redirect', 'notify', 'where', 'help']);
  });

  it('offers the search in the compose box, with pages to begin with', () => {
    const search = extension?.commands.find(({ id }) => id === 'where');
    expect(search).toMatchObject({ type: 'query', context: ['compose', 'commandBox'], initialRun: true });
    expect(search?.parameters.map(({ name }) => name)).toEqual(['question']);
  });

  it('tells Copilot what the search is for, and gives examples', () => {
    const search = extension?.commands.find(({ id }) => id === 'where');
    expect(search?.semanticDescription).toMatch(/moved/);
    expect(search?.samplePrompts.length).toBeGreaterThanOrEqual(3);
    expect(search?.parameters[0]).toHaveProperty('semanticDescription');
  });

  it('offers to find the page that a message is about, in a dialog that the bot makes', () => {
    const action = extension?.commands.find(({ id }) => id === 'where.message');
    expect(action).toMatchObject({ type: 'action', context: ['message'], fetchTask: true });
  });

  it('unfurls links to this server, and no others', () => {
    expect(extension?.messageHandlers).toEqual([{ type: 'link', value: { domains: ['signpost.example.com'] } }]);
  });

  it('asks for no permission, no sign-in and no device', () => {
    const asked = ['permissions', 'devicePermissions', 'webApplicationInfo', 'authorization'];
    expect(Object.keys(json).filter((key) => asked.includes(key))).toEqual([]);
  });

  it('tells of the consent that is needed once', () => {
    expect(manifest.description.full).toMatch(/admin consent/);
  });

  it('borrows no name of Microsoft’s for its own', () => {
    expect(`${manifest.name.short} ${manifest.name.full}`).not.toMatch(/microsoft|teams|office|defender|365|chat|bot/i);
  });

  it('opens this server’s own pages inside Teams, and no others', () => {
    expect(manifest.validDomains).toEqual(['signpost.example.com']);
  });
});

describe('the texts in the default language', () => {
  const { $schema: _, ...texts } = stringsOf('en');

  it('are those of the manifest, each one', () => {
    const said = Object.keys(texts).map((path) => [path, at(json, path)]);
    expect(Object.entries(texts)).toEqual(said);
  });

  it('leave no text of the manifest out', () => {
    const commands = bot?.commandLists.flatMap((list) => list.commands) ?? [];
    const offered = extension?.commands ?? [];
    const shown = [
      ...[manifest.name, manifest.description].flatMap(({ short, full }) => [short, full]),
      ...[...commands, ...offered, ...offered.flatMap(({ parameters }) => parameters)].flatMap(
        ({ title, description }) => [title, description],
      ),
      ...offered.flatMap(({ samplePrompts }) => samplePrompts.map(({ text }) => text)),
    ];
    expect(shown.filter((text) => !Object.values(texts).includes(text))).toEqual([]);
  });
});

describe.each([...LANGUAGES.keys()])('the texts in %s', (tag) => {
  const [texts, english] = [stringsOf(tag), stringsOf('en')];

  it('are announced, and as many as the English ones', () => {
    const { defaultLanguageTag, additionalLanguages } = z
      .object({ defaultLanguageTag: z.string(), additionalLanguages: z.array(z.object({ languageTag: z.string() })) })
      .parse(json.localizationInfo);
    expect([defaultLanguageTag, ...additionalLanguages.map(({ languageTag }) => languageTag)]).toContain(tag);
    expect(Object.keys(texts)).toEqual(Object.keys(english));
  });

  it('call the commands what they are called: one types them', () => {
    const titles = Object.keys(english).filter((path) => /^bots.*\.title$/.test(path));
    expect(titles.map((path) => texts[path])).toEqual(['redirect', 'notify', 'where', 'help']);
  });

  it('name the consent that is needed once', () => {
    for (const word of ['Microsoft Graph', 'User.Read.All', 'RoleManagement.Read.Directory']) {
      expect(texts['description.full']).toContain(word);
    }
  });
});

it.each([...LANGUAGES.keys()].filter((tag) => tag !== 'en'))(
  'the texts in %s leave nothing in English but names',
  (tag) => {
    const [texts, english] = [stringsOf(tag), stringsOf('en')];
    const same = Object.keys(english).filter((path) => texts[path] === english[path] && !/^bots.*\.title$/.test(path));
    expect(same).toEqual(['$schema', 'name.short']);
  },
);

/** What stands in the manifest at `bots[0].commandLists[0]…`. */
function at(value: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([key]) => key === step)?.[1]
        : undefined,
    value,
  );
}

describe('the icons', () => {
  it.each([
    ['color', 192],
    ['outline', 32],
  ])('%s.png is the drawing of its SVG, and as large as Teams wants it', (name, size) => {
    const png = readFileSync(`appPackage/${name}.png`);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    const drawn = new Resvg(readFileSync(`appPackage/${name}.svg`, 'utf8'), { font: { loadSystemFonts: false } });
    expect(drawn.render().pixels.equals(new Resvg(inSvg(png, size)).render().pixels)).toBe(true);
  });
});

/** A drawing that shows a PNG pixel by pixel. */
const inSvg = (png: Buffer, size: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><image width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/></svg>`;

describe.each(['dev', 'local'])('the environment file of %s', (name) => {
  const variables = Object.keys(readVariables(name));

  it.each(['manifest', 'en', 'de', 'fr'].map((name) => `appPackage/${name}.json`))(
    'has a line for each variable of %s',
    (file) => {
      expect(variablesIn(readFileSync(file, 'utf8')).filter((variable) => !variables.includes(variable))).toEqual([]);
    },
  );

  it('holds no secret', () => {
    expect(variables.filter((variable) => /SECRET|PASSWORD|TOKEN|_KEY$/.test(variable))).toEqual([]);
  });
});
