import type { Clock } from '../core/ports.ts';

/** How long one answer of the database serves everyone who asks: each costs a write, and `/readyz` is open to strangers. */
const KEPT_MS = 1_000;

/** Whether storage answers: asked once at a time, and at most once a second. */
export function readiness(ping: () => Promise<void>, clock: Clock): () => Promise<boolean> {
  let answer: Promise<boolean> = Promise.resolve(false);
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking = false;
  return () => {
    if (!asking && clock() - askedAt >= KEPT_MS) {
      asking = true;
      askedAt = clock();
      answer = ping()
        .then(
          () => true,
          () => false,
        )
        .finally(() => {
          asking = false;
        });
    }
    return answer;
  };
}
