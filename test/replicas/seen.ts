import { decisionAt, untilDecided } from '../world/replicas.ts';
import type { Scene } from './scene.ts';

/**
 * Changes the setting at one replica after the other, and waits until new sessions at all others are led by it. After how
 * many milliseconds that was, from the change's answer. @throws Error where the change does not hold at its own replica at
 * once, or at another one after `limit`
 */
export async function seeChanges({ replicas, admin }: Scene, changes: number, limit: number): Promise<number[]> {
  const ada = admin('Ada Globova');
  const seen: number[] = [];
  for (let n = 0; n < changes; n++) {
    const changed = replicas.at(n);
    const decision = (await decisionAt(changed)) === 'off' ? 'redirected' : 'off';
    const { kind } = await ada.toggle(changed);
    const answered = performance.now();
    const atOnce = await decisionAt(changed);
    if (kind !== 'changed' || atOnce !== decision) throw new Error(`${kind}, and old links are ${atOnce}`);
    const others = replicas.all.filter((replica) => replica !== changed);
    const waits = others.map(async (replica) => {
      await untilDecided(replica, decision, limit);
      return performance.now() - answered;
    });
    seen.push(...(await Promise.all(waits)));
  }
  return seen;
}
