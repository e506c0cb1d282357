import { setTimeout as delay } from 'node:timers/promises';
import type { Signpost } from '../world/signpost.ts';
import type { Admin } from './admin.ts';
import { Channels, type Counts } from './channels.ts';
import type { Scene } from './scene.ts';

/** Channels that hear of each change. */
const CHANNELS = 8;
/** In milliseconds: the load before each kill at most, and while one replica is gone. */
const [BEFORE, GONE] = [1_000, 500];
/** The longest pause of an administrator, in milliseconds: Teams allows 60 notices in 30 s. */
const PAUSE = 1_500;
/** In milliseconds: a notice that has not come by then waits for the limits of sending; all have come by then, once these do not count. */
const [PATIENCE, DRAINED] = [3_000, 60_000];

/**
 * Kills each replica in turn, in the midst of its notices, while administrators change a setting at whichever answers, and
 * starts it again; that many times. The leases of those who were killed are over then. At last all are ended, and the
 * first delivers what is left.
 */
export async function killInTurn(scene: Scene, rounds: number): Promise<Counts & { readonly changes: number }> {
  const { world, replicas, databaseUrl } = scene;
  const channels = await Channels.subscribe(world, replicas.at(0), scene.person('Ada Globova'), CHANNELS, databaseUrl);
  const before = await scene.newest();
  let loading = true;
  const load = [scene.admin('Ada Globova'), scene.admin('Bob Globov')].map(async (admin, n) => {
    for (let at = n; loading; at++) {
      await admin.toggle(replicas.at(at));
      await delay(Math.random() * PAUSE);
    }
  });
  const cleo = scene.admin('Cleo Globova');
  for (let kill = 0; kill < rounds * replicas.all.length; kill++) {
    const n = kill % replicas.all.length;
    await delay(Math.random() * BEFORE);
    await untilItSends(replicas.at(n), cleo, channels);
    await replicas.kill(n);
    await channels.noteInHand(); // of all replicas: this one's among them
    await delay(GONE);
    await replicas.restart(n);
    await channels.release();
  }
  loading = false;
  await Promise.all(load);
  await replicas.stop();
  await channels.releaseAll();
  await replicas.restart(0);
  const changes = (await scene.newest()) - before;
  const receipts = Array.from({ length: changes }, (_, n) => before + n + 1);
  await channels.untilAllCame(receipts, DRAINED);
  return { changes, ...channels.count(receipts) };
}

/** Changes the setting at this replica, which begins to tell of it. */
async function untilItSends(replica: Signpost, admin: Admin, channels: Channels): Promise<void> {
  for (;;) {
    const outcome = await admin.toggle(replica);
    if (outcome.kind !== 'changed') continue; // another one was faster
    await channels.untilOneCame(outcome.number, PATIENCE);
    return;
  }
}
