import { EventEmitter, once } from 'node:events';
import type { NoticeOutcome, Outbox } from '../../src/core/notices/notice.ts';
import { Delivery } from '../../src/notices/deliver.ts';
import { changes, conversation, failed } from '../world/notices.ts';
import { NOON, openSettingsWorld, TENANT } from '../world/settings.ts';
import { PlannedChannel } from './planned-channel.ts';

type Takes = Pick<Outbox, 'take' | 'settle'>;

/** Settings, an outbox on SQLite, and a channel with processes that deliver to it. Time stands still until it is set. */
export async function openDeliveryWorld() {
  const settings = await openSettingsWorld();
  const { storage, clock } = settings;
  const channel = new PlannedChannel();
  const errors: unknown[] = [];
  const settled: NoticeOutcome['kind'][] = [];
  const news = new EventEmitter();
  const running: Delivery[] = [];
  const wake = () => {
    for (const delivery of running) delivery.wake();
  };
  const admin = changes(storage, clock);
  const thenWake =
    <Given extends readonly unknown[], T>(change: (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> => {
      const made = await change(...given);
      wake();
      return made;
    };

  return {
    storage,
    ports: settings.ports,
    channel,
    errors,
    off: thenWake(admin.off),
    on: thenWake(admin.on),
    /** A process that delivers, by an outbox that may fail. */
    start: (outbox: Takes = storage.outbox): Delivery => {
      const watched: Takes = {
        take: outbox.take,
        settle: async (settlements) => {
          const wait = await outbox.settle(settlements);
          settled.push(...settlements.map(({ outcome }) => outcome.kind));
          news.emit('settled');
          return wait;
        },
      };
      const { migrations } = settings.ports;
      const delivery = new Delivery({
        outbox: watched,
        sender: channel,
        migrations,
        onError: (error) => errors.push(error),
      });
      running.push(delivery);
      delivery.start();
      return delivery;
    },
    find: async (name: string) =>
      (await storage.subscriptions.find(TENANT, conversation(name))) ?? failed('no subscription'),
    /** Lets time pass, and wakes those who deliver. */
    pass: (ms: number) => {
      clock.now += ms;
      wake();
    },
    /** From now on, as it does. */
    letTimeRun: () => {
      const begun = performance.now();
      Object.defineProperty(clock, 'now', { get: () => Math.floor(NOON + performance.now() - begun) });
    },
    /** Waits until so many sends were settled in all, and gives what became of each. */
    settled: async (count: number): Promise<readonly NoticeOutcome['kind'][]> => {
      const signal = AbortSignal.timeout(10_000);
      while (settled.length < count) {
        await once(news, 'settled', { signal }).catch(() => failed(`${settled.length} of ${count} were settled`));
      }
      return settled;
    },
    close: async () => {
      channel.answer();
      await Promise.all(running.map((delivery) => delivery.stop()));
      await settings.close();
    },
  };
}
export type DeliveryWorld = Awaited<ReturnType<typeof openDeliveryWorld>>;
