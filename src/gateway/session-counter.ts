import type { TenantId } from '../core/ids.ts';
import type { SessionCountStorage, States } from '../core/links/session-counts.ts';
import { SessionTally } from '../core/links/session-tally.ts';
import { flushing } from './flushing.ts';

interface SessionCounterOptions {
  readonly storage: Pick<SessionCountStorage, 'add' | 'since'>;
  /** Whose settings the gateway follows. */
  readonly tenant: TenantId;
  /** Told of counts that could not be stored; they are tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Counts the sessions that begin here, off the way of the answers that begin them. */
interface SessionCounter extends Pick<SessionCountStorage, 'since'> {
  /** `now` in UTC milliseconds. */
  record(now: number, states: States): void;
  /** Stores what was counted for the last time, and ends. */
  stop(): Promise<void>;
}

export function createSessionCounter({ storage, tenant, onFailure }: SessionCounterOptions): SessionCounter {
  const tally = new SessionTally();
  const { flush, stop } = flushing({
    take: () => tally.take(),
    isEmpty: (counts) => counts.length === 0,
    store: (counts) => storage.add(tenant, counts),
    putBack: (counts) => tally.putBack(counts),
    onFailure,
  });
  return {
    record: (now, states) => tally.record(now, states),
    /** This process's last seconds included. */
    since: async (whose, time) => {
      await flush();
      return storage.since(whose, time);
    },
    stop,
  };
}
