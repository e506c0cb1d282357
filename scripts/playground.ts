/**
 * `npm run playground`: the bot on the embedded database, and the Microsoft 365 Agents Playground as its Teams client.
 * Ctrl-C ends both; where one of them ends by itself, so does the other.
 *
 * PORT the bot's (3978) · PLAYGROUND_PORT the Playground's (56150, a free one where it is taken) · PLAYGROUND_OPEN=0 opens
 * no browser · PLAYGROUND_ADMINS who counts as an administrator (you; empty: nobody) · DATA_DIR (.data)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PEOPLE, startAgentsPlayground } from './agents-playground.ts';

/** The bot is ready in a second or two; a slow disk may take longer. */
const READY_LIMIT_MS = 60_000;
/** The bot gives running turns some seconds to end; whoever takes longer is killed. */
const STOP_LIMIT_MS = 12_000;

const { HOST = '127.0.0.1', PORT = '3978', PLAYGROUND_PORT = '56150', DATA_DIR = '.data' } = process.env;
const MAIN = join(import.meta.dirname, '../src/main.ts');
const you = PEOPLE.alex;
const admins = process.env.PLAYGROUND_ADMINS ?? you.aadObjectId;
const folder = join(DATA_DIR, 'agents-playground');
const botUrl = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
const botLog = join(folder, 'signpost.log');

const children = new Set<ChildProcess>();
let ending = false;

/** Whatever ends one of them ends both. */
function watch(name: string, child: ChildProcess, log: string): void {
  children.add(child);
  child.once('exit', (code, signal) => {
    children.delete(child);
    void end(1, `${name} has ended (${signal ?? `exit code ${code}`}), and so this ends. Its log is ${log}.`);
  });
}

async function end(exitCode: number, why?: string): Promise<void> {
  if (ending) return;
  ending = true;
  if (why) console.error(why);
  const ended = [...children].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) child.kill('SIGTERM');
  await Promise.race([Promise.all(ended), pause(STOP_LIMIT_MS)]);
  for (const child of children) child.kill('SIGKILL');
  process.exit(exitCode);
}

/** Before the start: afterwards somebody else's server would be taken for the bot. What else is wrong the bot says itself. */
function checkPort(): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EADDRINUSE') resolve();
      else reject(new Error(`Something else listens on ${botUrl}: stop it, or set PORT to a free port.`));
    });
    if (/^\d+$/.test(PORT) && Number(PORT) < 65_536)
      server.listen(Number(PORT), HOST, () => server.close(() => resolve()));
    else resolve();
  });
}

async function startBot(): Promise<void> {
  const log = openSync(botLog, 'w', 0o600);
  const bot = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    stdio: ['ignore', log, 'inherit'],
    env: { ...process.env, MODE: 'playground', HOST, PORT, DATA_DIR, PLAYGROUND_ADMINS: admins },
  });
  watch('Signpost', bot, botLog);
  for (const until = Date.now() + READY_LIMIT_MS; Date.now() < until; await pause(100)) {
    const ready = await fetch(`${botUrl}/readyz`, { signal: AbortSignal.timeout(READY_LIMIT_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  throw new Error(`Signpost is not ready after ${READY_LIMIT_MS / 1000} s; its log is ${botLog}.`);
}

function openBrowser(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
  };
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const browser = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  const tell = () => console.error(`No browser could be opened here: open ${url} yourself.`);
  browser.once('error', tell);
  browser.once('exit', (code) => code !== 0 && !ending && tell());
  browser.unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  await checkPort();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await startBot();
  const endpoint = `${botUrl}/api/messages`;
  const playground = startAgentsPlayground({
    folder,
    endpoint,
    port: Number(PLAYGROUND_PORT),
    currentUser: 'alex',
  });
  watch('The Agents Playground', playground.process, playground.log);
  const clientUrl = await playground.url;
  const role = admins.includes(you.aadObjectId)
    ? 'a Global Administrator; without roles: PLAYGROUND_ADMINS= npm run playground'
    : 'without roles, as PLAYGROUND_ADMINS says';
  console.log(`Teams client  ${clientUrl}  choose “Personal Chat” and say hi, or /redirect off`);
  console.log(`Signpost      ${botUrl}  its log is ${botLog}`);
  console.log(`You are ${you.name}, ${role}. Ctrl-C ends both.`);
  if (process.env.PLAYGROUND_OPEN !== '0') openBrowser(clientUrl);
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}
