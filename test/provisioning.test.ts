import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readVariables, variablesIn } from '../scripts/app-package.ts';
import { type Bicep, readBicep } from './world/bicep.ts';
import { npmPackage } from './world/npm-package.ts';

/** The package that holds the toolkit's schemas. */
const toolkit = await npmPackage('@microsoft/teamsfx-core', '3.1.3');

const Steps = z.array(
  z.object({
    uses: z.string(),
    with: z.record(z.unknown()),
    writeToEnvironmentFile: z.record(z.string()).default({}),
  }),
);
const Toolkit = z.object({ version: z.string(), provision: Steps, deploy: Steps, publish: Steps });

/** File, environment. */
const FILES = [
  ['teamsapp.yml', 'dev'],
  ['teamsapp.local.yml', 'local'],
] as const;

const JSON_FILE = z.record(z.unknown());
const readJson = (file: string) => JSON_FILE.parse(JSON.parse(readFileSync(file, 'utf8')));

describe.each(FILES)('%s', (file, environment) => {
  const text = readFileSync(file, 'utf8');
  const yaml = Toolkit.parse(parse(text));
  const steps = [...yaml.provision, ...yaml.deploy, ...yaml.publish];
  const strings = [...stringsIn(steps.map((step) => step.with))];
  const variables = Object.keys(readVariables(environment));

  it.skipIf(toolkit === null)('follows the toolkit’s schema', () => {
    const schema = readJson(join(toolkit ?? '', `resource/yaml-schema/${yaml.version}/yaml.schema.json`));
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    const holds = ajv.compile(schema);
    holds(parse(text));
    expect(holds.errors).toBeNull();
  });

  it('names only files that are there, or that it writes itself', () => {
    const named = strings.filter(
      (value) => value.startsWith('./') && !/^\.\/(appPackage\/)?build|localConfigs/.test(value),
    );
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('uses only variables that the environment file has, and secrets', () => {
    const parameters = strings
      .filter((value) => /^\.\/infra\/.*\.json$/.test(value))
      .map((path) => readFileSync(path, 'utf8'));
    const used = variablesIn([text, ...parameters].join('\n'));
    expect(used.filter((name) => !variables.includes(name) && !name.startsWith('SECRET_'))).toEqual([]);
  });

  it('writes into the environment file only what has a line there, and secrets', () => {
    const written = steps.flatMap((step) => Object.values(step.writeToEnvironmentFile));
    expect(written.filter((name) => !variables.includes(name) && !name.startsWith('SECRET_'))).toEqual([]);
  });

  it('checks the app package before it hands it to Teams', () => {
    for (const lifecycle of [yaml.provision, yaml.publish]) {
      const uses = lifecycle.map((step) => step.uses);
      const checked = uses.indexOf('teamsApp/validateAppPackage');
      expect(checked).toBeGreaterThan(uses.indexOf('teamsApp/zipAppPackage'));
      expect(uses.slice(checked + 1)).toHaveLength(1);
    }
  });
});

const templates = [
  'infra/azure.bicep',
  'infra/app.bicep',
  ...['bot', 'database', 'network', 'registry', 'vault'].map((name) => `infra/azure/${name}.bicep`),
].map((file): readonly [string, Bicep] => [file, readBicep(file)]);
const templateAt = (file: string): Bicep | undefined => templates.find(([path]) => path === normalize(file))?.[1];

const requiredOf = (template: Bicep | undefined) =>
  [...(template?.parameters ?? [])].flatMap(([name, { required }]) => (required ? [name] : []));

describe.each(templates)('%s', (file, template) => {
  it('is Bicep', () => expect(template.errors).toEqual([]));

  it('uses no name that it does not declare', () => expect(template.undeclared).toEqual([]));

  it('gives each module what it takes', () => {
    for (const { path, given } of template.modules) {
      const module = templateAt(join(dirname(file), path));
      expect(given.filter((name) => !module?.parameters.has(name))).toEqual([]);
      expect(requiredOf(module).filter((name) => !given.includes(name))).toEqual([]);
    }
  });

  it('uses only outputs that a module has', () => {
    const had = template.modules.flatMap(({ name, path }) =>
      (templateAt(join(dirname(file), path))?.outputs ?? []).map((output) => `${name}.${output.name}`),
    );
    expect(template.moduleOutputs.filter((output) => !had.includes(output))).toEqual([]);
  });

  it('puts no secret into an output', () => {
    const secrets = [...template.parameters].flatMap(([name, { secure }]) => (secure ? [name] : []));
    expect(template.outputs.flatMap(({ uses }) => uses.filter((name) => secrets.includes(name)))).toEqual([]);
  });
});

describe.each(['azure', 'app'])('infra/%s.parameters.json', (name) => {
  const given = z.record(z.object({ value: z.string() })).parse(readJson(`infra/${name}.parameters.json`).parameters);
  const template = templateAt(`infra/${name}.bicep`);

  it('gives what the template asks for, and nothing else', () => {
    expect(Object.keys(given).filter((key) => !template?.parameters.has(key))).toEqual([]);
    expect(requiredOf(template).filter((key) => !(key in given))).toEqual([]);
  });

  it('holds no secret itself', () => {
    const secure = Object.entries(given).filter(([key]) => template?.parameters.get(key)?.secure);
    expect(secure.filter(([, { value }]) => !/^\$\{\{SECRET_\w+\}\}$/.test(value))).toEqual([]);
  });

  it('has a line in the environment file for each output', () => {
    const variables = Object.keys(readVariables('dev'));
    expect(template?.outputs.map((output) => output.name).filter((output) => !variables.includes(output))).toEqual([]);
  });
});

describe('the rights that are asked for', () => {
  const PERMISSIONS = ['df021288-bdef-4463-88db-98f22de89214', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'];

  it('are two of Graph’s, the same for an application and for a managed identity', () => {
    const application = [...stringsIn(readJson('infra/aad.manifest.json').requiredResourceAccess)];
    const [graph, ...asked] = application.filter((value) => /^[0-9a-f]{8}-/.test(value));
    const script = readFileSync('infra/grant-graph-permissions.sh', 'utf8');
    const granted = [...script.matchAll(/^grant \S+ (\S+)$/gm)].map(([, id]) => id);
    expect(graph).toBe('00000003-0000-0000-c000-000000000000');
    expect(asked).toEqual(PERMISSIONS);
    expect(granted).toEqual(PERMISSIONS);
  });

  it('are two of Azure’s: pull the image, read the secrets', () => {
    const roles = templates.flatMap(([, { texts }]) =>
      texts.filter((value) => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value)),
    );
    expect(roles.sort()).toEqual(['4633458b-17de-408a-b890-0445c86b69e6', '7f951dda-4ed3-4680-a7ca-43fe172d538d']);
  });
});

describe('the program in Azure', () => {
  const app = readFileSync('infra/app.bicep', 'utf8');
  const documented = readFileSync('docs/configuration.md', 'utf8');

  it('is given variables that it knows', () => {
    const names = [...app.matchAll(/name: '([A-Z_]+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !documented.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('has its secrets from the vault', () => {
    expect(app).toMatch(/name: 'DATABASE_URL'\s+secretRef:/);
    expect(app).toMatch(/name: 'GATEWAY_SECRET'\s+secretRef:/);
    expect(app).not.toContain('BOT_PASSWORD');
  });
});

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* stringsIn(inner);
}
