import { EventEmitter, once } from 'node:events';
import { z } from 'zod';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import type { SendOutcome } from '../../src/core/notices/notice.ts';
import type { NoticeSender } from '../../src/notices/sender.ts';

/** One card that arrived. */
export interface Arrived {
  readonly to: string;
  readonly card: AdaptiveCard;
  /** The number of the receipt that the card shows. */
  readonly receipt: number;
  readonly freshToken: boolean;
}

/** What happens to one send: it gets this outcome, which an ambiguous one gets after its card has arrived, or no answer until `answer`. */
export type Planned = SendOutcome | 'hang';

const Address = z.object({ to: z.string() });

/** Limits that a channel enforces on one conversation, and on all of them: so many sends within so many milliseconds. */
const LIMITS = [
  [7, 1_000],
  [8, 2_000],
] as const;
const TENANT_LIMIT = [50, 1_000] as const;

/** A channel that does what is planned, and else delivers; by order it refuses whoever sends too fast. */
export class PlannedChannel implements NoticeSender {
  readonly arrived: Arrived[] = [];
  /** Every send, with the moment it was made. */
  readonly attempts: { readonly to: string; readonly at: number; readonly freshToken: boolean }[] = [];
  /** Sends that were refused for coming too fast. */
  throttled = 0;
  /** Sends that have no answer yet. */
  open = 0;
  enforcesLimits = false;
  readonly #plans = new Map<string, Planned[]>();
  readonly #news = new EventEmitter();
  readonly #answers: (() => void)[] = [];

  /** The next sends there go so, one each. */
  plan(to: string, ...planned: readonly Planned[]): void {
    this.#plans.set(to, [...planned]);
  }

  /** Those that hang are answered: delivered. */
  answer(): void {
    for (const answer of this.#answers.splice(0)) answer();
  }

  of(to: string): readonly Arrived[] {
    return this.arrived.filter((each) => each.to === to);
  }

  /** Waits until this is so, looking at each send. */
  async until(isSo: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    while (!isSo()) {
      await once(this.#news, 'send', { signal }).catch(() => {
        throw new Error(`within 10 s came ${this.arrived.length} cards by ${this.attempts.length} sends`);
      });
    }
  }

  async send(address: string, card: AdaptiveCard, { freshToken } = { freshToken: false }): Promise<SendOutcome> {
    const { to } = Address.parse(JSON.parse(address));
    const at = performance.now();
    const tooFast = this.enforcesLimits && this.#isTooFast(to, at);
    this.attempts.push({ to, at, freshToken });
    const planned = this.#plans.get(to)?.shift() ?? { kind: 'delivered' };
    const receipt = Number(/Receipt (\d+) ·/.exec(JSON.stringify(card))?.[1]);
    const arrives =
      planned === 'hang' || planned.kind === 'delivered' || (planned.kind === 'later' && planned.ambiguous);
    if (arrives && !tooFast) this.arrived.push({ to, card, receipt, freshToken });
    this.#news.emit('send');
    if (tooFast) {
      this.throttled++;
      return { kind: 'later', after: 1_000, ambiguous: false };
    }
    if (planned !== 'hang') return planned;
    this.open++;
    await new Promise<void>((resolve) => this.#answers.push(resolve));
    this.open--;
    return { kind: 'delivered' };
  }

  #isTooFast(to: string, at: number): boolean {
    const within = (ms: number) => this.attempts.filter((sent) => sent.at > at - ms);
    const own = LIMITS.some(([most, ms]) => within(ms).filter((sent) => sent.to === to).length >= most);
    return own || within(TENANT_LIMIT[1]).length >= TENANT_LIMIT[0];
  }
}
