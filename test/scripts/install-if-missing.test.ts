import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = resolve('scripts/install-if-missing.mjs');

interface LockEntry {
  readonly version: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}
type Packages = Readonly<Record<string, LockEntry>>;

const RUNTIME: Packages = { 'node_modules/a': { version: '1.0.0' } };
const ALL: Packages = { ...RUNTIME, 'node_modules/b': { version: '2.0.0', dev: true } };

describe('before each npm script', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'signpost-install-'));
    mkdirSync(join(project, 'node_modules'));
    // stands in for npm: writes down what it was asked to do, and is as noisy on standard output
    writeFileSync(
      join(project, 'npm.mjs'),
      "import { writeFileSync } from 'node:fs';\nconsole.log('noise');\nwriteFileSync('asked', process.argv.slice(2).join(' '));\nprocess.exit(Number(process.env.NPM_EXIT ?? 0));\n",
    );
    writeLock('package-lock.json', ALL);
  });
  afterEach(() => rmSync(project, { recursive: true }));

  const writeLock = (file: string, packages: Packages) =>
    writeFileSync(join(project, file), JSON.stringify({ packages: { '': { version: '0.1.0' }, ...packages } }));
  const installed = (packages: Packages) => writeLock('node_modules/.package-lock.json', packages);
  const run = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT, ...args], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: join(project, 'npm.mjs'), ...env },
    });
    const asked = existsSync(join(project, 'asked')) ? readFileSync(join(project, 'asked'), 'utf8') : null;
    return { status, stdout, asked };
  };

  it('does nothing where everything is there', () => {
    installed(ALL);
    expect(run()).toEqual({ status: 0, stdout: '', asked: null });
  });

  it('installs in a fresh clone, and leaves standard output to the script', () => {
    const { status, stdout, asked } = run();
    expect(asked).toMatch(/^ci --include=dev /);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('installs where the lock file has moved on', () => {
    installed({ ...ALL, 'node_modules/a': { version: '0.9.0' } });
    expect(run().asked).toMatch(/^ci /);
  });

  it('misses no package that is for other platforms only', () => {
    writeLock('package-lock.json', { ...ALL, 'node_modules/c': { version: '3.0.0', optional: true } });
    installed(ALL);
    expect(run().asked).toBeNull();
  });

  it('starts with the runtime alone', () => {
    installed(RUNTIME);
    expect(run(['--omit=dev']).asked).toBeNull();
    expect(run().asked).toMatch(/^ci --include=dev /);
  });

  it('installs no tools for a start', () => {
    expect(run(['--omit=dev']).asked).toMatch(/^ci --omit=dev /);
  });

  it('fails where the installation fails', () => {
    expect(run([], { NPM_EXIT: '7' }).status).toBe(7);
  });
});
