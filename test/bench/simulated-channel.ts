import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { SendOutcome } from '../../src/core/notices/notice.ts';
import type { NoticeSender } from '../../src/notices/sender.ts';

/** What Teams allows: so many sends in so many milliseconds, to one conversation and to all of an app and tenant. */
const TO_ONE = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;
const TO_ALL = [50, 1_000] as const;

/** How long a channel takes to answer, in milliseconds. */
const LATENCY = 60;

const Address = z.object({ to: z.string() });

/** Moments, of which those within so many milliseconds are counted. */
class Moments {
  readonly #at: number[] = [];
  within(ms: number, now: number): number {
    const first = this.#at.findLastIndex((at) => at <= now - ms) + 1;
    return this.#at.length - first;
  }
  add(now: number): void {
    this.#at.push(now);
  }
}

/** A tenant's Teams: enforces the limits, is busy now and then, and loses answers. */
export class SimulatedChannel implements NoticeSender {
  readonly arrived = new Map<string, number>();
  sends = 0;
  /** Refused for coming too fast. */
  throttled = 0;
  lost = 0;
  readonly #busy: number;
  readonly #losing: number;
  readonly #all = new Moments();
  readonly #each = new Map<string, Moments>();

  constructor({ busy, lost }: { readonly busy: number; readonly lost: number }) {
    this.#busy = busy;
    this.#losing = lost;
  }

  async send(address: string): Promise<SendOutcome> {
    const { to } = Address.parse(JSON.parse(address));
    const now = performance.now();
    this.sends++;
    const own = this.#each.get(to) ?? new Moments();
    this.#each.set(to, own);
    const tooFast =
      this.#all.within(TO_ALL[1], now) >= TO_ALL[0] || TO_ONE.some(([most, ms]) => own.within(ms, now) >= most);
    this.#all.add(now);
    own.add(now);
    if (tooFast) this.throttled++;
    const refused = tooFast || Math.random() < this.#busy;
    const isLost = !refused && Math.random() < this.#losing;
    if (!refused) this.arrived.set(to, (this.arrived.get(to) ?? 0) + 1);
    if (isLost) this.lost++;
    await delay(LATENCY);
    if (refused) return { kind: 'later', after: 1_000, ambiguous: false };
    return isLost ? { kind: 'later', after: null, ambiguous: true } : { kind: 'delivered' };
  }
}
