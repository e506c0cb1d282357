import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** The bot gives running turns some seconds to end; whoever takes longer is killed. */
const STOP_LIMIT_MS = 12_000;

/** Processes that end together, and this one with them: on Ctrl-C, and where one ends by itself that the others need. */
export class Processes {
  readonly #children = new Set<ChildProcess>();
  readonly #finish: () => Promise<void>;
  #ending = false;

  /** `finish` is called when all have ended. */
  constructor(finish: () => Promise<void> = async () => {}) {
    this.#finish = finish;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.removeAllListeners(signal); // a library's own, which would end this process before the others
      process.on(signal, () => void this.end(0));
    }
  }

  get ending(): boolean {
    return this.#ending;
  }

  /** Ends with the others. `onExit` is told where it ends before them, and how. */
  add(child: ChildProcess, onExit: (how: string) => void): void {
    this.#children.add(child);
    child.once('exit', (code, signal) => {
      this.#children.delete(child);
      if (!this.#ending) onExit(String(signal ?? `exit code ${code}`));
    });
  }

  /** As `add`; where it ends, all end. */
  need(name: string, child: ChildProcess, log: string): void {
    this.add(child, (how) => void this.end(1, `${name} has ended (${how}), and so this ends. Its log is ${log}.`));
  }

  async end(exitCode: number, why?: string): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    if (why) console.error(why);
    const ended = [...this.#children].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.#children) child.kill('SIGTERM');
    await Promise.race([Promise.all(ended), pause(STOP_LIMIT_MS)]);
    for (const child of this.#children) child.kill('SIGKILL');
    await this.#finish();
    process.exit(exitCode);
  }
}
