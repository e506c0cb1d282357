import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { debianPackage } from './debian.ts';
import { freePort } from './free-port.ts';

/** A real web server with exported rules. What they leave to Signpost it answers with 404. */
export interface Engine {
  readonly port: number;
  /** Where it redirects a request to; null: it leaves that to Signpost. The path goes out as it stands here. */
  ask(host: string, path: string, method?: string): Promise<string | null>;
  stop(): Promise<void>;
}

export type StartEngine = (rules: string) => Promise<Engine>;

/** The servers that this machine has, or can get without root; the others are undefined. */
export async function engines(): Promise<Readonly<Record<'nginx' | 'caddy', StartEngine | undefined>>> {
  const [nginx, caddy] = [await debianPackage(['nginx']), await debianPackage(['caddy'])];
  return {
    nginx: nginx === null ? undefined : (rules) => startNginx(join(nginx, 'usr/sbin/nginx'), rules),
    caddy: caddy === null ? undefined : (rules) => startCaddy(join(caddy, 'usr/bin/caddy'), rules),
  };
}

async function startNginx(program: string, rules: string): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${what};`);
  writeFileSync(join(folder, 'signpost.conf'), rules);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid nginx.pid; events {}
    http {
      access_log off; ${temporary.join(' ')}
      include signpost.conf;
      server {
        listen 127.0.0.1:${port};
        location / {
          if ($signpost_target) { return 302 $signpost_target; }
          return 404;
        }
      }
    }`,
  );
  return start(program, ['-p', `${folder}/`, '-c', 'nginx.conf', '-e', 'stderr'], folder, port);
}

async function startCaddy(program: string, rules: string): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-caddy-'));
  const port = await freePort();
  mkdirSync(join(folder, 'home'));
  writeFileSync(join(folder, 'signpost.caddy'), rules);
  writeFileSync(
    join(folder, 'Caddyfile'),
    `{
	admin off
	auto_https off
	log {
		level ERROR
	}
}
import signpost.caddy
http://:${port} {
	bind 127.0.0.1
	import signpost
	respond 404
}
`,
  );
  return start(program, ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'], folder, port);
}

async function start(program: string, args: readonly string[], folder: string, port: number): Promise<Engine> {
  const home = join(folder, 'home');
  const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => (said += piece));
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`${program} did not start: ${said}`);
    await delay(10);
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    port,
    ask: (host, path, method = 'GET') => ask(agent, port, host, path, method),
    stop: async () => {
      agent.destroy();
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function ask(agent: Agent, port: number, host: string, path: string, method: string): Promise<string | null> {
  const asking = request({ agent, host: '127.0.0.1', port, path, method, headers: { host } }).end();
  const [response] = await once(asking, 'response');
  await text(response);
  if (response.statusCode === 302) return response.headers.location ?? '';
  if (response.statusCode === 404 || response.statusCode === 400) return null;
  throw new Error(`${method} ${path} of ${host}: ${response.statusCode}`);
}
