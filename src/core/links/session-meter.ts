import { StorageUnavailable } from '../errors.ts';
import type { TenantId } from '../ids.ts';
import type { Setting } from '../settings/setting.ts';
import { HOUR } from '../time.ts';
import { readStates, type SessionCountStorage } from './session-counts.ts';

/** Where the gateway's sessions are counted. */
export interface SessionMeter {
  readonly counts: Pick<SessionCountStorage, 'since'>;
  /** Whose settings the gateway follows. */
  readonly tenant: TenantId;
  /** How long a session lasts at most. */
  readonly sessionHours: number;
}

/** Sessions that may still be pinned to another state than the setting's: at most so many, for some may have been ended. */
export interface StillPinned {
  readonly sessions: number;
  /** When the last of them ends at the latest, in UTC milliseconds; null where there is none. */
  readonly lastEnds: number | null;
}

/**
 * Who is not over yet, as of `at`, in UTC milliseconds. null where nobody can say: the setting was never changed, no
 * gateway follows it, or the database is out of reach.
 */
export async function stillPinned(
  meter: SessionMeter | null,
  tenant: TenantId,
  { migration, state, version }: Pick<Setting, 'migration' | 'state' | 'version'>,
  at: number,
): Promise<StillPinned | null> {
  if (meter?.tenant !== tenant || version === 0) return null;
  try {
    const begun = await meter.counts.since(tenant, at - meter.sessionHours * HOUR);
    const others = begun.filter(({ states }) => {
      const pinned = readStates(states).get(migration);
      return pinned !== undefined && pinned !== state;
    });
    if (others.length === 0) return { sessions: 0, lastEnds: null };
    return {
      sessions: others.reduce((sum, { count }) => sum + count, 0),
      lastEnds: Math.max(...others.map(({ lastAt }) => lastAt)) + meter.sessionHours * HOUR,
    };
  } catch (error) {
    if (error instanceof StorageUnavailable) return null;
    throw error;
  }
}
