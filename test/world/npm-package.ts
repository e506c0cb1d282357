import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../.cache/npm');

/**
 * The files of an npm package that is no dependency, unpacked, not installed: nothing of it runs. Kept from then on.
 * null where the registry is out of reach.
 */
export async function npmPackage(name: string, version: string): Promise<string | null> {
  const spec = `${name}@${version}`;
  const folder = join(CACHE, spec.replaceAll('/', '+'));
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'work-'));
  try {
    await run('npm', ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', work]);
    const archive = (await readdir(work)).find((file) => file.endsWith('.tgz')) ?? '';
    await run('tar', ['-xzf', archive], { cwd: work });
    await rename(join(work, 'package'), folder);
  } catch (error) {
    // another test file may have been faster
    if (!existsSync(folder)) console.warn(`No ${spec} from the registry: ${error}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return existsSync(folder) ? folder : null;
}
