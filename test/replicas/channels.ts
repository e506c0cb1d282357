import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { channel, type Place, withoutThread } from '../world/activity.ts';
import type { Fault } from '../world/connector.ts';
import { rowsOf, runSql } from '../world/postgres.ts';
import type { Resident, Signpost, World } from '../world/signpost.ts';
import { say } from '../world/talk.ts';

/** Notices that nobody may take for so long are in the hands of a replica; pauses after failures are shorter here. In milliseconds. */
const IN_HAND = 12_000;

const InHand = z.array(
  z.object({ seq: z.coerce.number(), attempts: z.number(), conversation: z.string(), number: z.coerce.number() }),
);

/** A notice by its channel and the number of its receipt. */
const keyOf = (conversation: string, number: number): string => `${withoutThread(conversation)} ${number}`;

/** What came of some receipts. */
export interface Counts {
  readonly notices: number;
  readonly missing: number;
  /** Copies beyond the first of each notice. */
  readonly repeats: number;
  /** Sends of which nobody could know whether they had arrived. */
  readonly ambiguous: number;
  /** Notices with more copies than their ambiguous sends explain. */
  readonly unexplained: number;
}

/** Subscribed channels, and what may have come there twice. */
export class Channels {
  static async subscribe(world: World, at: Signpost, admin: Resident, count: number, url: string): Promise<Channels> {
    const places = Array.from({ length: count }, () => channel(world.tenant));
    for (const place of places) await say(world, at, admin, place, '/notify here');
    return new Channels(world, places, url);
  }

  readonly #world: World;
  readonly #places: readonly Place[];
  readonly #url: string;
  /** How often each may have been sent without anybody's knowing. */
  readonly #ambiguous = new Map<string, number>();
  #inHand: z.infer<typeof InHand> = [];
  private constructor(world: World, places: readonly Place[], url: string) {
    this.#world = world;
    this.#places = places;
    this.#url = url;
  }

  /** The next sends to each of these channels end so. */
  plan(...faults: readonly Fault[]): void {
    for (const { id } of this.#places) this.#world.connector.plan(id, ...faults);
  }

  /** Notes what replicas may be sending at this moment; gives how many notices these are. */
  async noteInHand(): Promise<number> {
    const soon = Date.now() + IN_HAND;
    const rows = await rowsOf(
      this.#url,
      `select seq, attempts, conversation, number from notices where next_at > ${soon}`,
    );
    this.#inHand = InHand.parse(rows);
    for (const { conversation, number } of this.#inHand) {
      const key = keyOf(conversation, number);
      this.#ambiguous.set(key, (this.#ambiguous.get(key) ?? 0) + 1);
    }
    return this.#inHand.length;
  }

  /** Of what was noted last, the lease is over where nobody has settled it since: whoever had it is gone. */
  async release(): Promise<void> {
    const held = this.#inHand.map(({ seq, attempts }) => `(${seq}, ${attempts})`);
    if (held.length === 0) return;
    const where = `next_at > 0 and (seq, attempts) in (${held})`;
    await runSql(this.#url, `update notices set next_at = 0 where ${where}`);
  }

  /** All leases are over: everybody is gone. */
  releaseAll(): Promise<void> {
    return runSql(this.#url, 'update notices set next_at = 0 where next_at is not null');
  }

  /** Until this receipt has come to one channel, or so many milliseconds are over. */
  async untilOneCame(receipt: number, ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (this.count([receipt]).missing === this.#places.length && performance.now() < until) await delay(10);
  }

  /** Until all of these receipts have come to each channel; what limits Teams sets do not count. */
  async untilAllCame(receipts: readonly number[], ms: number): Promise<void> {
    const until = performance.now() + ms;
    for (;;) {
      const { missing } = this.count(receipts);
      if (missing === 0) return;
      if (performance.now() > until) throw new Error(`${missing} notices are missing`);
      // The whole table, else this would meet a replica that has locked some of its rows and waits for others.
      const update = "update deliveries set free_at = 0, recent = '[]'";
      await runSql(this.#url, `begin; lock table deliveries in exclusive mode; ${update}; commit`);
    }
  }

  count(receipts: readonly number[]): Counts {
    const copies = new Map<string, number>();
    for (const { conversation, activity } of this.#world.connector.sent()) {
      const receipt = /Receipt ([\d,]+) ·/.exec(JSON.stringify(activity))?.[1];
      if (receipt === undefined) continue;
      const key = keyOf(conversation, Number(receipt.replace(',', '')));
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    const keys = this.#places.flatMap(({ id }) => receipts.map((number) => keyOf(id, number)));
    const more = keys.map((key) => ({ key, more: (copies.get(key) ?? 1) - 1 }));
    return {
      notices: keys.length,
      ambiguous: keys.reduce((sum, key) => sum + (this.#ambiguous.get(key) ?? 0), 0),
      missing: keys.filter((key) => !copies.has(key)).length,
      repeats: more.reduce((sum, { more }) => sum + more, 0),
      unexplained: more.filter(({ key, more }) => more > (this.#ambiguous.get(key) ?? 0)).length,
    };
  }
}
