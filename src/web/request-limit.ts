import type { Clock } from '../core/ports.ts';

/** In milliseconds. */
const MINUTE = 60_000;
/** Clients counted at once, some 100 bytes each; beyond, the one that has been quiet longest is forgotten. */
const CLIENTS_MAX = 50_000;

interface Window {
  readonly until: number;
  requests: number;
}

/** How many requests a client gets a minute (0: any number). */
export class RequestLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  /** In the order in which they asked last. */
  readonly #windows = new Map<string, Window>();

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Counts one request: 0 where it may go on, else the seconds to wait. */
  take(client: string): number {
    if (this.#perMinute === 0) return 0;
    const now = this.#clock();
    const known = this.#windows.get(client);
    const window = known && known.until > now ? known : { until: now + MINUTE, requests: 0 };
    this.#windows.delete(client);
    this.#windows.set(client, window);
    const [quietest] = this.#windows.keys();
    if (quietest !== undefined && this.#windows.size > CLIENTS_MAX) this.#windows.delete(quietest);
    window.requests++;
    return window.requests <= this.#perMinute ? 0 : Math.ceil((window.until - now) / 1_000);
  }
}
