import type { Config } from '../config.ts';
import type { Storage } from '../storage/storage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Deletes now and each hour what is older than the organisation keeps it. `onFailure` is told of what could not be deleted. */
export function forgetOld(
  { settings, outbox, misses, linkCounts }: Storage,
  { feedbackDays, missDays }: Pick<Config, 'feedbackDays' | 'missDays'>,
  onFailure: (error: unknown) => void,
): { stop(): void } {
  const forget = (): void => {
    const now = Date.now();
    const work = [
      settings.forgetFeedback(now - feedbackDays * DAY),
      outbox.forgetFailed(now - feedbackDays * DAY),
      misses.forget(now - missDays * DAY),
      linkCounts.forget(now - missDays * DAY),
    ];
    for (const each of work) each.catch(onFailure);
  };
  forget();
  const timer = setInterval(forget, HOUR);
  return { stop: () => clearInterval(timer) };
}
