import type { MigrationId, Nonce, ObjectId, TenantId } from '../core/ids.ts';
import type { State } from '../core/migration.ts';
import type { Category } from '../core/settings/feedback.ts';
import type { LinkCountsSchema } from './link-counts-schema.ts';
import type { MissesSchema } from './misses-schema.ts';
import type { NoticesSchema } from './notices-schema.ts';

/**
 * The tables as Signpost writes them. Times are UTC milliseconds, flags 0 or 1. Somebody with the database in hand may
 * have put other values there: readers pass these on untouched, and the chain's hashes tell.
 */
export interface Schema extends NoticesSchema, MissesSchema, LinkCountsSchema {
  session_counts: SessionCountsTable;
  settings: SettingsTable;
  receipts: ReceiptsTable;
  actors: ActorsTable;
  feedback: FeedbackTable;
  chain_heads: ChainHeadsTable;
  pings: PingsTable;
  schema_migrations: SchemaMigrationsTable;
}

interface SettingsTable {
  tenant: TenantId;
  migration: MigrationId;
  state: State;
  version: number;
  since: number | null;
  until: number | null;
}

/** The chain without what may be forgotten. */
interface ReceiptsTable {
  tenant: TenantId;
  number: number;
  migration: MigrationId;
  version: number;
  at: number;
  from_state: State;
  to_state: State;
  until: number | null;
  /** As core's `causeText` writes it. */
  cause: string;
  category: Category | null;
  actor_digest: string | null;
  comment_digest: string | null;
  previous: string;
  hash: string;
  nonce: Nonce | null;
}

/** Who made a change; a row may be deleted, and the chain stays whole. */
interface ActorsTable {
  tenant: TenantId;
  number: number;
  salt: string;
  object_id: ObjectId;
  name: string;
}

/** What was written with a change; a row may be deleted, and the chain stays whole. */
interface FeedbackTable {
  tenant: TenantId;
  number: number;
  at: number;
  salt: string;
  comment: string;
  contact: number;
  share: number;
}

interface ChainHeadsTable {
  tenant: TenantId;
  number: number;
  hash: string;
}

/** Sessions that began in an hour with the same states, in the form of core's `writeStates`. */
interface SessionCountsTable {
  tenant: TenantId;
  hour: number;
  states: string;
  count: number;
  last_at: number;
}

/** One row, written to find out whether the database still takes anything. */
interface PingsTable {
  id: number;
  count: number;
}

/** Which of schema-migrations.ts were run. */
interface SchemaMigrationsTable {
  name: string;
}
