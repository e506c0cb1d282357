import type { TenantId } from '../core/ids.ts';
import type { Decision } from '../core/links/decision.ts';
import type { LinkCountStorage } from '../core/links/link-counts.ts';
import { LinkTally } from '../core/links/link-tally.ts';
import type { Clock } from '../core/ports.ts';
import { type Flushing, flushing } from './flushing.ts';

interface LinkCounterOptions {
  readonly storage: Pick<LinkCountStorage, 'add'>;
  /** Whose settings the gateway follows. */
  readonly tenant: TenantId;
  readonly clock: Clock;
  /** Told of counts that could not be stored; they are tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Counts what the gateway decides, off the way of its answers. */
interface LinkCounter extends Flushing {
  record(decision: Decision, link: string): void;
}

export function createLinkCounter({ storage, tenant, clock, onFailure }: LinkCounterOptions): LinkCounter {
  const tally = new LinkTally();
  const batches = flushing({
    take: () => tally.take(),
    isEmpty: ({ uses, orphans }) => uses.length === 0 && orphans.length === 0,
    store: (counts) => storage.add(tenant, counts),
    putBack: (counts) => tally.putBack(counts),
    onFailure,
  });
  return { ...batches, record: (decision, link) => tally.record(decision, link, clock()) };
}
