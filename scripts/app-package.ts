import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';

const FOLDER = 'appPackage';
const SCHEMAS = 'node_modules/@microsoft/app-manifest/build/json-schemas/teams';

/** Width and height in pixels that Teams wants of each icon. */
const ICON_SIZES = { color: 192, outline: 32 } as const;

/** The one variable that may be empty, as in the toolkit. */
const MAY_BE_EMPTY = 'APP_NAME_SUFFIX';

export type Variables = Readonly<Record<string, string | undefined>>;

export const environmentFile = (name: string): string => `env/.env.${name}`;

/** The environment's committed file; what the process has set goes before it, as in the toolkit. */
export function readVariables(name: string): Variables {
  const file = parseEnv(readFileSync(environmentFile(name), 'utf8'));
  const given = Object.fromEntries(
    Object.keys(file).flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])),
  );
  return { ...file, ...given };
}

/** `${{NAME}}` stands for a variable. */
const PLACEHOLDER = /\$\{\{\s*(\w+)\s*\}\}/g;

export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)),
];

const fill = (text: string, variables: Variables): string =>
  text.replace(PLACEHOLDER, (_, name: string) => variables[name] ?? '');

/** What of a manifest decides which files go into the package. */
const Manifest = z.object({
  manifestVersion: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({
    defaultLanguageFile: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })).default([]),
  }),
});

export interface AppPackage {
  readonly zip: Uint8Array;
  /** What is wrong with it; empty: Teams' schemas hold. */
  readonly problems: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** The package that Teams takes, made from appPackage/ with an environment's ids, and checked without a network. */
export async function makeAppPackage(variables: Variables): Promise<AppPackage> {
  const template = readFileSync(join(FOLDER, 'manifest.json'), 'utf8');
  const missing = variablesIn(template).filter((name) => name !== MAY_BE_EMPTY && !variables[name]);
  const problems = missing.map((name) => `${name} has no value`);
  const text = fill(template, variables);
  const manifest: unknown = JSON.parse(text);
  const { manifestVersion, icons, localizationInfo } = Manifest.parse(manifest);
  const files: Record<string, Uint8Array> = { 'manifest.json': Buffer.from(text) };
  if (missing.length === 0) problems.push(...(await manifestProblems(manifest)));

  for (const name of ['color', 'outline'] as const) {
    const icon = readFileSync(join(FOLDER, icons[name]));
    const [size, width, height] = [ICON_SIZES[name], icon.readUInt32BE(16), icon.readUInt32BE(20)];
    if (width !== size || height !== size)
      problems.push(`${icons[name]}: ${width}×${height} instead of ${size}×${size}`);
    files[icons[name]] = icon;
  }
  const { defaultLanguageFile, additionalLanguages } = localizationInfo;
  const strings = localizationCheck(manifestVersion);
  for (const file of [defaultLanguageFile, ...additionalLanguages.map(({ file }) => file)]) {
    const localized = fill(readFileSync(join(FOLDER, file), 'utf8'), variables);
    problems.push(...strings(JSON.parse(localized)).map((problem) => `${file}: ${problem}`));
    files[file] = Buffer.from(localized);
  }
  return { zip: zipped(files), problems, files };
}

async function manifestProblems(manifest: unknown): Promise<string[]> {
  // the type says every field of every manifest version; the schema is what is asked here
  const asked = manifest as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
  return (await AppManifestUtils.validateAgainstSchema(asked)).map((problem) => `manifest.json: ${problem}`);
}

function localizationCheck(manifestVersion: string): (strings: unknown) => string[] {
  const file = join(SCHEMAS, `v${manifestVersion}`, 'MicrosoftTeams.Localization.schema.json');
  const { $schema: _draft4, ...schema } = z.record(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  // its patterns are no regular expressions by Unicode's rules, and it names a draft that ajv no longer knows
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, validateFormats: false });
  const holds = ajv.compile(schema);
  return (strings) =>
    holds(strings) ? [] : (holds.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The same files give the same bytes: each entry has the earliest time that a zip can tell. */
const zipped = (files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync({ ...files } satisfies Zippable, { mtime: new Date(1980, 0, 1), level: 9 });
