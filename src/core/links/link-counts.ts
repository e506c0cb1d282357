import type { CapabilityId, MigrationId, TenantId } from '../ids.ts';

/**
 * What became of an old link. A hash route is not counted: its page asks again. Nor is what leads to no old portal.
 * Only an unknown page belongs to no capability.
 */
export const OUTCOMES = ['redirected', 'off', 'not-affected', 'by-hand', 'unknown-page'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A count for each outcome, to begin with. */
export const noCounts = (): Record<Outcome, number> => ({
  redirected: 0,
  off: 0,
  'not-affected': 0,
  'by-hand': 0,
  'unknown-page': 0,
});

/** How often one capability's old links were used in one hour, with one outcome. */
export interface LinkUse {
  /** The beginning of the hour in UTC milliseconds. */
  readonly hour: number;
  /** The migration whose setting decided, else the one that the old page belongs to. */
  readonly migration: MigrationId;
  readonly capability: CapabilityId | null;
  readonly outcome: Outcome;
  readonly count: number;
}

/** How often a path of an old portal was asked for, on one day, that is no page of it. */
export interface OrphanUse {
  /** The beginning of the day in UTC. */
  readonly day: number;
  readonly migration: MigrationId;
  readonly path: string;
  readonly count: number;
}

export interface LinkCounts {
  readonly uses: readonly LinkUse[];
  readonly orphans: readonly OrphanUse[];
}

/** Different orphans kept of one tenant and day: a flood of made-up paths is no news. */
export const ORPHANS_A_DAY = 200;

/** What is asked of the counts: these migrations, since a moment. */
export interface CountQuery {
  readonly tenant: TenantId;
  readonly migrations: readonly MigrationId[];
  /** UTC milliseconds. */
  readonly since: number;
}

export type HourlyUse = Pick<LinkUse, 'hour' | 'outcome' | 'count'>;
export type CapabilityUse = Pick<LinkUse, 'migration' | 'outcome' | 'count'> & { readonly capability: CapabilityId };
/** `lastDay`: the last one on which it was asked for. */
export type OrphanCount = Omit<OrphanUse, 'day'> & { readonly lastDay: number };

/** How old links are used. Every method throws StorageUnavailable where the database fails. */
export interface LinkCountStorage {
  /** Adds to what is there, all or nothing; orphans only while their day has room. */
  add(tenant: TenantId, counts: LinkCounts): Promise<void>;
  byHour(query: CountQuery): Promise<readonly HourlyUse[]>;
  byCapability(query: CountQuery): Promise<readonly CapabilityUse[]>;
  /** The most frequent first. */
  orphans(query: CountQuery & { readonly limit: number }): Promise<readonly OrphanCount[]>;
  /** Forgets the days that ended before `time`; says how many rows. */
  forget(time: number): Promise<number>;
}
