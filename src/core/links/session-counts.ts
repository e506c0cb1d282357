import { type MigrationId, migrationId, type TenantId } from '../ids.ts';
import type { State } from '../migration.ts';

export type States = ReadonlyMap<MigrationId, State>;

/** Sessions that began in one hour with the same states. Whose they are, nobody keeps. */
export interface SessionCount {
  /** When the hour began, in UTC milliseconds. */
  readonly hour: number;
  /** As `writeStates` writes them. */
  readonly states: string;
  readonly count: number;
  /** When the last of them began, in UTC milliseconds. */
  readonly lastAt: number;
}

/** Every method throws StorageUnavailable where the database fails. */
export interface SessionCountStorage {
  /** Adds to what was counted before. */
  add(tenant: TenantId, counts: readonly SessionCount[]): Promise<void>;
  /** Those of which the last one began after `time`. */
  since(tenant: TenantId, time: number): Promise<readonly SessionCount[]>;
  /** Forgets hours that began before `time`; says how many. */
  forget(time: number): Promise<number>;
}

/** States as cookies and counts hold them: `<ids that are on>.<ids that are off>`, joined by `_`, which no id has. */
export const writeStates = (states: States): string => `${idsThatAre('on', states)}.${idsThatAre('off', states)}`;

export function readStates(text: string): States {
  const [on = '', off = ''] = text.split('.');
  return new Map([...readIds(on, 'on'), ...readIds(off, 'off')]);
}

const idsThatAre = (state: State, states: States): string =>
  [...states].flatMap(([migration, its]) => (its === state ? [migration] : [])).join('_');

const readIds = (ids: string, state: State): (readonly [MigrationId, State])[] =>
  ids === '' ? [] : ids.split('_').map((id) => [migrationId(id), state]);
