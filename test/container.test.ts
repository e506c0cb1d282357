import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Reply, serve } from './world/serve.ts';

const lines = readFileSync('Dockerfile', 'utf8')
  .replaceAll('\\\n', '')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line));
const stages = lines
  .join('\n')
  .split(/^(?=FROM )/m)
  .filter((stage) => stage !== '');
const runtime = (stages.at(-1) ?? '').split('\n');
const argumentsOf = (word: string) =>
  runtime.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

describe('the Dockerfile', () => {
  it('leaves the tools of the build behind', () => {
    expect(stages).toHaveLength(2);
    expect(runtime[0]).toMatch(/^FROM gcr\.io\/distroless\/cc-/);
    expect(runtime.filter((line) => line.startsWith('RUN '))).toEqual([]);
  });

  it('installs what production needs, at the versions of the lock file, and runs no script of a package', () => {
    const installs = lines.filter((line) => line.includes('npm '));
    expect(installs).toEqual([expect.stringMatching(/^RUN npm ci --omit=dev --ignore-scripts /)]);
  });

  it('runs as a user who is not root', () => {
    expect(argumentsOf('USER')).toEqual(['65532:65532']);
  });

  it('holds no secret', () => {
    expect(lines.filter((line) => /^(ARG|ENV)\b.*(SECRET|PASSWORD|TOKEN)/.test(line))).toEqual([]);
  });

  it('copies only what .dockerignore lets in', () => {
    const letIn = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !letIn.includes(path.split('/')[0] ?? ''))).toEqual([]);
  });
});

describe('its health check', () => {
  const [check = ''] = argumentsOf('HEALTHCHECK');
  const [command, ...args] = z.array(z.string()).parse(JSON.parse(check.slice(check.indexOf('['))));

  /** The exit code of the check's own command beside a server that answers so. */
  async function checked(reply: Reply): Promise<unknown> {
    const server = await serve(({ url }) => (url.pathname === '/healthz' ? reply : { status: 404, body: '' }));
    const env = { ...process.env, PORT: new URL(server.origin).port };
    const [code] = await once(spawn(process.execPath, args, { env, stdio: 'ignore' }), 'exit');
    await server.close();
    return code;
  }

  it('needs nothing but Node.js', () => {
    expect(command).toBe('node');
    expect(check).not.toMatch(/curl|wget|CMD-SHELL/);
  });

  it('is content with a program that answers', async () => {
    expect(await checked({ status: 200, body: '{}' })).toBe(0);
  });

  it.each<[string, Reply]>([
    ['answers with an error', { status: 503, body: '{}' }],
    ['breaks the connection', 'reset'],
  ])('is not content with one that %s', async (_, reply) => {
    expect(await checked(reply)).toBe(1);
  });
});

describe('compose.yaml', () => {
  const text = readFileSync('compose.yaml', 'utf8');
  const Service = z.object({
    read_only: z.boolean().optional(),
    cap_drop: z.array(z.string()),
    ports: z.array(z.string()).default([]),
    networks: z.array(z.string()),
    environment: z.record(z.string()),
    depends_on: z.record(z.object({ condition: z.string() })).optional(),
    healthcheck: z.unknown(),
  });
  const { services, networks } = z
    .object({
      services: z.object({ signpost: Service, database: Service }),
      networks: z.record(z.object({ internal: z.boolean() }).nullable()),
    })
    .parse(parse(text));

  it('opens one port, on this machine only: HTTPS stands before it', () => {
    expect(services.signpost.ports).toEqual(['127.0.0.1:3978:3978']);
    expect(services.database.ports).toEqual([]);
  });

  it('keeps the database from everything but Signpost', () => {
    expect(services.database.networks.map((name) => networks[name]?.internal)).toEqual([true]);
  });

  it('lets Signpost write nowhere, and takes every capability', () => {
    expect(services.signpost).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('waits for the database', () => {
    expect(services.signpost.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(services.database.healthcheck).toBeDefined();
  });

  it('holds no secret, and refuses to start without', () => {
    const secrets = [...text.matchAll(/(?:DATABASE_PASSWORD|GATEWAY_SECRET)\b[^\n]*/g)].map(([line]) => line);
    const used = secrets.filter((line) => line.includes('}'));
    expect(used.length).toBeGreaterThanOrEqual(3);
    expect(used.filter((line) => !line.includes(':?is missing in .env}'))).toEqual([]);
  });

  it('gives variables that the program knows', () => {
    const documented = readFileSync('docs/configuration.md', 'utf8');
    const unknown = Object.keys(services.signpost.environment).filter((name) => !documented.includes(`\`${name}\``));
    expect(unknown).toEqual([]);
  });
});
