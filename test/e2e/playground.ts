import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PersonName, startAgentsPlayground } from '../../scripts/agents-playground.ts';
import { freePort } from '../world/free-port.ts';

/** What `npm run playground` starts, running. */
export interface RunningPlayground {
  /** The page that stands for Teams, where Alex Wilber acts. */
  readonly clientUrl: string;
  readonly botUrl: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** All that it has written to standard output and standard error. */
  output(): string;
  /** A second client of the same bot, where another person acts; resolves to its address. */
  addPerson(person: PersonName): Promise<string>;
  /** As Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>;
}

const SCRIPT = join(import.meta.dirname, '../../scripts/playground.ts');

/** Runs the playground's script with these environment variables until it exits or has said where it is. */
export function runPlayground(variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLAYGROUND_PORT: '0', PLAYGROUND_OPEN: '0', ...variables },
  });
  let output = '';
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        const url = /^Teams client +(http\S+)[\s\S]*Ctrl-C/m.exec(output)?.[1];
        if (url) resolve(url);
      });
    }
    exit.then(() => reject(new Error(`The playground did not start:\n${output}`)));
  });
  ready.catch(() => {}); // whoever waits for it is told
  return { process: child, ready, exit, output: () => output };
}

/** Starts the bot and its client in a data folder of their own, which goes with them. */
export async function startPlayground(variables: Readonly<Record<string, string>> = {}): Promise<RunningPlayground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'signpost-playground-'));
  const port = await freePort();
  const run = runPlayground({ PORT: String(port), DATA_DIR: dataDir, ...variables });
  const clientUrl = await run.ready;
  const botUrl = `http://127.0.0.1:${port}`;
  const others: ChildProcess[] = [];
  return {
    clientUrl,
    botUrl,
    dataDir,
    process: run.process,
    output: run.output,
    addPerson: (person) => {
      const folder = join(dataDir, `playground-of-${person}`);
      const endpoint = `${botUrl}/api/messages`;
      const playground = startAgentsPlayground({ folder, endpoint, port: 0, currentUser: person });
      others.push(playground.process);
      return playground.url;
    },
    stop: async () => {
      for (const other of others) other.kill();
      run.process.kill('SIGINT');
      const code = await run.exit;
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
