import type { Clock } from '../core/ports.ts';

const MINUTE = 60_000;
/** People counted at once; beyond, the one who has been quiet longest is forgotten. */
const PEOPLE_MAX = 10_000;

/** `tell`: over the limit, and not told yet. `hush`: told already. */
export type TurnAllowance =
  | { readonly kind: 'go' }
  | { readonly kind: 'tell'; readonly until: number }
  | { readonly kind: 'hush'; readonly until: number };

interface Window {
  readonly until: number;
  turns: number;
  told: boolean;
}

/** How many turns a person gets a minute (0: any number). */
export class TurnLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  take(person: string): TurnAllowance {
    if (this.#perMinute === 0) return { kind: 'go' };
    const now = this.#clock();
    const known = this.#windows.get(person);
    const window = known && known.until > now ? known : { until: now + MINUTE, turns: 0, told: false };
    this.#windows.delete(person);
    this.#windows.set(person, window);
    if (this.#windows.size > PEOPLE_MAX) this.#forgetQuietest();
    window.turns++;
    if (window.turns <= this.#perMinute) return { kind: 'go' };
    const { told, until } = window;
    window.told = true;
    return { kind: told ? 'hush' : 'tell', until };
  }

  #forgetQuietest(): void {
    for (const person of this.#windows.keys()) {
      this.#windows.delete(person);
      return;
    }
  }
}
