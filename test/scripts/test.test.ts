import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = resolve('scripts/test.ts');
const TEST = "import { expect, it } from 'vitest';\n";

describe('npm test', () => {
  let project: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  };
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'signpost-tally-'));
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    write('package.json', '{ "type": "module" }\n');
    write('tsconfig.json', '{ "compilerOptions": { "noEmit": true }, "include": ["src"] }\n');
    write('biome.json', '{ "files": { "includes": ["src/**"] }, "formatter": { "enabled": false } }\n');
    write('src/one.ts', 'export const one: number = 1;\n');
    write('test/one.test.ts', `${TEST}it('is one', () => expect(1).toBe(1));\n`);
  });
  afterEach(() => rmSync(project, { recursive: true }));

  const run = () => {
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT], { cwd: project, encoding: 'utf8' });
    return { status, last: stdout.split('\n').at(-2), stdout };
  };

  it('counts types and lint as one test each', () => {
    expect(run()).toMatchObject({ status: 0, last: '3 passed, 0 failed' });
  });

  it('fails with a failed test, and counts those that were skipped', () => {
    write(
      'test/two.test.ts',
      `${TEST}it('is two', () => expect(1).toBe(2));\nit.runIf(false)('is three', () => {});\n`,
    );
    expect(run()).toMatchObject({ status: 1, last: '3 passed, 1 failed, 1 skipped' });
  });

  it('fails with a test file that cannot be loaded', () => {
    write('test/two.test.ts', "throw new Error('not loaded');\n");
    expect(run()).toMatchObject({ status: 1, last: '3 passed, 1 failed' });
  });

  it('fails with a wrong type and shows it', () => {
    write('src/two.ts', "export const two: number = 'two';\n");
    const { stdout, ...outcome } = run();
    expect(outcome).toEqual({ status: 1, last: '2 passed, 1 failed' });
    expect(stdout).toContain('src/two.ts(1,14)');
  });

  it('fails with a line that the linter refuses and shows it', () => {
    write('src/two.ts', 'export const same = (a: number) => a === a;\n');
    const { stdout, ...outcome } = run();
    expect(outcome).toEqual({ status: 1, last: '2 passed, 1 failed' });
    expect(stdout).toContain('noSelfCompare');
  });

  it('fails where no test was run', () => {
    rmSync(join(project, 'test'), { recursive: true });
    expect(run()).toMatchObject({ status: 1, last: '2 passed, 1 failed' });
  });

  it('ends what it started when it is ended', async () => {
    write(
      'test/endless.test.ts',
      `import { spawn } from 'node:child_process';\nimport { writeFileSync } from 'node:fs';\n${TEST}it('ends', async () => {\n  writeFileSync('pids', [process.pid, spawn('sleep', ['600']).pid].join());\n  await new Promise(() => {});\n  expect(1).toBe(1);\n}, 600_000);\n`,
    );
    const script = spawn(process.execPath, [SCRIPT], { cwd: project, stdio: 'ignore' });
    const exit = new Promise((ended) => script.once('exit', ended));
    await expect
      .poll(() => existsSync(join(project, 'pids')) && readFileSync(join(project, 'pids'), 'utf8'), { timeout: 15_000 })
      .toMatch(/,\d+$/);
    script.kill('SIGTERM');
    expect(await exit).toBe(143);
    const pids = readFileSync(join(project, 'pids'), 'utf8').split(',').map(Number);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });
});

/** Whether a process with this id runs; one that has ended but was not waited for does not. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^Z/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
