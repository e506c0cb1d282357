import { SignpostError } from '../core/errors.ts';

/** Environment variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The start is refused. `problems`: one line each, which names its variable. */
export class BadConfig extends SignpostError {
  readonly code = 'bad-config';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * What is wrong with a value. It says what would be right and never repeats what was given:
 * that may be a secret which somebody put into the wrong variable.
 */
export class BadValue extends Error {}

/** Reads one value out of a text. @throws BadValue */
export type Parse<T> = (text: string) => T;

/** Reads variables one by one and gathers what is wrong with them. An empty text counts as unset. */
export class Variables {
  readonly #environment: Environment;
  readonly #problems = new Set<string>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  isSet(name: string): boolean {
    return this.#text(name) !== undefined;
  }

  /** The value, or `fallback` where it is unset or wrong. */
  read<T, F>(name: string, parse: Parse<T>, fallback: F): T | F {
    const text = this.#text(name);
    if (text === undefined) return fallback;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      this.refuse(name, error.message);
      return fallback;
    }
  }

  /** The value; undefined where it is wrong or unset, which is refused for the reason given. */
  need<T>(name: string, parse: Parse<T>, why: string): T | undefined {
    if (!this.isSet(name)) this.refuse(name, `missing; ${why}`);
    return this.read(name, parse, undefined);
  }

  refuse(name: string, problem: string): void {
    this.#problems.add(`${name}: ${problem}`);
  }

  /** One line for each problem, in the order in which the variables were read. */
  get problems(): readonly string[] {
    return [...this.#problems];
  }

  #text(name: string): string | undefined {
    return this.#environment[name] || undefined;
  }
}
