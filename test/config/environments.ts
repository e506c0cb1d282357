import { BadConfig, type Config, type Environment, readConfig } from '../../src/config.ts';

export const BOT_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const OTHER_TENANT = 'bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const KEY = 'a key of the gateway with 32 bytes or more';

const PRODUCTION: Environment = { BOT_ID, BOT_PASSWORD: 'client secret', BOT_TENANT_ID: TENANT };

/** The config of a whole production environment with these changes. */
export const production = (changes: Environment = {}): Config => readConfig({ ...PRODUCTION, ...changes });

/** The lines that refuse this environment. */
export function problemsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof BadConfig) return error.problems;
    throw error;
  }
  return [];
}

/** The lines that refuse a whole production environment with these changes. */
export const refusals = (changes: Environment): readonly string[] => problemsOf({ ...PRODUCTION, ...changes });

/** The names of the variables that this reader asks for. */
export function askedBy(read: (environment: Environment) => unknown, environment: Environment): ReadonlySet<string> {
  const asked = new Set<string>();
  const noting = new Proxy(environment, {
    get: (target, name) => {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name);
    },
  });
  try {
    read(noting);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
  }
  return asked;
}

/** Every variable that the program knows. */
export const VARIABLES: readonly string[] = [
  ...askedBy(readConfig, { MODE: 'production' }).union(askedBy(readConfig, { MODE: 'playground' })),
];
