/** Wakes one worker that has nothing to do. */
export class Bell {
  #rung = false;
  #wake: () => void = () => {};

  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  /** Keeps no process alive. */
  ringIn(milliseconds: number): void {
    setTimeout(() => this.ring(), milliseconds).unref();
  }

  /** Until it rings, or has rung since the last time; at most so many milliseconds. */
  heard(atMost: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#rung = false;
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(wake, atMost);
      this.#wake = wake;
      if (this.#rung) wake();
    });
  }
}
