/**
 * Runs while the image is built, as the user who will run it: starts the program once and ends it, so that the image
 * holds its compiled code (NODE_COMPILE_CACHE) and starts as fast as a process that has been started before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const PORT = '3978';

const dataDir = mkdtempSync(join(tmpdir(), 'warm-'));
const env = { ...process.env, MODE: 'playground', PORT, DATA_DIR: dataDir };
const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
  env,
  stdio: 'inherit',
});
const ended = once(program, 'exit');

for (const started = Date.now(); ; await delay(100)) {
  const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (ready) break;
  if (program.exitCode !== null || Date.now() - started > LIMIT_MS) {
    program.kill('SIGKILL');
    throw new Error('the program did not become ready');
  }
}
program.kill('SIGTERM');
await ended;
