import type { Clock } from './ports.ts';
import { MINUTE } from './time.ts';

/** Those who are counted at once, some 100 bytes each; beyond, the one that has been quiet longest is forgotten. */
const COUNTED_MAX = 50_000;

/** `first`: the first time beyond the limit in this minute. `until`: when the next minute begins, in UTC milliseconds. */
export type Allowance =
  | { readonly kind: 'go' }
  | { readonly kind: 'over'; readonly until: number; readonly first: boolean };

interface Window {
  readonly until: number;
  count: number;
}

/** How often somebody may come a minute (0: any number). */
export class MinuteLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  /** In the order in which they came last. */
  readonly #windows = new Map<string, Window>();

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Counts one time. */
  take(who: string): Allowance {
    if (this.#perMinute === 0) return { kind: 'go' };
    const now = this.#clock();
    const known = this.#windows.get(who);
    const window = known && known.until > now ? known : { until: now + MINUTE, count: 0 };
    this.#windows.delete(who);
    this.#windows.set(who, window);
    const [quietest] = this.#windows.keys();
    if (quietest !== undefined && this.#windows.size > COUNTED_MAX) this.#windows.delete(quietest);
    window.count++;
    if (window.count <= this.#perMinute) return { kind: 'go' };
    return { kind: 'over', until: window.until, first: window.count === this.#perMinute + 1 };
  }
}
