import { setTimeout as delay } from 'node:timers/promises';
import type { Replicas } from '../world/replicas.ts';
import type { Signpost } from '../world/signpost.ts';
import type { Admin } from './admin.ts';
import type { Channels } from './channels.ts';

/** In milliseconds: the load before each kill at most, and while one replica is gone. */
const [BEFORE, GONE] = [1_000, 500];
/** The longest pause of an administrator, in milliseconds. */
const PAUSE = 600;
/** A notice that has not come after so many milliseconds waits for the limits of sending. */
const PATIENCE = 3_000;

/**
 * Kills each replica in turn, in the midst of its notices, while these administrators change a setting at whichever
 * answers, and starts it again. The leases of those who were killed are over then. At last all replicas are ended.
 */
export async function killInTurn(
  replicas: Replicas,
  [first, ...others]: readonly [Admin, ...Admin[]],
  channels: Channels,
): Promise<void> {
  let loading = true;
  const load = others.map(async (admin, n) => {
    for (let at = n; loading; at++) {
      await admin.toggle(replicas.at(at));
      await delay(Math.random() * PAUSE);
    }
  });
  for (const n of replicas.all.keys()) {
    await delay(Math.random() * BEFORE);
    await untilItSends(replicas.at(n), first, channels);
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
