import { MinuteLimit } from '../core/minute-limit.ts';
import type { Clock } from '../core/ports.ts';

interface Log {
  warn(facts: { readonly err: unknown }, what: string): void;
}

/**
 * Logs failures as warnings, the same one once a minute at most: while a database is out of reach, whatever needs it
 * fails each second.
 */
export function warnOnceAMinute(log: Log, what: string, clock: Clock = Date.now): (error: unknown) => void {
  const limit = new MinuteLimit(1, clock);
  return (error) => {
    if (limit.take(String(error)).kind === 'go') log.warn({ err: error }, what);
  };
}
