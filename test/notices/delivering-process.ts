/**
 * A process that opens the database named by its first argument (a folder, or the URL of a PostgreSQL), makes as many
 * changes as its second says with pauses of at most so many milliseconds as its third says, and delivers notices until
 * it is told to stop, or, where there are no changes to make, until nothing is waiting any more. Says on stdout when it
 * has opened.
 */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StaleVersion } from '../../src/core/errors.ts';
import { Delivery } from '../../src/notices/deliver.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { changes } from '../world/notices.ts';
import { settingsPorts, TENANT } from '../world/settings.ts';
import { httpSender } from './http-channel.ts';

const [database = '', count, longestPause] = process.argv.slice(2);

const storage = await (database.startsWith('postgres:') ? openPostgres(database) : openSqlite(database));
const delivery = new Delivery({
  outbox: storage.outbox,
  sender: httpSender,
  migrations: settingsPorts(storage.settings).migrations,
  onError: (error) => process.stderr.write(`${error}\n`),
});
const stop = async () => {
  await delivery.stop();
  await storage.close();
  process.exit(0);
};
process.once('SIGTERM', stop);
delivery.start();
writeSync(1, 'opened\n');

const admin = changes(storage, {
  get now() {
    return Date.now();
  },
});
for (let n = 0; n < Number(count); n++) {
  await admin.off().catch((error: unknown) => {
    if (!(error instanceof StaleVersion)) throw error; // another process was faster
  });
  delivery.wake();
  await delay(Math.random() * Number(longestPause));
}
while (Number(count) === 0) {
  const waiting = (await storage.subscriptions.list(TENANT)).reduce((sum, { waiting }) => sum + waiting, 0);
  if (waiting === 0) await stop();
  await delay(50);
}
