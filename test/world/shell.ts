import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `signpost …` as a process of its own, to its end. */
export async function signpost(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ran> {
  const node = ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', ...args];
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const child = spawn(process.execPath, node, { cwd: ROOT, env, stdio: 'pipe' });
  child.stdin.on('error', () => {}).end(input); // it may end before it has read all
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.once('close', done)),
  ]);
  return { code, out, err };
}
