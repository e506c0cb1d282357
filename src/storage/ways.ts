import type { Kysely, Transaction } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Schema } from './schema.ts';

/** What each kind of database does in its own way. */
export interface Ways {
  /** Runs `work` in a transaction while no other one with the same lock runs. */
  locked<T>(lock: string, work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Lets other processes know that settings have changed, once the transaction has committed. */
  tellOthers(transaction: Transaction<Schema>): Promise<void>;
  /** Calls `onNews` whenever another process may have changed a setting, until the storage is closed. */
  listen(onNews: () => void): void;
  /** The time in UTC milliseconds, the same for all who share the database. */
  now(db: Kysely<Schema>): Promise<number>;
}

/** The lock under which a tenant's settings change. */
export const settingsLock = (tenant: TenantId): string => `tenant:${tenant}`;
