import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPackage } from '../test/world/debian.ts';

/** What distroless/cc is made of, as far as a program sees it. */
const RUNTIME = ['libc6', 'libgcc-s1', 'libstdc++6', 'base-files', 'netbase', 'tzdata'];
/** What the build's commands need besides: a shell, mkdir, chown. */
const SHELL = ['dash', 'coreutils', 'libselinux1', 'libpcre2-8-0', 'libacl1', 'libattr1', 'libgmp10'];

/** The images that the Dockerfile begins with, and the names of what stands in for them. */
export const STAND_INS = {
  'node:24-slim': 'localhost/signpost-stand-in-node',
  'gcr.io/distroless/cc-debian12:nonroot': 'localhost/signpost-stand-in-cc',
} as const;

/**
 * Builds images that stand in for the Dockerfile's bases where no registry of images can be reached: of Debian's own
 * packages, this project's Node.js and this machine's npm.
 */
export async function buildStandIns(buildah: (...args: string[]) => void): Promise<void> {
  await buildStandIn(buildah, STAND_INS['node:24-slim'], [...RUNTIME, ...SHELL], (root) => {
    const npm = join(execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(), 'npm');
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    copyFileSync('node_modules/node/bin/node', join(root, 'usr/local/bin/node'));
    cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
    symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
    const authorities = process.env.NODE_EXTRA_CA_CERTS; // of a proxy between this machine and the registry of packages
    if (authorities) {
      copyFileSync(authorities, join(root, 'etc/authorities.pem'));
      return ['ENV NODE_EXTRA_CA_CERTS=/etc/authorities.pem NPM_CONFIG_CAFILE=/etc/authorities.pem'];
    }
    return [];
  });
  await buildStandIn(buildah, STAND_INS['gcr.io/distroless/cc-debian12:nonroot'], RUNTIME, () => ['USER 65532:65532']);
}

async function buildStandIn(
  buildah: (...args: string[]) => void,
  name: string,
  packages: readonly string[],
  complete: (root: string) => readonly string[],
): Promise<void> {
  const files = await debianPackage(packages);
  if (files === null)
    throw new Error(`${name} cannot be pulled, and Debian's packages for a stand-in cannot be fetched`);
  const context = mkdtempSync(join(tmpdir(), 'signpost-stand-in-'));
  try {
    const root = join(context, 'root');
    cpSync(files, root, { recursive: true, verbatimSymlinks: true });
    for (const folder of ['tmp', 'root', 'etc', 'proc', 'sys', 'dev'])
      mkdirSync(join(root, folder), { recursive: true });
    chmodSync(join(root, 'tmp'), 0o1777);
    for (const user of ['passwd', 'group']) {
      const id = user === 'passwd' ? ':x:65532:65532::/tmp:/sbin/nologin' : ':x:65532:';
      writeFileSync(join(root, 'etc', user), `root${id.replaceAll('65532', '0')}\nnonroot${id}\n`);
    }
    const lines = ['FROM scratch', 'COPY root/ /', 'ENV PATH=/usr/local/bin:/usr/bin:/bin', ...complete(root)];
    writeFileSync(join(context, 'Dockerfile'), `${lines.join('\n')}\n`);
    buildah('bud', '--isolation', 'chroot', '--format', 'docker', '--tag', name, context);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}
