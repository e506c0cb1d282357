import { turnOnByTimer } from '../core/settings/change-setting.ts';
import type { TimerStorage } from '../core/settings/reminder.ts';
import type { SettingsPorts } from '../core/settings/settings-storage.ts';
import { Bell } from './bell.ts';

/** How often to look for what is due, in milliseconds. */
const POLL = 1_000;

/** Looked up at once. */
const AT_ONCE = 100;

interface TimerPorts extends Pick<SettingsPorts, 'storage' | 'sha256' | 'newSalt'> {
  readonly timers: TimerStorage;
  /** Notices were queued. */
  readonly onQueued: () => void;
  /** Of the database mostly: it goes on. */
  readonly onError: (error: unknown) => void;
}

/** Turns on what is off for a time once that is over, and reminds people of what is off, beside any other replica that does the same. */
export class Timers {
  readonly #ports: TimerPorts;
  readonly #bell = new Bell();
  #stopped = false;
  #running: Promise<void> | null = null;

  constructor(ports: TimerPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#bell.ring();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#orError(() => this.#fire());
      await this.#bell.heard(POLL);
    }
  }

  async #fire(): Promise<void> {
    const { timers, onQueued } = this.#ports;
    const { now, ends, reminders } = await timers.due(AT_ONCE);
    for (const end of ends) await this.#orError(() => turnOnByTimer(this.#ports, end, now));
    for (const reminder of reminders) await this.#orError(() => timers.remind(reminder));
    if (ends.length + reminders.length > 0) onQueued();
    if (ends.length === AT_ONCE || reminders.length === AT_ONCE) this.#bell.ring();
  }

  /** One setting that cannot be changed keeps no other from its time. */
  async #orError(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#ports.onError(error);
    }
  }
}
