import type { MigrationId, Nonce, TenantId } from '../ids.ts';
import type { Clock, Directory, Migrations } from '../ports.ts';
import type { Category } from './feedback.ts';
import type { ChainHead, Change, Receipt, Sha256 } from './receipt.ts';
import type { Reminder } from './reminder.ts';
import type { Setting } from './setting.ts';

/** A change with the tenant that its nonce belongs to. */
interface NonceUse {
  readonly tenant: TenantId;
  readonly change: Change;
}

/** What one change may read and write. No other change of the tenant runs meanwhile. */
export interface ChangeTransaction {
  /** The stored setting; undefined while nobody has changed it. */
  setting(migration: MigrationId): Promise<Setting | undefined>;
  /** The change that this nonce made, in whichever tenant. */
  useOf(nonce: Nonce): Promise<NonceUse | undefined>;
  head(): Promise<ChainHead | undefined>;
  /** The newest change of this migration's setting. */
  newestChange(migration: MigrationId): Promise<Change | undefined>;
  /** Adds the change to the chain, puts its setting in the place of the old one, and queues a notice for each subscription that wants it. */
  append(change: Change, setting: Setting, nonce: Nonce | null): Promise<void>;
  /** Puts the reminder of this change's setting in the place of the old one. */
  remind(receipt: Receipt, reminder: Reminder | null): Promise<void>;
}

/** Settings, receipts and feedback. Every method throws StorageUnavailable where the database fails. */
export interface SettingsStorage {
  /** Runs `work` while no other change of this tenant runs. All that it writes commits, or nothing where it throws. */
  inChange<T>(tenant: TenantId, work: (transaction: ChangeTransaction) => Promise<T>): Promise<T>;
  /** The settings that were changed at least once. */
  settings(tenant: TenantId): Promise<readonly Setting[]>;
  /** Changes, newest first. `before`: only those with a smaller number. */
  changes(query: {
    readonly tenant: TenantId;
    readonly migrations: readonly MigrationId[];
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly Change[]>;
  /** The newest change of each setting that was ever changed. */
  newestChanges(tenant: TenantId): Promise<readonly Change[]>;
  /** Changes that still hold feedback, newest first. */
  feedback(query: {
    readonly tenant: TenantId;
    readonly migrations: readonly MigrationId[];
    readonly limit: number;
  }): Promise<readonly Change[]>;
  /** How many changes still hold feedback, by its category. */
  feedbackCounts(query: {
    readonly tenant: TenantId;
    readonly migrations: readonly MigrationId[];
  }): Promise<ReadonlyMap<Category, number>>;
  /** The chain in order: at most `limit` changes with a number above `after`. */
  chain(tenant: TenantId, after: number, limit: number): Promise<readonly Change[]>;
  head(tenant: TenantId): Promise<ChainHead | undefined>;
  /** Forgets comments of changes made before `time`; says how many. */
  forgetFeedback(time: number): Promise<number>;
}

/** All that the use cases around settings need. */
export interface SettingsPorts {
  readonly migrations: Migrations;
  readonly directory: Directory;
  readonly storage: SettingsStorage;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** 16 random bytes as 32 hex digits. */
  readonly newSalt: () => string;
}
