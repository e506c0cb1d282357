/** How often counts are stored, in milliseconds: what a crash can lose, and a transaction that nobody notices. */
const FLUSH_EVERY = 5_000;

export interface Flushing {
  /** Stores what was counted. */
  flush(): Promise<void>;
  /** Stores it for the last time, and ends. */
  stop(): Promise<void>;
}

/** Counts that are stored off the way of the answers, by one `store` after the other. */
interface Batches<Counts> {
  take(): Counts;
  isEmpty(counts: Counts): boolean;
  store(counts: Counts): Promise<void>;
  /** Where they could not be stored: they are tried again. */
  putBack(counts: Counts): void;
  /** Told of it. */
  onFailure(error: unknown): void;
}

export function flushing<Counts>(batches: Batches<Counts>): Flushing {
  let storing: Promise<void> | undefined;

  const store = async (): Promise<void> => {
    const counts = batches.take();
    if (batches.isEmpty(counts)) return;
    try {
      await batches.store(counts);
    } catch (error) {
      batches.putBack(counts);
      batches.onFailure(error);
    }
  };
  const flush = async (): Promise<void> => {
    while (storing) await storing;
    storing = store();
    await storing;
    storing = undefined;
  };
  const timer = setInterval(() => storing ?? flush(), FLUSH_EVERY);
  timer.unref();
  return {
    flush,
    stop: () => {
      clearInterval(timer);
      return flush();
    },
  };
}
