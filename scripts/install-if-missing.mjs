// Runs before each npm script: `npm ci` where node_modules is missing or holds other versions than the lock file.
// Plain JavaScript for Node 20: before the first install the machine's own node runs it; afterwards scripts find
// Node 24 in node_modules/.bin. With --omit=dev the runtime's packages are enough, where node is new enough itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The first Node that runs TypeScript without a flag and has node:sqlite as src/storage needs it. */
const OLDEST_NODE = 24;

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

function installedPackages() {
  try {
    return packagesOf('node_modules/.package-lock.json');
  } catch {
    return {}; // nothing is installed, or not by npm
  }
}

const newEnough = Number.parseInt(process.versions.node, 10) >= OLDEST_NODE;
const omitDev = process.argv.includes('--omit=dev') && newEnough;
const installed = installedPackages();
const missing = Object.entries(packagesOf('package-lock.json')).some(
  ([path, wanted]) =>
    path !== '' && !wanted.optional && !(wanted.dev && omitDev) && installed[path]?.version !== wanted.version,
);

if (missing) {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const args = [
    ...first,
    'ci',
    omitDev ? '--omit=dev' : '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  // standard output belongs to the script that follows
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = status ?? 1;
}
