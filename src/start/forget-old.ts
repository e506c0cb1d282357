import type { Config } from '../config.ts';
import { DAY, HOUR } from '../core/time.ts';
import type { Storage } from '../storage/storage.ts';

/** Deletes now and each hour what is older than the organisation keeps it. `onFailure` is told of what could not be deleted. */
export function forgetOld(
  { settings, outbox, misses, linkCounts, sessionCounts }: Storage,
  { feedbackDays, missDays, sessionHours }: Pick<Config, 'feedbackDays' | 'missDays' | 'sessionHours'>,
  onFailure: (error: unknown) => void,
): { stop(): void } {
  const forget = (): void => {
    const now = Date.now();
    const work = [
      settings.forgetFeedback(now - feedbackDays * DAY),
      outbox.forgetFailed(now - feedbackDays * DAY),
      misses.forget(now - missDays * DAY),
      linkCounts.forget(now - missDays * DAY),
      sessionCounts.forget(now - (sessionHours + 1) * HOUR),
    ];
    for (const each of work) each.catch(onFailure);
  };
  forget();
  const timer = setInterval(forget, HOUR);
  return { stop: () => clearInterval(timer) };
}
