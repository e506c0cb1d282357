import type { SettingsInMemory } from '../core/settings/settings-in-memory.ts';
import type { Storage } from '../storage/storage.ts';

/** How often settings are read although nobody said that one has changed: such news can get lost. In milliseconds. */
const EVERY = 1_000;

export interface Refreshing {
  stop(): void;
}

/**
 * Reads the settings in memory anew: now, each second, and as soon as another process says that one has changed.
 * `onFailure` is told once until it works again.
 */
export function keepFresh(
  settings: SettingsInMemory,
  storage: Pick<Storage, 'listen'>,
  onFailure: (error: unknown) => void,
): Refreshing {
  let [reading, again, failing] = [false, false, false];
  const refresh = async (): Promise<void> => {
    again = true;
    if (reading) return;
    reading = true;
    while (again) {
      again = false;
      try {
        await settings.refresh();
        failing = false;
      } catch (error) {
        if (!failing) onFailure(error);
        failing = true;
      }
    }
    reading = false;
  };
  storage.listen(refresh);
  const timer = setInterval(refresh, EVERY);
  refresh();
  return { stop: () => clearInterval(timer) };
}
