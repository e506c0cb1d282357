import type { TenantId } from '../core/ids.ts';
import type { Decision } from '../core/links/decision.ts';
import type { LinkCountStorage } from '../core/links/link-counts.ts';
import { LinkTally } from '../core/links/link-tally.ts';
import type { Clock } from '../core/ports.ts';

/** How often counts are stored, in milliseconds: what a crash can lose, and a transaction that nobody notices. */
const FLUSH_EVERY = 5_000;

export interface LinkCounterOptions {
  readonly storage: Pick<LinkCountStorage, 'add'>;
  /** Whose settings the gateway follows. */
  readonly tenant: TenantId;
  readonly clock: Clock;
  /** Told of counts that could not be stored; they are tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Counts what the gateway decides, off the way of its answers. */
export interface LinkCounter {
  record(decision: Decision, link: string): void;
  /** Stores what was counted. */
  flush(): Promise<void>;
  /** Stores it for the last time, and ends. */
  stop(): Promise<void>;
}

export function createLinkCounter({ storage, tenant, clock, onFailure }: LinkCounterOptions): LinkCounter {
  const tally = new LinkTally();
  let storing: Promise<void> | undefined;

  const store = async (): Promise<void> => {
    const counts = tally.take();
    if (counts.uses.length === 0 && counts.orphans.length === 0) return;
    try {
      await storage.add(tenant, counts);
    } catch (error) {
      tally.putBack(counts);
      onFailure(error);
    }
  };
  const flush = async (): Promise<void> => {
    while (storing) await storing;
    storing = store();
    await storing;
    storing = undefined;
  };
  const flushing = setInterval(() => storing ?? flush(), FLUSH_EVERY);
  flushing.unref();

  return {
    record: (decision, link) => tally.record(decision, link, clock()),
    flush,
    stop: () => {
      clearInterval(flushing);
      return flush();
    },
  };
}
