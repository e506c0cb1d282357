import { randomUUID } from 'node:crypto';
import type { Resident, Signpost, World } from '../world/signpost.ts';
import { type Button, click, type Seen } from '../world/talk.ts';
import type { Interval } from './linearizable.ts';

/** A form that somebody was shown, and what it told of the setting. */
export interface Look extends Interval {
  readonly version: number;
  readonly state: 'on' | 'off';
}

/** A click that was to make the version after `from`. */
export interface Attempt extends Interval {
  readonly by: string;
  readonly from: number;
  readonly to: 'on' | 'off';
  /** Of an off; no two have the same. */
  readonly comment: string | null;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'changed'; readonly number: number; readonly digits: string }
  /** Somebody was faster; the card tells of the setting as it is. */
  | { readonly kind: 'late'; readonly state: 'on' | 'off'; readonly version: number | null }
  /** No answer, or one that says that it may not have been saved. */
  | { readonly kind: 'unknown' };

/** What administrators did to `mdo-scc` and were told, at whichever replica. */
export interface History {
  readonly looks: Look[];
  readonly attempts: Attempt[];
}

/** An administrator whose every look and click is noted. */
export class Admin {
  readonly #world: World;
  readonly #person: Resident;
  readonly #history: History;
  constructor(world: World, person: Resident, history: History) {
    this.#world = world;
    this.#person = person;
    this.#history = history;
  }

  /** Asks for the form. @throws TypeError where the replica is gone */
  async look(at: Signpost): Promise<Look> {
    const asked = performance.now();
    const form = await this.#click(at, { verb: 'setting.askOff', data: { migration: 'mdo-scc' } });
    const version = Number(form.button('setting.off').data.version);
    const state = form.text.startsWith('Keep') ? 'off' : 'on';
    const look: Look = { asked, answered: performance.now(), version, state };
    this.#history.looks.push(look);
    return look;
  }

  /** Looks, then turns it on where it is off, and the other way round. */
  async toggle(at: Signpost): Promise<Outcome> {
    const look = await this.look(at).catch(orGone);
    return 'kind' in look ? look : this.change(at, look.state === 'on' ? 'off' : 'on', look.version);
  }

  /** Sends a button or form of that version. */
  async change(at: Signpost, to: 'on' | 'off', from: number): Promise<Outcome> {
    const comment = to === 'off' ? `because ${randomUUID()}` : null;
    const inputs = comment === null ? {} : { category: 'bug', comment, duration: 'none' };
    const data = { migration: 'mdo-scc', version: String(from), nonce: randomUUID() };
    const asked = performance.now();
    const outcome = await this.#click(at, { verb: `setting.${to}`, data }, inputs).then(readOutcome, orGone);
    const answered = outcome.kind === 'unknown' ? Number.POSITIVE_INFINITY : performance.now();
    this.#history.attempts.push({ by: this.#person.objectId, asked, answered, from, to, comment, outcome });
    return outcome;
  }

  #click(at: Signpost, button: Pick<Button, 'verb' | 'data'>, inputs = {}): Promise<Seen> {
    return click(this.#world, at, this.#person, this.#person.chat, button, inputs);
  }
}

/** fetch fails with a TypeError where the replica went away. */
function orGone(error: unknown): Outcome {
  if (error instanceof TypeError) return { kind: 'unknown' };
  throw error;
}

function readOutcome(card: Seen): Outcome {
  const [, number, digits] = /Receipt ([\d,]+) · ([0-9a-f]{12})/.exec(card.text) ?? [];
  if (number && digits) return { kind: 'changed', number: Number(number.replace(',', '')), digits };
  if (!card.text.startsWith('Somebody was faster')) return { kind: 'unknown' };
  const [on] = card.buttons('setting.on');
  return on
    ? { kind: 'late', state: 'off', version: Number(on.data.version) }
    : { kind: 'late', state: 'on', version: null };
}
