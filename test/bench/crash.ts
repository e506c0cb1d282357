import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { LEASE } from '../../src/core/notices/notice.ts';
import { crashRounds, Deliveries, ended, type Figures, startProcess } from '../notices/crash-rounds.ts';
import { startPostgres } from '../world/postgres.ts';
import { temporaryFolder } from '../world/settings.ts';

/** Ends of a lone process on each kind of database, and of one of three replicas. */
const KILLS_ALONE = 85;
const KILLS_OF_REPLICAS = 30;

const REPLICAS = 3;
/** Changes of one replica and the longest pause between two of them in milliseconds: more than there is time for. */
const CHANGES = 10_000;
const PAUSE = 4_000;

/** kill -9, two hundred times, during changes and deliveries; at last one replica that stands still for longer than its lease. */
export async function run(): Promise<void> {
  const folder = temporaryFolder();
  say(`${KILLS_ALONE} kills on SQLite`, await crashRounds({ folder: folder.path }, KILLS_ALONE, 'SIGKILL'));
  folder.remove();

  const server = await startPostgres();
  const newDatabase = async () => ({ url: (await server.newDatabase())() });
  say(`${KILLS_ALONE} kills on PostgreSQL`, await crashRounds(await newDatabase(), KILLS_ALONE, 'SIGKILL'));
  say(`${KILLS_OF_REPLICAS} kills of one of ${REPLICAS} replicas`, await killInTurn(await newDatabase()));
  say(`one of ${REPLICAS} replicas stopped for longer than its lease`, await standStill(await newDatabase()));
  await server.stop();
}

function say(what: string, { changes, notices, missing, repeats, ambiguous, unexplained }: Figures): void {
  process.stdout.write(
    `${what}: ${changes} changes, ${notices} notices, ${missing} lost (bound 0), ${repeats} repeats of ${ambiguous} ` +
      `ambiguous sends, ${unexplained} of them unexplained (bound 0)\n`,
  );
}

type Url = { readonly url: string };
const startAll = (database: Url): Promise<ChildProcess[]> =>
  Promise.all(Array.from({ length: REPLICAS }, () => startProcess(database, CHANGES, PAUSE)));

async function killInTurn(database: Url): Promise<Figures> {
  const deliveries = await Deliveries.to(database);
  const replicas = await startAll(database);
  for (let kill = 0; kill < KILLS_OF_REPLICAS; kill++) {
    await delay(500 + Math.random() * 1_500);
    const [oldest] = replicas.splice(0, 1);
    if (oldest) await ended(oldest, 'SIGKILL');
    await deliveries.noteInHand(); // of all replicas: this one's among them
    replicas.push(await startProcess(database, CHANGES, PAUSE));
  }
  for (const replica of replicas) await ended(replica, 'SIGTERM');
  return deliveries.finish();
}

async function standStill(database: Url): Promise<Figures> {
  const deliveries = await Deliveries.to(database);
  const replicas = await startAll(database);
  await delay(2_000);
  replicas[0]?.kill('SIGSTOP');
  await deliveries.noteInHand();
  await delay(LEASE + 5_000);
  replicas[0]?.kill('SIGCONT');
  await delay(2_000);
  for (const replica of replicas) await ended(replica, 'SIGTERM');
  return deliveries.finish();
}
