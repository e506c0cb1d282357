import type { MissStorage } from '../core/answers/misses.ts';
import type { LinkCountStorage } from '../core/links/link-counts.ts';
import type { SessionCountStorage } from '../core/links/session-counts.ts';
import type { Outbox } from '../core/notices/notice.ts';
import type { SubscriptionStorage } from '../core/notices/subscription.ts';
import type { Directory } from '../core/ports.ts';
import { announceChanges } from '../core/settings/announce-changes.ts';
import type { TimerStorage } from '../core/settings/reminder.ts';
import type { SettingsStorage } from '../core/settings/settings-storage.ts';
import { everyCall } from './every-call.ts';
import type { Metrics } from './metrics.ts';

/** Told of one call when it is over: `error` is what it threw, null where it went well. */
type Tell = (method: string, ms: number, error: unknown) => void;

const timed = <Port extends object>(port: Port, tell: Tell): Port =>
  everyCall(port, async (method, call) => {
    const began = performance.now();
    try {
      const result = await call();
      tell(method, performance.now() - began, null);
      return result;
    } catch (error) {
      tell(method, performance.now() - began, error);
      throw error;
    }
  });

export const observedDirectory = (directory: Directory, metrics: Metrics): Directory =>
  timed(directory, (_method, ms, error) => metrics.directory(ms, error));

/** The parts of the storage that are ports of core. */
interface Parts {
  readonly settings: SettingsStorage;
  readonly subscriptions: SubscriptionStorage;
  readonly outbox: Outbox;
  readonly timers: TimerStorage;
  readonly misses: MissStorage;
  readonly linkCounts: LinkCountStorage;
  readonly sessionCounts: SessionCountStorage;
}

/** The same storage: its time and failures are told, and what was changed, delivered and missed. */
export function observedStorage<Storage extends Parts>(storage: Storage, metrics: Metrics): Storage {
  const part = <Port extends object>(name: string, port: Port): Port =>
    timed(port, (method, ms, error) => metrics.database(`${name}.${method}`, ms, error));
  const outbox = part('outbox', storage.outbox);
  const misses = part('misses', storage.misses);
  const parts: Parts = {
    settings: announceChanges(part('settings', storage.settings), (_tenant, setting) => metrics.changed(setting)),
    subscriptions: part('subscriptions', storage.subscriptions),
    timers: part('timers', storage.timers),
    linkCounts: part('linkCounts', storage.linkCounts),
    sessionCounts: part('sessionCounts', storage.sessionCounts),
    outbox: {
      ...outbox,
      settle: async (settlements) => {
        const wait = await outbox.settle(settlements);
        for (const { outcome } of settlements) metrics.delivered(outcome);
        return wait;
      },
    },
    misses: {
      ...misses,
      record: async (miss) => {
        await misses.record(miss);
        metrics.missed(miss.source);
      },
    },
  };
  return { ...storage, ...parts };
}
