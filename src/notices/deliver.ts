import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { TenantId } from '../core/ids.ts';
import { LEASE, type Notice, type NoticeOutcome, type Outbox, type Settlement } from '../core/notices/notice.ts';
import { TENANT_INTERVAL } from '../core/notices/pace.ts';
import type { Migrations } from '../core/ports.ts';
import { attempt } from './attempt.ts';
import { Bell } from './bell.ts';
import { cardOf } from './card-of.ts';
import type { NoticeSender } from './sender.ts';

/** Notices that one process sends at once, and how many of one tenant stop it from taking more of that: 50 a second for 3 s each. */
const AT_ONCE = 600;
const AT_ONCE_A_TENANT = 150;

/** Settled together at most: one statement has room for all of them. */
const SETTLED_AT_ONCE = 100;

/**
 * In milliseconds: how often to look for notices that others queued, for the next turns while some are being sent, and
 * at most; and how long to wait while the database takes nothing.
 */
const POLL = 1_000;
const NEXT_TURNS = 250;
const SHORTEST_PAUSE = 40;
const STORAGE_PAUSE = 500;

/** Two attempts of a sender take 20 s at most: begun in this time, in milliseconds, they end while the lease lasts. */
const BEGIN_WITHIN = LEASE - 20_000;

interface DeliveryPorts {
  readonly outbox: Pick<Outbox, 'take' | 'settle'>;
  readonly sender: NoticeSender;
  readonly migrations: Migrations;
  /** Of the database mostly: it goes on. */
  readonly onError: (error: unknown) => void;
}

/** Delivers what the outbox holds, beside any other replica that does the same. */
export class Delivery {
  readonly #ports: DeliveryPorts;
  readonly #bell = new Bell();
  readonly #stopping = new AbortController();
  readonly #inHand = new Map<number, TenantId>();
  readonly #sending = new Set<Promise<void>>();
  readonly #nextTurn = new Map<TenantId, number>();
  readonly #unsettled: Settlement[] = [];
  #settling: Promise<void> | null = null;
  /** The database refuses to take what became of notices. */
  #refused = false;
  /** There may be more to take than there was room for. */
  #full = false;
  #running: Promise<void> | null = null;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something was queued just now. */
  wake(): void {
    this.#bell.ring();
  }

  /** Takes nothing more, and is done when all that was being sent is settled. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#running;
    await Promise.all(this.#sending);
    await this.#settling;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#take().catch(this.#ports.onError);
      await delay(SHORTEST_PAUSE);
      await this.#bell.heard(this.#inHand.size > 0 ? NEXT_TURNS : POLL);
    }
  }

  async #take(): Promise<void> {
    const room = AT_ONCE - this.#inHand.size;
    // While the database takes nothing, leases end: what is in hand still must be settled before it can be taken again.
    if (room <= 0 || this.#refused) return;
    const takenAt = performance.now();
    const notices = await this.#ports.outbox.take(room, this.#tenantsAtTheirLimit());
    for (const notice of notices) {
      this.#inHand.set(notice.seq, notice.tenant);
      const sending = this.#deliver(notice, takenAt).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
    this.#full = notices.length === room;
  }

  #tenantsAtTheirLimit(): TenantId[] {
    const tenants = Map.groupBy(this.#inHand.values(), (tenant) => tenant);
    return [...tenants].filter(([, { length }]) => length >= AT_ONCE_A_TENANT).map(([tenant]) => tenant);
  }

  async #deliver(notice: Notice, takenAt: number): Promise<void> {
    const outcome = await this.#send(notice, takenAt).catch((error: unknown): NoticeOutcome => {
      // A mistake of ours, such as a card that cannot be drawn: it must not hold up the notices after it.
      this.#ports.onError(error);
      return { kind: 'failed' };
    });
    this.#unsettled.push({ notice, outcome });
    this.#settling ??= this.#settle();
  }

  async #send(notice: Notice, takenAt: number): Promise<NoticeOutcome> {
    const { sender, migrations } = this.#ports;
    const { signal } = this.#stopping;
    await delay(notice.wait, undefined, { signal }).catch(() => {}); // told apart below
    await delay(this.#turnOf(notice.tenant), undefined, { signal }).catch(() => {});
    // A process that was stopped for a while comes too late: another one may be sending it.
    if (signal.aborted || performance.now() - takenAt > BEGIN_WITHIN) return { kind: 'returned' };
    return attempt(sender, notice, cardOf(migrations, notice));
  }

  /** Milliseconds until this tenant's next send: after a moment in which this process did nothing, many turns have come at once. */
  #turnOf(tenant: TenantId): number {
    const now = performance.now();
    const turn = Math.max(now, this.#nextTurn.get(tenant) ?? now);
    this.#nextTurn.set(tenant, turn + TENANT_INTERVAL);
    return turn - now;
  }

  async #settle(): Promise<void> {
    while (this.#unsettled.length > 0) {
      await setImmediate(); // all that has become known by now goes into one transaction
      const batch = this.#unsettled.slice(0, SETTLED_AT_ONCE);
      try {
        const wait = await this.#ports.outbox.settle(batch);
        this.#refused = false;
        this.#unsettled.splice(0, batch.length);
        for (const { notice } of batch) this.#inHand.delete(notice.seq);
        if (this.#full) this.#bell.ring();
        else if (wait !== null && wait < POLL) this.#bell.ringIn(wait);
      } catch (error) {
        this.#ports.onError(error);
        this.#refused = true;
        if (this.#stopping.signal.aborted) break;
        await delay(STORAGE_PAUSE);
      }
    }
    this.#settling = null;
  }
}
