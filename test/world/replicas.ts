import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Signpost, startSignpost, stopSignpost, type World } from './signpost.ts';

/** A redirected page of `mdo-scc`. */
const OLD_LINK = 'https://protection.office.com/threatexplorer';

/** Replicas of the real program on one database. */
export class Replicas {
  /** One replica for each of `clocks`: by how many milliseconds its clock is ahead. */
  static async start(world: World, databaseUrl: string, clocks: readonly number[]): Promise<Replicas> {
    const replicas = new Replicas(world, databaseUrl, clocks);
    await Promise.all(clocks.map((_, n) => replicas.restart(n)));
    return replicas;
  }

  readonly #world: World;
  readonly #databaseUrl: string;
  readonly #clocks: readonly number[];
  readonly #running: Signpost[] = [];
  private constructor(world: World, databaseUrl: string, clocks: readonly number[]) {
    this.#world = world;
    this.#databaseUrl = databaseUrl;
    this.#clocks = clocks;
  }

  get all(): readonly Signpost[] {
    return [...this.#running];
  }

  /** The replica with this number; numbers beyond the last begin again at the first. */
  at(number: number): Signpost {
    const replica = this.#running[number % this.#running.length];
    if (!replica) throw new Error('no replica runs');
    return replica;
  }

  async kill(number: number): Promise<void> {
    this.at(number).signal('SIGKILL');
    await this.at(number).ended;
  }

  /** Starts the replica with this number, by the clock that it had. */
  async restart(number: number): Promise<void> {
    const clock = {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'shifted-clock.ts')}`,
      CLOCK_SHIFT: String(this.#clocks[number]),
    };
    this.#running[number] = await startSignpost(this.#world, this.#world.newDataDir(), {
      DATABASE_URL: this.#databaseUrl,
      ...(this.#clocks[number] !== 0 && clock),
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map(stopSignpost));
  }
}

/** Where a new session of this replica is led by an old link of `mdo-scc`. */
export async function decisionAt(replica: Pick<Signpost, 'origin'>): Promise<'redirected' | 'off'> {
  const response = await fetch(`${replica.origin}/go/${OLD_LINK}`, { redirect: 'manual' });
  const decision = response.headers.get('signpost-decision')?.split(';')[0];
  if (decision === 'redirected' || decision === 'off') return decision;
  throw new Error(`the old link was answered ${response.status}, ${decision}`);
}

/** Waits until new sessions of this replica are led so. @throws Error after `limit` milliseconds */
export async function untilDecided(replica: Signpost, decision: 'redirected' | 'off', limit: number): Promise<void> {
  for (const until = performance.now() + limit; (await decisionAt(replica)) !== decision; await delay(2)) {
    if (performance.now() > until) throw new Error(`not ${decision} after ${limit} ms`);
  }
}
