import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { debianPackage } from '../../test/world/debian.ts';

/** This machine's nginx, else Debian's, which needs no root; null where neither is to be had. */
export async function findNginx(): Promise<string | null> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const here = folders.map((folder) => join(folder, 'nginx')).find(existsSync);
  if (here) return here;
  const debian = await debianPackage(['nginx']);
  return debian && join(debian, 'usr/sbin/nginx');
}

/** Starts nginx in front of these ports of 127.0.0.1, whichever answer. */
export function startBalancer(options: {
  readonly nginx: string;
  readonly folder: string;
  readonly port: number;
  readonly behind: readonly number[];
}): { readonly process: ChildProcess; readonly log: string } {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'nginx.conf'), configFor(options.port, options.behind));
  const child = spawn(options.nginx, ['-p', `${folder}/`, '-c', 'nginx.conf', '-e', 'nginx.log'], { stdio: 'ignore' });
  return { process: child, log: join(options.folder, 'nginx.log') };
}

/** A request that had already gone to a replica that dies is not sent to another: a message would be answered twice. */
const configFor = (port: number, behind: readonly number[]): string => `
${process.getuid?.() === 0 ? 'user root; # else its workers could not enter this folder' : ''}
daemon off; worker_processes 1; pid nginx.pid;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${what};`).join(' ')}
  upstream signpost {
    ${behind.map((each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=2s;`).join('\n    ')}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://signpost;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
      add_header Signpost-Replica $upstream_addr always;
    }
  }
}
`;
