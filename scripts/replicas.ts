/**
 * `npm run replicas`: three replicas in playground mode on one PostgreSQL, nginx in front of them, and the Microsoft 365
 * Agents Playground as a Teams client that talks to nginx. Kill a replica, and go on. Ctrl-C ends all of it.
 *
 * nginx is this machine's, or comes from Debian's archive. Where it is not to be had, the Teams client talks to the first
 * replica; a balancer of your own goes in front of the addresses that are printed.
 *
 * PORT nginx's (3978) · PLAYGROUND_PORT, PLAYGROUND_OPEN, PLAYGROUND_ADMINS, DATA_DIR: as for `npm run playground`
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../test/world/free-port.ts';
import { startPostgres } from '../test/world/postgres.ts';
import { PEOPLE, startAgentsPlayground } from './agents-playground.ts';
import { findNginx, startBalancer } from './local/balancer.ts';
import { checkPort, startBot, untilReady } from './local/bot.ts';
import { openBrowser } from './local/browser.ts';
import { Processes } from './local/processes.ts';

const REPLICAS = 3;
/** Where an old link of `mdo-scc` leads shows which state a replica knows. */
const OLD_LINK = '/go/https://protection.office.com/threatexplorer';

const { PORT = '3978', PLAYGROUND_PORT = '56150', DATA_DIR = '.data' } = process.env;
const { PLAYGROUND_ADMINS = PEOPLE.alex.aadObjectId } = process.env;
const folder = join(DATA_DIR, 'replicas');
const balancerUrl = `http://127.0.0.1:${PORT}`;

interface Replica {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly log: string;
  readonly pid: number | undefined;
}

const postgres = await startPostgres();
const processes = new Processes(postgres.stop);

/** Starts the replica with this number. The others go on without it, while there are others. */
function startReplica(number: number, port: number, shared: Readonly<Record<string, string>>): Replica {
  const own = join(folder, String(number));
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const [name, log] = [`Replica ${number}`, join(own, 'signpost.log')];
  const bot = startBot({ ...shared, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: own, PLAYGROUND_ADMINS }, log);
  processes.add(bot, (how) => {
    if (--running > 0) console.log(`${name} has ended (${how}); ${running} still answer.`);
    else void processes.end(1, `${name} has ended (${how}), the last one, and so this ends. Its log is ${log}.`);
  });
  return { name, port, url: `http://127.0.0.1:${port}`, log, pid: bot.pid };
}
let running = REPLICAS;

try {
  await checkPort('127.0.0.1', PORT, balancerUrl);
  const databaseUrl = (await postgres.newDatabase())();
  const nginx = await findNginx();
  const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
  const publicUrl = nginx ? balancerUrl : `http://127.0.0.1:${ports[0]}`;
  const shared = { DATABASE_URL: databaseUrl, PUBLIC_URL: publicUrl, GATEWAY_SECRET: randomBytes(32).toString('hex') };
  const replicas = ports.map((port, n) => startReplica(n + 1, port, shared));
  await Promise.all(replicas.map(({ url, log }) => untilReady(url, log)));
  if (nginx) {
    const balancer = startBalancer({ nginx, folder: join(folder, 'nginx'), port: Number(PORT), behind: ports });
    processes.need('nginx', balancer.process, balancer.log);
    await untilReady(balancerUrl, balancer.log);
  }
  const playground = startAgentsPlayground({
    folder: join(folder, 'agents-playground'),
    endpoint: `${publicUrl}/api/messages`,
    port: Number(PLAYGROUND_PORT),
    currentUser: 'alex',
  });
  processes.need('The Agents Playground', playground.process, playground.log);
  const clientUrl = await playground.url;
  console.log(`Teams client  ${clientUrl}  choose “Personal Chat” and say hi, or /redirect off`);
  if (nginx) console.log(`nginx         ${balancerUrl}  in front of the replicas`);
  else console.log('no nginx here (apt install nginx, brew install nginx): the Teams client talks to replica 1');
  for (const { name, url, pid, log } of replicas) console.log(`${name}     ${url}  process ${pid}, its log is ${log}`);
  console.log(`PostgreSQL    ${databaseUrl}`);
  console.log('A change in the Teams client holds at each replica within a second. Ask one where an old link leads:');
  console.log(`  curl -sI ${replicas.at(1)?.url}${OLD_LINK}`);
  console.log(
    `End one with kill -9 ${replicas.at(-1)?.pid} and go on: the others answer, and deliver what it has not.`,
  );
  console.log('Ctrl-C ends all of them, and forgets what they kept.');
  if (process.env.PLAYGROUND_OPEN !== '0') openBrowser(clientUrl, () => !processes.ending);
} catch (error) {
  await processes.end(1, error instanceof Error ? error.message : String(error));
}
