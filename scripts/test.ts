/**
 * Types, lint and every test, one after the other. The last line says `N passed, N failed`, where types and lint
 * count as one test each. Exit code 1 where something failed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** How long a child may take to end itself before it is killed. */
const GRACE_MS = 5_000;

let running: ChildProcess | undefined;

/** Runs a tool of node_modules/.bin in a process group of its own, so that all of it can be ended. */
function run(tool: string, args: readonly string[], output: 'shown' | 'kept') {
  const out = output === 'shown' ? 'inherit' : 'pipe';
  const child = spawn(join('node_modules/.bin', tool), args, { stdio: ['ignore', out, out], detached: true });
  running = child;
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (kept += chunk));
  return new Promise<{ ok: boolean; kept: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, kept }));
  });
}

async function check(name: string, tool: string, args: readonly string[]): Promise<Tally> {
  const { ok, kept } = await run(tool, args, 'kept');
  console.log(ok ? `${name}: ok` : `${name}: failed\n${kept}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

const Results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const RESULTS = '.cache/test-results.json';

async function tests(): Promise<Tally> {
  rmSync(RESULTS, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const { ok } = await run('vitest', ['run', ...reporters], 'shown');
  try {
    const results = Results.parse(JSON.parse(readFileSync(RESULTS, 'utf8')));
    // a file that cannot be loaded, and an error outside any test, fail no test but the run
    const failed = ok ? results.numFailedTests : Math.max(1, results.numFailedTests);
    return { passed: results.numPassedTests, failed, skipped: results.numPendingTests + results.numTodoTests };
  } catch (error) {
    console.log(`The tests gave no result: ${error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Ends what runs, all of its process group; it may have ended meanwhile. */
function end(signal: NodeJS.Signals) {
  try {
    if (running?.pid !== undefined) process.kill(-running.pid, signal);
  } catch {
    // nothing is left of it
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    end(signal);
    const exit = () => {
      end('SIGKILL');
      process.exit(128 + constants.signals[signal]);
    };
    running?.once('close', exit);
    setTimeout(exit, GRACE_MS);
  });
}

const tallies = [
  await check('types', 'tsc', ['--noEmit', '--pretty', 'false']),
  await check('lint', 'biome', ['ci', '--colors=off']),
  await tests(),
];
const sum = (count: keyof Tally) => tallies.reduce((total, tally) => total + tally[count], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
