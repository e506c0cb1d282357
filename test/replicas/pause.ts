import { setTimeout as delay } from 'node:timers/promises';
import { LEASE } from '../../src/core/notices/notice.ts';
import { ROLES } from '../world/graph.ts';
import { runSql, startPostgres } from '../world/postgres.ts';
import { Replicas } from '../world/replicas.ts';
import { openWorld } from '../world/signpost.ts';
import { Admin } from './admin.ts';
import { Channels } from './channels.ts';

const CHANNELS = 6;
/** What is left when the lease is over comes within so many milliseconds, on a loaded machine too. */
const THEN = 15_000;
/** A replica that goes on has had its chance to send what it held after so many milliseconds. */
const CHANCE = 2_000;

interface Figures {
  /** Of the notice whose answer hung when the replica was stopped. */
  readonly begun: { readonly missing: number; readonly repeats: number };
  /** Of those that it held without having begun to send them. */
  readonly held: { readonly missing: number; readonly repeats: number };
}

/**
 * Stops a replica for longer than its lease while it waits for the answer to one notice and for the turns of others;
 * another one goes on meanwhile. Then lets it go on too.
 */
export async function pauseThroughLease(): Promise<Figures> {
  const server = await startPostgres();
  const url = (await server.newDatabase())();
  const world = await openWorld();
  const replicas = await Replicas.start(world, url, [0, 0]);
  const ada = world.person('Ada Globova', [ROLES.securityAdministrator]);
  const admin = new Admin(world, ada, { looks: [], attempts: [] });
  const [one, two] = [replicas.at(0), replicas.at(1)];

  two.signal('SIGSTOP'); // so that the first one takes the notices
  const first = await Channels.subscribe(world, one, ada, 1, url);
  first.plan({ reply: 'hang', stored: true });
  await admin.toggle(one);
  await first.untilAllCame([1], THEN);
  const others = await Channels.subscribe(world, one, ada, CHANNELS, url);
  // Turns are given away a second ahead: this far off, the notices are taken most of a second before they are sent.
  await runSql(url, `update tenant_paces set free_at = ${Date.now() + 3_000}`);
  await admin.toggle(one);
  for (const until = performance.now() + THEN; (await first.noteInHand()) < 1 + CHANNELS; await delay(10)) {
    if (performance.now() > until) throw new Error('the notices were not taken');
  }
  one.signal('SIGSTOP');
  two.signal('SIGCONT');
  await others.untilAllCame([2], LEASE + THEN);
  one.signal('SIGCONT');
  await delay(CHANCE);
  await replicas.stop();

  const figures = { begun: first.count([1]), held: others.count([2]) };
  await world.close();
  await server.stop();
  return figures;
}
