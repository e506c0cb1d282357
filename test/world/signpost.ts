import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bot, type Json, newPerson, type Person, type Place, personalChat } from './activity.ts';
import { type Authority, startAuthority } from './authority.ts';
import { type Connector, startConnector } from './connector.ts';
import { freePort } from './free-port.ts';
import { type Graph, type Role, startGraph, type User } from './graph.ts';
import { type KeyServer, startKeyServer } from './key-server.ts';
import { channelToken, newSigningKey } from './keys.ts';

/** Entra, Graph, the channel and its keys, all on loopback, and one registered bot. */
export interface World {
  readonly bot: Bot;
  readonly tenant: string;
  readonly authority: Authority;
  readonly graph: Graph;
  readonly connector: Connector;
  readonly keyServer: KeyServer;
  /** The channel's token of now. */
  token(): string;
  /** Somebody in the directory, with their personal chat. */
  person(name: string, roles: readonly Role[], account?: Partial<User>): Resident;
  newDataDir(): string;
  close(): Promise<void>;
}

export interface Resident extends Person {
  readonly chat: Place;
}

const SECRET = 'the-bots-own-secret';
const ROOT = resolve(import.meta.dirname, '../..');

export async function openWorld(): Promise<World> {
  const botId = randomUUID();
  const home = randomUUID();
  const key = newSigningKey('teams', ['msteams']);
  const authority = await startAuthority({ id: botId, secret: SECRET });
  const [connector, keyServer, graph] = await Promise.all([
    startConnector(),
    startKeyServer([key]),
    startGraph(authority.grantOf),
  ]);
  connector.admits = (bearer) => bearer !== undefined && authority.grantOf(bearer) !== undefined;
  const folders: string[] = [];
  return {
    bot: { id: botId, serviceUrl: connector.serviceUrl },
    tenant: home,
    authority,
    graph,
    connector,
    keyServer,
    token: () => channelToken({ botId, serviceUrl: connector.serviceUrl, key }),
    person: (name, roles, account = {}) => {
      const person = newPerson(name, account.tenant ?? home);
      graph.add({ tenant: person.tenant, objectId: person.objectId, roles, ...account });
      return { ...person, chat: personalChat(person) };
    },
    newDataDir: () => {
      const folder = mkdtempSync(join(tmpdir(), 'signpost-data-'));
      folders.push(folder);
      return folder;
    },
    close: async () => {
      await Promise.all([authority.close(), graph.close(), connector.close(), keyServer.close()]);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The real program, in a process of its own. */
export interface Signpost {
  readonly origin: string;
  readonly pid: number;
  /** Standard output and error so far. */
  output(): string;
  /** Posts an activity with the channel's token. */
  post(activity: Json): Promise<{ readonly status: number; readonly body: unknown }>;
  signal(signal: NodeJS.Signals): void;
  /** Exit code or signal, once it has ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

type Environment = Readonly<Record<string, string>>;

/** The environment of a production start in this world. */
export function environmentOf(world: World, dataDir: string, port: number): Environment {
  return {
    PATH: process.env.PATH ?? '',
    NODE_EXTRA_CA_CERTS: world.authority.certificate.caPath,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    BOT_ID: world.bot.id,
    BOT_PASSWORD: SECRET,
    BOT_TENANT_ID: world.tenant,
    BOT_OPENID_METADATA_URL: world.keyServer.metadataUrl,
    BOT_TOKEN_ISSUER: 'https://api.botframework.com',
    BOT_OAUTH_SCOPE: 'https://api.botframework.com/.default',
    AUTHORITY_HOST: world.authority.origin,
    GRAPH_BASE_URL: world.graph.origin,
    SERVICE_URL_HOSTS: '127.0.0.1',
    GATEWAY_SECRET: 'a gateway secret of at least thirty-two bytes',
    TURNS_PER_MINUTE: '0',
    REQUESTS_PER_MINUTE: '0',
  };
}

/** Starts `src/main.ts` as `npm start` does, without waiting. */
export function spawnSignpost(environment: Environment): ChildProcess {
  const node = ['--disable-warning=ExperimentalWarning', 'src/main.ts'];
  return spawn(process.execPath, node, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Longest start, in milliseconds: a loaded machine included. */
const START_LIMIT = 30_000;

/** Starts the program and waits until it is ready. */
export async function startSignpost(world: World, dataDir: string, more: Environment = {}): Promise<Signpost> {
  const port = await freePort();
  const child = spawnSignpost({ ...environmentOf(world, dataDir, port), ...more });
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  child.stderr?.on('data', (text) => {
    output += text;
  });
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin, child, () => output);
  return {
    origin,
    pid: child.pid ?? 0,
    output: () => output,
    post: async (activity) => {
      const response = await fetch(`${origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${world.token()}` },
        body: JSON.stringify(activity),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

async function untilReady(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const started = Date.now(); Date.now() - started < START_LIMIT; await delay(25)) {
    if (child.exitCode !== null) throw new Error(`the start ended with ${child.exitCode}: ${output()}`);
    const ready = await fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  child.kill('SIGKILL');
  throw new Error(`not ready: ${output()}`);
}

/** Ends it as an operator does. */
export async function stopSignpost(signpost: Signpost): Promise<void> {
  signpost.signal('SIGTERM');
  await signpost.ended;
}
