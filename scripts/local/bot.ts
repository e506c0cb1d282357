import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The bot is ready in a second or two; a slow disk may take longer. */
const READY_LIMIT_MS = 60_000;

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Starts the bot in playground mode, with this process's environment and what is given. Its log is written to a file. */
export function startBot(variables: Readonly<Record<string, string>>, logFile: string): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    stdio: ['ignore', openSync(logFile, 'w', 0o600), 'inherit'],
    env: { ...process.env, MODE: 'playground', ...variables },
  });
}

/** @throws Error where it takes too long */
export async function untilReady(url: string, logFile: string): Promise<void> {
  for (const until = Date.now() + READY_LIMIT_MS; Date.now() < until; await pause(100)) {
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(READY_LIMIT_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  throw new Error(`Signpost is not ready after ${READY_LIMIT_MS / 1000} s; its log is ${logFile}.`);
}

/**
 * Before the start: afterwards somebody else's server would be taken for this one. What else is wrong whoever listens says
 * itself. @throws Error
 */
export function checkPort(host: string, port: string, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EADDRINUSE') resolve();
      else reject(new Error(`Something else listens on ${url}: stop it, or set PORT to a free port.`));
    });
    if (/^\d+$/.test(port) && Number(port) < 65_536)
      server.listen(Number(port), host, () => server.close(() => resolve()));
    else resolve();
  });
}
