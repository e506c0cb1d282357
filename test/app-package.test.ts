import { readFileSync } from 'node:fs';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const GUID = '11111111-2222-4333-8444-555555555555';
/** What provision and the operator fill in. */
const FILLED: Readonly<Record<string, string>> = {
  TEAMS_APP_ID: GUID,
  BOT_ID: GUID,
  PUBLIC_HOSTNAME: 'signpost.example.com',
  PRIVACY_URL: 'https://example.com/privacy',
  TERMS_URL: 'https://example.com/terms',
};

const template = readFileSync('appPackage/manifest.json', 'utf8');
const environment = new Map(
  readFileSync('env/.env.dev', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
/** `${{NAME}}` stands for a variable of env/.env.dev. */
const namesIn = (text: string) => [...text.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

const Manifest = z.object({
  name: z.object({ short: z.string(), full: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  bots: z.array(
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      commandLists: z.array(z.object({ commands: z.array(z.object({ title: z.string() })) })),
    }),
  ),
  validDomains: z.array(z.string()),
});
const manifest: unknown = JSON.parse(
  template.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => environment.get(name) || FILLED[name] || ''),
);
const facts = Manifest.parse(manifest);

describe('the app package', () => {
  it('follows the schema that it names', async () => {
    // the type says every field of every manifest version; the schema is what is asked here
    expect(
      await AppManifestUtils.validateAgainstSchema(
        manifest as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0],
      ),
    ).toEqual([]);
  });

  it('brings the bot to people, teams and group chats', () => {
    expect(facts.bots).toMatchObject([{ botId: GUID, scopes: ['personal', 'team', 'groupChat'] }]);
  });

  it('lists the commands', () => {
    const commands = facts.bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands));
    expect(commands.map(({ title }) => title)).toEqual(['redirect', 'help']);
  });

  it('tells of the consent that is needed once', () => {
    expect(facts.description.full).toMatch(/admin consent/);
  });

  it('borrows no name of Microsoft’s for its own', () => {
    expect(`${facts.name.short} ${facts.name.full}`).not.toMatch(/microsoft|teams|office|defender|365|chat|bot/i);
  });

  it('opens this server’s own pages inside Teams, and no others', () => {
    expect(facts.validDomains).toEqual(['signpost.example.com']);
  });
});

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

describe('the environment file', () => {
  const steps = readFileSync('teamsapp.yml', 'utf8');

  it.each(['appPackage/manifest.json', 'teamsapp.yml'])('has a line for each variable of %s', (file) => {
    const missing = namesIn(readFileSync(file, 'utf8')).filter((name) => !environment.has(name));
    expect(missing).toEqual([]);
  });

  it('has a line for each id that provision writes, and holds no secret', () => {
    const written = [...steps.matchAll(/^ {6}\w+: ([A-Z_]+)$/gm)].map(([, name = '']) => name);
    expect(written.filter((name) => !environment.has(name))).toEqual(['SECRET_BOT_PASSWORD']);
    expect([...environment.keys()].filter((name) => /SECRET|PASSWORD|KEY/.test(name))).toEqual([]);
  });
});
