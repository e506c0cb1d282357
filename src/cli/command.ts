import type { Environment } from '../config.ts';

/** Exit codes: what was asked holds, it does not, and the words were wrong. */
export const EXIT = { yes: 0, no: 1, usage: 2 } as const;
export type ExitCode = number;

/** Where a command reads and writes. */
export interface Shell {
  readonly environment: Environment;
  /** A line on standard output. */
  readonly print: (line: string) => void;
  /** A line on standard error. */
  readonly complain: (line: string) => void;
  readonly input: AsyncIterable<string>;
  /** Standard output is a terminal that shows colours. */
  readonly colour: boolean;
}

/** One command of `signpost`, loaded only when it is called. */
export interface CliCommand {
  readonly usage: string;
  readonly run: (args: readonly string[], shell: Shell) => Promise<ExitCode>;
}

/** The words were wrong: usage is shown, and the exit code is 2. */
export class UsageMistake extends Error {}
