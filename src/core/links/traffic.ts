import { readableIds } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { CapabilityId, MigrationId } from '../ids.ts';
import type { Clock, Directory, Migrations } from '../ports.ts';
import { DAY, HOUR, hourOf } from '../time.ts';
import {
  type CapabilityUse,
  type CountQuery,
  type HourlyUse,
  type LinkCountStorage,
  noCounts,
  type OrphanCount,
  OUTCOMES,
  type Outcome,
} from './link-counts.ts';

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

interface TrafficDay {
  /** As `2026-11-24`. */
  readonly date: string;
  readonly counts: OutcomeCounts;
}

interface LinkTraffic {
  readonly capability: CapabilityId;
  readonly migration: MigrationId;
  readonly counts: OutcomeCounts;
  readonly total: number;
}

/** How old links were used. */
export interface Traffic {
  /** Every day, the oldest first. */
  readonly days: readonly TrafficDay[];
  /** The most used first. */
  readonly links: readonly LinkTraffic[];
  /** The most frequent first, at most so many as were asked for. */
  readonly orphans: readonly OrphanCount[];
  readonly total: number;
}

interface TrafficQuery extends Pick<CountQuery, 'tenant' | 'migrations'> {
  /** Today and those before. */
  readonly days: number;
  /** IANA name: where a day begins. */
  readonly timeZone: string;
  readonly orphans: number;
}

type CountReader = Pick<LinkCountStorage, 'byHour' | 'byCapability' | 'orphans'>;

/** @throws StorageUnavailable */
export async function trafficOf(storage: CountReader, asked: TrafficQuery, now: number): Promise<Traffic> {
  const dateOf = datesIn(asked.timeZone);
  const dates = lastDates(dateOf(now), asked.days);
  const query = { ...asked, since: beginningOf(dates[0] ?? dateOf(now), dateOf) };
  const [hours, uses, orphans] = await Promise.all([
    storage.byHour(query),
    storage.byCapability(query),
    storage.orphans({ ...query, limit: asked.orphans }),
  ]);
  const byDate = Map.groupBy(hours, ({ hour }) => dateOf(hour));
  const days = dates.map((date) => ({ date, counts: countsOf(byDate.get(date) ?? []) }));
  const links = [...Map.groupBy(uses, ({ migration, capability }) => `${migration} ${capability}`).values()].flatMap(
    linkOf,
  );
  return {
    days,
    links: links.toSorted((a, b) => b.total - a.total),
    orphans,
    total: days.reduce((sum, { counts }) => sum + totalOf(counts), 0),
  };
}

/** Days on the card, and how many pages and orphans it shows: it stays under 25 KB. */
const DAYS_SHOWN = 14;
export const LINKS_SHOWN = 8;
export const ORPHANS_SHOWN = 8;

export interface TrafficPorts {
  readonly migrations: Migrations;
  readonly directory: Directory;
  readonly linkCounts: CountReader;
  readonly clock: Clock;
}

/**
 * The last two weeks: of one migration, or of all that this person may read. One orphan more than is shown tells that
 * there are more. @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable
 */
export async function traffic(
  ports: TrafficPorts,
  actor: Actor,
  given: string | undefined,
  timeZone: string,
): Promise<Traffic> {
  const migrations = await readableIds(ports, actor, given);
  const query = { tenant: actor.tenant, migrations, days: DAYS_SHOWN, timeZone, orphans: ORPHANS_SHOWN + 1 };
  return trafficOf(ports.linkCounts, query, ports.clock());
}

function countsOf(uses: readonly Pick<HourlyUse, 'outcome' | 'count'>[]): OutcomeCounts {
  const counts = noCounts();
  for (const { outcome, count } of uses) counts[outcome] += count;
  return counts;
}

const totalOf = (counts: OutcomeCounts): number => OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);

function linkOf(uses: readonly CapabilityUse[]): readonly LinkTraffic[] {
  const [first] = uses;
  if (!first) return [];
  const counts = countsOf(uses);
  return [{ capability: first.capability, migration: first.migration, counts, total: totalOf(counts) }];
}

/** The date of a moment, as `2026-11-24`. */
function datesIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (at) => format.format(at);
}

/** So many dates, the last one this. */
const lastDates = (last: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(last) - (count - 1 - n) * DAY).toISOString().slice(0, 'yyyy-mm-dd'.length),
  );

/** No time zone is farther ahead of UTC, in hours. */
const AHEAD_MAX = 14;

/** The first hour that begins on this date. */
function beginningOf(date: string, dateOf: (at: number) => string): number {
  let hour = hourOf(Date.parse(date)) - AHEAD_MAX * HOUR;
  while (dateOf(hour) < date) hour += HOUR;
  return hour;
}
