import type { Kysely } from 'kysely';
import type { SettingsStorage } from '../core/ports.ts';
import type { Schema } from './schema.ts';
import { type InTurn, settingsStorage } from './settings-storage.ts';

/** All that is kept, by parts. Every method throws StorageUnavailable where the database fails. */
export interface Storage {
  readonly settings: SettingsStorage;
  /** Writes a little, and so fails where a change would fail: out of reach, or full. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The parts on one database. `inTurn` is that database's own way to let the changes of a tenant run one by one. */
export const storageOn = (db: Kysely<Schema>, inTurn: InTurn, close: () => Promise<void>): Storage => ({
  settings: settingsStorage(db, inTurn),
  ping: () => ping(db),
  close,
});

async function ping(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto('pings')
    .values({ id: 1, count: 1 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ count: eb('pings.count', '+', 1) })))
    .execute();
}
