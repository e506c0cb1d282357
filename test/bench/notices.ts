import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { tenantId } from '../../src/core/ids.ts';
import { Delivery } from '../../src/notices/deliver.ts';
import type { NoticeSender } from '../../src/notices/sender.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { changes, channel } from '../world/notices.ts';
import { ADA, settingsPorts, TENANT } from '../world/settings.ts';
import { bareJobs } from './bare-outbox.ts';
import { type BenchDatabase, eachDatabase } from './databases.ts';
import { compare, median } from './figures.ts';
import { SimulatedChannel } from './simulated-channel.ts';

const CHANNELS = 1_000;
const ROUNDS = 5;
/** Jobs of one round, so spread over tenants that no tenant's limit counts. */
const JOB_TENANTS = 400;
const JOBS_EACH = 5;

/** The clock of the machine, as the tests' worlds take it. */
const clock = {
  get now() {
    return Date.now();
  },
};

const deliveryTo = (storage: Storage, sender: NoticeSender): Delivery =>
  new Delivery({
    outbox: storage.outbox,
    sender,
    migrations: settingsPorts(storage.settings).migrations,
    onError: (error) => process.stderr.write(`${error}\n`),
  });

/** Delivery of notices: how fast a change reaches many, what the outbox costs, and what subscriptions cost a change. */
export async function run(): Promise<void> {
  for await (const database of eachDatabase()) {
    await fanOut(database);
    await throughput(database);
    await costOfSubscriptions(database);
  }
}

/** One change, told to a thousand channels under Teams' limits, with 5 % refused and 1 % of the answers lost. */
async function fanOut({ name, open }: BenchDatabase): Promise<void> {
  await using storage = await open();
  for (let n = 0; n < CHANNELS; n++) {
    await storage.subscriptions.save(channel(`c${n}`, { address: JSON.stringify({ to: `c${n}` }) }));
  }
  const simulated = new SimulatedChannel({ busy: 0.05, lost: 0.01 });
  const delivery = deliveryTo(storage, simulated);
  delivery.start();
  await delay(500);
  const began = performance.now();
  await changes(storage, clock).off();
  delivery.wake();
  while (simulated.arrived.size < CHANNELS) await delay(20);
  const seconds = (performance.now() - began) / 1_000;
  await delay(5_000); // what follows a lost answer
  await delivery.stop();
  const repeats = [...simulated.arrived.values()].reduce((sum, copies) => sum + copies - 1, 0);
  process.stdout.write(
    `${CHANNELS} channels told of one change on ${name}: ${seconds.toFixed(1)} s, bound ≤ 40 s, ideal ${CHANNELS / 50} s; ` +
      `${simulated.sends} sends, ${simulated.throttled} too fast, ${repeats} repeats of ${simulated.lost} lost answers\n`,
  );
}

/** Notices a second through a channel that answers at once, beside bare claim-and-settle of as many jobs. */
async function throughput({ name, open, openBare }: BenchDatabase): Promise<void> {
  const figures: { ours: number[]; peers: number[] } = { ours: [], peers: [] };
  for (let round = -1; round < ROUNDS; round++) {
    await using storage = await open();
    const ours = await ourJobs(storage);
    const peers = await bareJobs(await openBare(), JOB_TENANTS * JOBS_EACH);
    if (round < 0) continue;
    figures.ours.push(ours);
    figures.peers.push(peers);
  }
  compare(`notices on ${name}`, 'a second', figures.ours, figures.peers, '≥ 0.5');
}

async function ourJobs(storage: Storage): Promise<number> {
  const admin = changes(storage, clock);
  for (let t = 0; t < JOB_TENANTS; t++) {
    const tenant = tenantId(randomUUID());
    for (let n = 0; n < JOBS_EACH; n++) await storage.subscriptions.save(channel(`${t}-${n}`, { tenant }));
    await admin.off({}, { ...ADA, tenant });
  }
  const jobs = JOB_TENANTS * JOBS_EACH;
  const all = Promise.withResolvers<void>();
  let sent = 0;
  const delivery = deliveryTo(storage, {
    send: async () => {
      if (++sent === jobs) all.resolve();
      return { kind: 'delivered' };
    },
  });
  const began = performance.now();
  delivery.start();
  await all.promise;
  await delivery.stop();
  return (jobs * 1_000) / (performance.now() - began);
}

/** Milliseconds of a change with none and with many subscriptions, and what one subscription adds. */
async function costOfSubscriptions({ name, open }: BenchDatabase): Promise<void> {
  await using storage = await open();
  const admin = changes(storage, clock);
  const change = async () => {
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const began = performance.now();
      await admin.off();
      times.push(performance.now() - began);
    }
    return median(times);
  };
  await change();
  const without = await change();
  for (let n = 0; n < CHANNELS; n++) await storage.subscriptions.save(channel(`c${n}`, { tenant: TENANT }));
  const many = await change();
  process.stdout.write(
    `a change on ${name}: ${without.toFixed(2)} ms without subscriptions, ${many.toFixed(2)} ms with ${CHANNELS}: ` +
      `${(((many - without) * 1_000) / CHANNELS).toFixed(1)} µs each, one inserted row\n`,
  );
}
