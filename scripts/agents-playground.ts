/** Starts the Microsoft 365 Agents Playground: a Teams client in the browser, with people, a group and a team of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Person {
  readonly id: string;
  readonly name: string;
  /** Entra object id. */
  readonly aadObjectId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  /** Spelt as the Playground spells it. */
  readonly userPrincipleName: string;
}

function person(number: number, givenName: string, surname: string): Person {
  const email = `${givenName}.${surname}@example.com`.toLowerCase();
  const aadObjectId = `00000000-0000-0000-0000-00000000002${number}`;
  return {
    id: `user-id-${number}`,
    name: `${givenName} ${surname}`,
    aadObjectId,
    givenName,
    surname,
    email,
    userPrincipleName: email,
  };
}

/** One of them acts, the other five are members of the group and the team: the Playground wants exactly so many. */
export const PEOPLE = {
  alex: person(0, 'Alex', 'Wilber'),
  megan: person(1, 'Megan', 'Bowen'),
  adele: person(2, 'Adele', 'Vance'),
  isaiah: person(3, 'Isaiah', 'Langer'),
  patti: person(4, 'Patti', 'Fernandez'),
  lynne: person(5, 'Lynne', 'Robbins'),
} as const;
export type PersonName = keyof typeof PEOPLE;

/** The Playground's own tenant. Its id is no GUID; src/config knows it as the playground's tenant. */
const TENANT = '00000000-0000-0000-0000-0000000000001';

/** Ids are the same at each start, so that what was subscribed once stays subscribed. */
const configFor = (currentUser: PersonName) => ({
  version: '0.1.1',
  tenantId: TENANT,
  bot: { id: '00000000-0000-0000-0000-00000000000011', name: 'Signpost' },
  currentUser: PEOPLE[currentUser],
  users: Object.entries(PEOPLE).flatMap(([name, one]) => (name === currentUser ? [] : [one])),
  personalChat: { id: `personal-chat-of-${currentUser}` },
  groupChat: { id: 'group-chat', name: 'Security Operations' },
  team: {
    id: 'team-contoso',
    name: 'Contoso',
    aadGroupId: '00000000-0000-0000-0000-000000000031',
    channels: [{ id: 'channel-portal-moves', name: 'Portal moves' }],
  },
});

export interface AgentsPlayground {
  readonly process: ChildProcess;
  /** The address of its page, once it can be opened; rejects where the process ends before. */
  readonly url: Promise<string>;
  /** The file that holds its log, also the reason where it does not start. */
  readonly log: string;
}

/** The Playground is ready in about a second; a slow machine may take longer. */
const READY_LIMIT_MS = 30_000;

/**
 * @param folder where its configuration and its log are written
 * @param endpoint the bot's, as `http://127.0.0.1:3978/api/messages`
 * @param port where that is taken, or 0, the Playground takes a free one
 */
export function startAgentsPlayground(options: {
  readonly folder: string;
  readonly endpoint: string;
  readonly port: number;
  readonly currentUser: PersonName;
}): AgentsPlayground {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const config = join(folder, 'playground.yml'); // JSON is YAML
  const log = join(folder, 'playground.log');
  writeFileSync(config, JSON.stringify(configFor(options.currentUser), null, 2));
  const root = resolve(import.meta.dirname, '..');
  const child = spawn(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--import', join(import.meta.dirname, 'loopback-only.ts')],
      join(root, 'node_modules/@microsoft/m365agentsplayground/cli.js'),
      ...['start', '-e', options.endpoint, '-c', 'msteams', '-p', String(options.port), '--disable-telemetry'],
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        NO_PROXY: 'localhost,127.0.0.1',
        TEAMSAPPTESTER_BROWSER: 'none', // it dies where it finds no browser
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        M365_AGENTS_PLAYGROUND_LOGFILE: log,
      },
    },
  );
  return { process: child, url: addressOf(child, log), log };
}

function addressOf(child: ChildProcess, log: string): Promise<string> {
  return new Promise((resolveAddress, reject) => {
    const fail = (what: string) => {
      child.kill();
      clearTimeout(timer);
      reject(new Error(`The Agents Playground ${what}; its log is ${log}.`));
    };
    const timer = setTimeout(() => fail('did not start in time'), READY_LIMIT_MS);
    child.once('error', (error) => fail(`cannot be started (${error.message})`));
    child.once('exit', () => fail('did not start'));
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const port = /^Listening on (\d+)$/m.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolveAddress(`http://127.0.0.1:${port}`);
    });
  });
}
