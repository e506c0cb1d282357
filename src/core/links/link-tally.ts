import type { Capability } from '../capability.ts';
import type { MigrationId } from '../ids.ts';
import { dayOf, HOUR, hourOf } from '../time.ts';
import type { Decision } from './decision.ts';
import { type LinkCounts, type LinkUse, noCounts, ORPHANS_A_DAY, OUTCOMES, type Outcome } from './link-counts.ts';
import { orphanPath } from './orphan-path.ts';

/** Rows kept while nothing can be written: some days of an ordinary organisation's links. */
const WAITING_MAX = 20_000;

/** The uses of one capability's links, or of a portal's unknown pages, in the present hour. */
interface Tally {
  readonly migration: MigrationId;
  readonly capability: Capability | null;
  readonly counts: Record<Outcome, number>;
}

interface Orphan {
  readonly migration: MigrationId;
  readonly path: string;
  /** Since they were taken the last time. */
  count: number;
}

/** Counts decisions in memory, until they are taken to be stored. However many there are, it stays small. */
export class LinkTally {
  #hour = 0;
  #day = 0;
  readonly #tallies = new Map<Capability | MigrationId, Tally>();
  /** Of the present day, those whose uses were taken already too: they are what fills the day. */
  readonly #orphans = new Map<string, Orphan>();
  readonly #waiting = new Map<string, { readonly use: LinkUse; count: number }>();
  readonly #waitingOrphans = new Map<string, LinkCounts['orphans'][number]>();

  /** `now` in UTC milliseconds. */
  record(decision: Decision, link: string, now: number): void {
    const { kind } = decision;
    if (kind === 'unknown-host' || kind === 'hash-route' || decision.migration === null) return;
    if (now < this.#hour || now >= this.#hour + HOUR) this.#enter(now);
    if (kind === 'unknown-page') {
      this.#tallyOf(decision.migration, decision.migration, null).counts[kind]++;
      this.#recordOrphan(decision.migration, link);
    } else if (decision.capability) {
      this.#tallyOf(decision.capability, decision.migration, decision.capability).counts[kind]++;
    }
  }

  /** All that was counted since the last time, and what was put back. */
  take(): LinkCounts {
    this.#shelve();
    const uses = [...this.#waiting.values()].map(({ use, count }) => ({ ...use, count }));
    const orphans = [...this.#waitingOrphans.values()];
    this.#waiting.clear();
    this.#waitingOrphans.clear();
    return { uses, orphans };
  }

  /** Keeps what could not be stored for the next time. */
  putBack({ uses, orphans }: LinkCounts): void {
    for (const use of uses) this.#wait(use);
    for (const orphan of orphans) this.#waitOrphan(orphan);
  }

  #tallyOf(key: Capability | MigrationId, migration: MigrationId, capability: Capability | null): Tally {
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = { migration, capability, counts: noCounts() };
      this.#tallies.set(key, tally);
    }
    return tally;
  }

  #recordOrphan(migration: MigrationId, link: string): void {
    const path = orphanPath(link);
    if (path === null) return;
    const key = `${migration} ${path}`;
    const orphan = this.#orphans.get(key);
    if (orphan) orphan.count++;
    else if (this.#orphans.size < ORPHANS_A_DAY) this.#orphans.set(key, { migration, path, count: 1 });
  }

  #enter(now: number): void {
    this.#shelve();
    this.#hour = hourOf(now);
    if (this.#day === dayOf(now)) return;
    this.#day = dayOf(now);
    this.#orphans.clear();
  }

  /** Moves what was counted to what waits. */
  #shelve(): void {
    for (const { migration, capability, counts } of this.#tallies.values()) {
      for (const outcome of OUTCOMES) {
        const count = counts[outcome];
        if (count > 0) {
          this.#wait({ hour: this.#hour, migration, capability: capability?.id ?? null, outcome, count });
        }
      }
    }
    this.#tallies.clear();
    for (const orphan of this.#orphans.values()) {
      if (orphan.count > 0) this.#waitOrphan({ ...orphan, day: this.#day });
      orphan.count = 0;
    }
  }

  #wait(use: LinkUse): void {
    const key = `${use.hour} ${use.migration} ${use.capability} ${use.outcome}`;
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.count += use.count;
    else if (this.#waiting.size < WAITING_MAX) this.#waiting.set(key, { use, count: use.count });
  }

  #waitOrphan(orphan: LinkCounts['orphans'][number]): void {
    const key = `${orphan.day} ${orphan.migration} ${orphan.path}`;
    const count = (this.#waitingOrphans.get(key)?.count ?? 0) + orphan.count;
    if (count > orphan.count || this.#waitingOrphans.size < WAITING_MAX) {
      this.#waitingOrphans.set(key, { ...orphan, count });
    }
  }
}
