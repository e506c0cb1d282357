/**
 * A process that opens the folder named by its argument and changes settings there, one after the other, until it is
 * killed or the database takes no more. Says each thing on stdout, one JSON line each, once it is done.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { StorageUnavailable } from '../../src/core/errors.ts';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { ADA, offForm, onButton, settingsPorts, TENANT } from '../world/settings.ts';

const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

const problemOf = async (action: () => Promise<unknown>): Promise<string | null> => {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof StorageUnavailable) return error.problem;
    throw error;
  }
};

const storage = await openSqlite(process.argv[2] ?? '');
say({ opened: true });
const ports = settingsPorts(storage.settings);

async function change(): Promise<void> {
  const [setting] = await storage.settings.settings(TENANT);
  const button = { version: String(setting?.version ?? 0), nonce: randomUUID() };
  const { receipt } =
    setting?.state === 'off'
      ? await turnOn(ports, ADA, onButton(button))
      : await turnOff(ports, ADA, offForm({ ...button, comment: 'x'.repeat(500) }));
  say({ changed: receipt.number, hash: receipt.hash });
}

let problem: string | null = null;
while (problem === null) problem = await problemOf(change);
say({ refused: problem });

problem = null;
while (problem === null) problem = await problemOf(() => storage.ping());
say({ pingRefused: problem });
say({ readable: (await storage.settings.chain(TENANT, 0, 10_000)).length });
