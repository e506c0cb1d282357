import { readerAccess } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { CapabilityId, TenantId } from '../ids.ts';
import type { Clock, Directory, Migrations } from '../ports.ts';
import { storable } from '../storable.ts';

/** How much of a question is kept, in UTF-16 units: enough for words, too little for a story. */
export const MISS_MAX = 200;
/** Different questions kept of one tenant, source and day: the web page is open to strangers, and a flood is no news. */
export const MISSES_A_DAY = 500;

/** Where somebody asked: in Teams, or on the web. Each has a day's room of its own. */
export type MissSource = 'chat' | 'web';

/** A question without an answer. Who asked is not kept. */
export interface Miss {
  readonly tenant: TenantId;
  readonly source: MissSource;
  /** UTC milliseconds; the day is kept. */
  readonly at: number;
  /** Not longer than MISS_MAX. */
  readonly question: string;
  /** Equal for two spellings of one question. */
  readonly key: string;
}

/** One question, and how often it stayed unanswered. */
interface MissCount {
  readonly question: string;
  readonly chat: number;
  readonly web: number;
  /** The last day on which it was asked: its beginning in UTC milliseconds. */
  readonly lastDay: number;
}

/** How often people said that a page was what they had looked for. */
interface Rating {
  readonly capability: CapabilityId;
  readonly helpful: number;
  readonly unhelpful: number;
}

/** Unanswered questions and what people said of answers. Every method throws StorageUnavailable where the database fails. */
export interface MissStorage {
  /** Keeps it, unless its day is full. */
  record(miss: Miss): Promise<void>;
  /** The most frequent first, then the latest. */
  counts(tenant: TenantId, limit: number): Promise<readonly MissCount[]>;
  /** Forgets the days that ended before `time`; says how many rows. */
  forget(time: number): Promise<number>;
  rate(tenant: TenantId, capability: CapabilityId, helpful: boolean): Promise<void>;
  /** The pages that were said to be wrong, the most often first. */
  unhelpful(tenant: TenantId, limit: number): Promise<readonly Rating[]>;
}

/** Punctuation and spaces that no question is told from another by. */
const END = new Set(' ?!.…'.split(''));

/** The miss of this question; null where nothing of it can be read. */
export function missOf(asked: Pick<Miss, 'tenant' | 'source' | 'at'> & { readonly question: string }): Miss | null {
  // Cut first: what follows takes time that grows with the text.
  const question = storable(asked.question.slice(0, MISS_MAX)).replace(/\s+/g, ' ').trim();
  let end = question.length;
  while (end > 0 && END.has(question.charAt(end - 1))) end--;
  if (end === 0) return null;
  return { ...asked, question, key: question.slice(0, end).toLowerCase() };
}

/** Where misses and ratings go. */
export interface MissKeeper {
  readonly misses: MissStorage;
  readonly clock: Clock;
  /** Told of what could not be kept: whoever asked has their answer all the same. */
  readonly onMissLost: (error: unknown) => void;
}

/** Keeps a question without answer, off the way of its reply. */
export function keepMiss(keeper: MissKeeper, tenant: TenantId, source: MissSource, question: string): void {
  const miss = missOf({ tenant, source, at: keeper.clock(), question });
  if (miss) keeper.misses.record(miss).catch(keeper.onMissLost);
}

/** Counts what somebody said of an answer, off the way of the thanks. */
export function keepRating(keeper: MissKeeper, tenant: TenantId, capability: CapabilityId, helpful: boolean): void {
  keeper.misses.rate(tenant, capability, helpful).catch(keeper.onMissLost);
}

/** What the report needs. */
interface MissPorts {
  readonly migrations: Migrations;
  readonly directory: Directory;
  readonly misses: MissStorage;
}

/** Questions shown at once: a card stays under 25 KB. */
export const MISSES_SHOWN = 15;
/** Pages that were said to be wrong, shown at once. */
const RATINGS_SHOWN = 5;

export interface MissReport {
  readonly misses: readonly MissCount[];
  /** There are more than these. */
  readonly more: boolean;
  readonly unhelpful: readonly Rating[];
}

/** What stays unanswered, for those who may read settings. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable */
export async function missReport(ports: MissPorts, actor: Actor): Promise<MissReport> {
  await readerAccess(ports, actor);
  const [misses, unhelpful] = await Promise.all([
    ports.misses.counts(actor.tenant, MISSES_SHOWN + 1),
    ports.misses.unhelpful(actor.tenant, RATINGS_SHOWN),
  ]);
  return { misses: misses.slice(0, MISSES_SHOWN), more: misses.length > MISSES_SHOWN, unhelpful };
}
