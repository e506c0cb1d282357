import type { Actor, Standing } from './actor.ts';
import type { MigrationId } from './ids.ts';
import type { Migration } from './migration.ts';

/** UTC milliseconds. */
export type Clock = () => number;

/** Who holds which role, asked anew each time. */
export interface Directory {
  /** @throws DirectoryUnavailable where there is any doubt */
  standingOf(actor: Actor): Promise<Standing>;
}

/** The migrations that the catalog holds, by id. */
export type Migrations = ReadonlyMap<MigrationId, Migration>;
