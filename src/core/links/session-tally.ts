import { hourOf } from '../time.ts';
import { type SessionCount, type States, writeStates } from './session-counts.ts';

/** Rows kept while nothing can be written: a change an hour for weeks. */
const WAITING_MAX = 1_000;

/** Counts sessions in memory, until they are taken to be stored. */
export class SessionTally {
  /** Those that began with these states, which are one and the same map until a state changes. */
  #present: { readonly states: States; readonly hour: number; count: number; lastAt: number } | undefined;
  readonly #waiting = new Map<string, SessionCount>();

  /** `now` in UTC milliseconds. */
  record(now: number, states: States): void {
    const hour = hourOf(now);
    if (this.#present?.states !== states || this.#present.hour !== hour) {
      this.#shelve();
      this.#present = { states, hour, count: 0, lastAt: now };
    }
    this.#present.count++;
    this.#present.lastAt = now;
  }

  /** All that was counted since the last time, and what was put back. */
  take(): readonly SessionCount[] {
    this.#shelve();
    const counts = [...this.#waiting.values()];
    this.#waiting.clear();
    return counts;
  }

  /** Keeps what could not be stored for the next time. */
  putBack(counts: readonly SessionCount[]): void {
    for (const count of counts) this.#wait(count);
  }

  #shelve(): void {
    if (!this.#present) return;
    const { states, ...present } = this.#present;
    this.#present = undefined;
    this.#wait({ ...present, states: writeStates(states) });
  }

  #wait({ hour, states, count, lastAt }: SessionCount): void {
    const key = `${hour} ${states}`;
    const waiting = this.#waiting.get(key);
    if (!waiting && this.#waiting.size >= WAITING_MAX) return;
    this.#waiting.set(key, {
      hour,
      states,
      count: count + (waiting?.count ?? 0),
      lastAt: Math.max(lastAt, waiting?.lastAt ?? 0),
    });
  }
}
