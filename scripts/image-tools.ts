import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { buildStandIns, STAND_INS } from './image-stand-ins.ts';

type Environment = Readonly<Record<string, string>>;

export interface Running {
  /** When it was started, by `performance.now()`. */
  readonly began: number;
  stop(): Promise<void>;
}

/** A program that builds and runs images. */
export interface Tool {
  readonly name: string;
  build(tag: string): Promise<void>;
  /** Runs the image on this machine's own network. */
  start(tag: string, environment: Environment): Promise<Running>;
  /** How large the image is, and what is in it: a line each. */
  contents(tag: string): Promise<readonly string[]>;
  /** What the tool takes to start anything in the image. */
  overheadMs(tag: string): Promise<number>;
}

const PULL_LIMIT_MS = 120_000;

/** How long a container may take to end after SIGTERM. */
const GRACE_SECONDS = 15;

export async function chooseTool(): Promise<Tool | null> {
  const works = (name: string, ...args: string[]) => spawnSync(name, args, { stdio: 'ignore' }).status === 0;
  for (const name of ['docker', 'podman']) if (works(name, 'info')) return daemonTool(name);
  return works('buildah', '--version') ? buildahTool() : null;
}

/** The program without an image, as a peer. */
export async function startBare(environment: Environment): Promise<Running> {
  const args = ['--disable-warning=ExperimentalWarning', 'src/main.ts'];
  return endable(spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: 'ignore' }));
}

function endable(child: ChildProcess): Running {
  const began = performance.now();
  const ended = once(child, 'exit');
  return {
    began,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const inherit = (name: string, args: readonly string[], env = process.env): void => {
  execFileSync(name, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
};
const output = (name: string, args: readonly string[], env = process.env): string =>
  execFileSync(name, args, { encoding: 'utf8', env }).trim();

const envFlags = (environment: Environment) =>
  Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]);

/** Sizes of what the image is made of, counted by Node.js inside it. */
const COUNT = `const fs=require('fs'),p=require('path');
const size=f=>{const s=fs.lstatSync(f);return s.isDirectory()?fs.readdirSync(f).reduce((n,x)=>n+size(p.join(f,x)),0):s.size};
for(const f of ['/usr/local/bin/node','/app/node_modules','/app/.compiled','/app/src','/lib','/usr/share'])
console.log(f+' '+(size(f)/1e6).toFixed(1)+' MB')`;

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Least of five: what starting `node --version` takes in the image, less what it takes without. */
function overhead(inImage: () => void): number {
  const least = (work: () => void) => Math.min(...Array.from({ length: 5 }, () => timed(work)));
  return least(inImage) - least(() => void execFileSync(process.execPath, ['--version']));
}

/** docker and podman take the same words. */
function daemonTool(name: string): Tool {
  const readOnly = ['--rm', '--network', 'host', '--read-only', '--tmpfs', '/tmp'];
  return {
    name,
    build: async (tag) => inherit(name, ['build', '--tag', tag, '.']),
    start: async (tag, environment) => {
      const began = performance.now();
      const id = output(name, ['run', '--detach', ...readOnly, ...envFlags(environment), tag]);
      return { began, stop: async () => void output(name, ['stop', '--time', String(GRACE_SECONDS), id]) };
    },
    contents: async (tag) => [
      `${(Number(output(name, ['image', 'inspect', '--format', '{{.Size}}', tag])) / 1e6).toFixed(0)} MB in all`,
      ...output(name, ['run', ...readOnly, tag, '-e', COUNT]).split('\n'),
    ],
    overheadMs: async (tag) => overhead(() => void output(name, ['run', ...readOnly, tag, '--version'])),
  };
}

const ImageConfig = z.object({
  OCIv1: z.object({ config: z.object({ Entrypoint: z.array(z.string()), Cmd: z.array(z.string()) }) }),
});

/** buildah needs no daemon. Where it reaches no registry, the images that the Dockerfile begins with are stood in for. */
function buildahTool(): Tool {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-buildah-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const registries = join(folder, 'registries.conf');
  writeFileSync(registries, 'unqualified-search-registries = ["docker.io"]\n');
  const env = { ...process.env, CONTAINERS_REGISTRIES_CONF: registries };
  const buildah = (...args: string[]) => output('buildah', args, env);
  const isolation = ['--isolation', 'chroot'];

  /** Runs something in a container of its own, and removes it. */
  function within<T>(tag: string, use: (container: string) => T): T {
    const container = buildah('from', '--pull-never', tag);
    try {
      return use(container);
    } finally {
      buildah('rm', container);
    }
  }
  return {
    name: 'buildah',
    build: async (tag) => {
      const bases = Object.keys(STAND_INS);
      const pulls = (base: string) =>
        spawnSync('buildah', ['pull', base], { env, timeout: PULL_LIMIT_MS }).status === 0;
      const instead: string[] = [];
      if (!bases.every(pulls)) {
        console.log(
          `image: ${bases.join(' and ')} cannot be pulled here: images of Debian's packages stand in for them`,
        );
        await buildStandIns((...args) => inherit('buildah', args, env));
        for (const [base, standIn] of Object.entries(STAND_INS)) {
          instead.push('--build-context', `${base}=container-image://${standIn}`);
        }
      }
      inherit(
        'buildah',
        ['bud', '--pull-never', ...isolation, ...instead, '--format', 'docker', '--tag', tag, '.'],
        env,
      );
    },
    start: async (tag, environment) => {
      const { config } = ImageConfig.parse(JSON.parse(buildah('inspect', '--type', 'image', tag))).OCIv1;
      const container = buildah('from', '--pull-never', tag);
      const command = [...config.Entrypoint, ...config.Cmd];
      const args = ['run', ...isolation, ...envFlags(environment), container, '--', ...command];
      const running = endable(spawn('buildah', args, { env, stdio: 'ignore' }));
      return {
        began: running.began,
        stop: async () => {
          await running.stop();
          buildah('rm', container);
        },
      };
    },
    contents: async (tag) => [
      `${(Number(buildah('images', '--format', '{{.Size}}', tag).replace(/[^\d.]/g, '')) || 0).toFixed(0)} MB in all`,
      ...within(tag, (container) => buildah('run', ...isolation, container, '--', 'node', '-e', COUNT)).split('\n'),
    ],
    overheadMs: async (tag) =>
      within(tag, (container) =>
        overhead(() => void buildah('run', ...isolation, container, '--', 'node', '--version')),
      ),
  };
}
