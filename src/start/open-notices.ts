import type { SettingsPorts } from '../core/settings/settings-storage.ts';
import { Delivery } from '../notices/deliver.ts';
import type { NoticeSender } from '../notices/sender.ts';
import { Timers } from '../notices/timers.ts';
import type { Storage } from '../storage/storage.ts';

export interface Notices {
  start(): void;
  /** A change has queued notices. */
  wake(): void;
  /** Ends what is being sent, and takes nothing new. */
  stop(): Promise<void>;
}

/** What happens by itself: notices leave, temporary offs end, people are reminded. */
export function openNotices(
  settings: SettingsPorts,
  storage: Pick<Storage, 'outbox' | 'timers'>,
  sender: NoticeSender,
  onError: (error: unknown) => void,
): Notices {
  const { migrations, sha256, newSalt } = settings;
  const delivery = new Delivery({ outbox: storage.outbox, sender, migrations, onError });
  const wake = () => delivery.wake();
  const timers = new Timers({
    timers: storage.timers,
    storage: settings.storage,
    sha256,
    newSalt,
    onQueued: wake,
    onError,
  });
  return {
    start: () => {
      delivery.start();
      timers.start();
    },
    wake,
    stop: async () => {
      await timers.stop();
      await delivery.stop();
    },
  };
}
