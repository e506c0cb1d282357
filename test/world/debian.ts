import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../.cache/debian');

/**
 * Debian packages, unpacked without root and kept from then on: the folder that holds their `usr/bin`, `usr/sbin` …,
 * or null where this machine is no Debian or reaches no archive. Dependencies do not come along.
 */
export async function debianPackage(names: readonly string[]): Promise<string | null> {
  const folder = join(CACHE, names.join('+'));
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'work-'));
  try {
    await download(names, work);
    for (const file of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg', ['-x', join(work, file), join(work, 'root')]);
    }
    await rename(join(work, 'root'), folder);
  } catch (error) {
    // another test file may have been faster
    if (!existsSync(folder)) console.warn(`No ${names.join(', ')} from Debian: ${error}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return existsSync(folder) ? folder : null;
}

/** With lists and caches of its own, so that nothing of the machine's is changed. */
async function download(names: readonly string[], folder: string): Promise<void> {
  const [state, cache] = [join(folder, 'state'), join(folder, 'cache')];
  await mkdir(join(state, 'lists/partial'), { recursive: true });
  await mkdir(join(cache, 'archives/partial'), { recursive: true });
  const options = [
    `Dir::State=${state}`,
    `Dir::State::Lists=${join(state, 'lists')}`,
    `Dir::State::status=/var/lib/dpkg/status`,
    `Dir::Cache=${cache}`,
    'APT::Sandbox::User=root', // as root apt would change to a user who may not enter the folder
  ].flatMap((option) => ['-o', option]);
  await run('apt-get', [...options, 'update'], { cwd: folder });
  await run('apt-get', [...options, 'download', ...names], { cwd: folder });
}
