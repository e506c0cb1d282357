import { setTimeout as delay } from 'node:timers/promises';
import { LEASE } from '../../src/core/notices/notice.ts';
import { runSql } from '../world/postgres.ts';
import { Channels, type Counts } from './channels.ts';
import { openScene } from './scene.ts';

const CHANNELS = 6;
/** What is left when the lease is over comes within so many milliseconds, on a loaded machine too. */
const THEN = 15_000;
/** A replica that goes on has had its chance to send what it held after so many milliseconds. */
const CHANCE = 2_000;

interface Figures {
  /** Of the notice whose answer hung when the replica was stopped. */
  readonly begun: Counts;
  /** Of those that it held without having begun to send them. */
  readonly held: Counts;
}

/**
 * Stops a replica for longer than its lease while it waits for the answer to one notice and for the turns of others;
 * another one goes on meanwhile. Then lets it go on too.
 */
export async function pauseThroughLease(): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const scene = await openScene([0, 0]);
  stack.defer(scene.close);
  const { world, replicas, databaseUrl } = scene;
  const ada = scene.person('Ada Globova');
  const admin = scene.admin('Bob Globov');
  const [one, two] = [replicas.at(0), replicas.at(1)];

  two.signal('SIGSTOP'); // so that the first one takes the notices
  const first = await Channels.subscribe(world, one, ada, 1, databaseUrl);
  first.plan({ reply: 'hang', stored: true });
  await admin.toggle(one);
  await first.untilAllCame([1], THEN);
  const others = await Channels.subscribe(world, one, ada, CHANNELS, databaseUrl);
  // Turns are given away a second ahead: this far off, the notices are taken most of a second before they are sent.
  await runSql(databaseUrl, `update tenant_paces set free_at = ${Date.now() + 3_000}`);
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
  return { begun: first.count([1]), held: others.count([2]) };
}
