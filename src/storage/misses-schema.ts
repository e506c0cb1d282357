import type { MissSource } from '../core/answers/misses.ts';
import type { CapabilityId, TenantId } from '../core/ids.ts';

/** Unanswered questions, and what people said of answers. */
export interface MissesSchema {
  misses: MissesTable;
  ratings: RatingsTable;
}

/** One row for each question of a day. */
interface MissesTable {
  tenant: TenantId;
  source: MissSource;
  /** The beginning of a day in UTC. */
  day: number;
  key: string;
  question: string;
  count: number;
}

interface RatingsTable {
  tenant: TenantId;
  capability: CapabilityId;
  helpful: number;
  unhelpful: number;
}
