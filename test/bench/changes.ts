import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { DATABASE_FILE, openSqlite } from '../../src/storage/sqlite.ts';
import { ADA, MDO, offForm, onButton, settingsPorts, sha256, TENANT, temporaryFolder } from '../world/settings.ts';
import { compare } from './figures.ts';

const ROUNDS = 9;
/** Changes in one slice: off and on in turn. */
const SLICE = 200;

/** Changes a second of a slice that does `SLICE` of them. */
async function rate(slice: () => Promise<void> | void): Promise<number> {
  const began = performance.now();
  await slice();
  return (SLICE * 1000) / (performance.now() - began);
}

/** Changes a second through the use case, beside bare SQLite transactions that write the same rows. */
export async function run(): Promise<void> {
  const folder = temporaryFolder();
  const storage = await openSqlite(join(folder.path, 'ours'));
  const ports = settingsPorts(storage.settings);
  let version = 0;
  const ours = async () => {
    for (let n = 0; n < SLICE; n++) {
      const given = { version: String(version++), nonce: randomUUID() };
      if (n % 2 === 0) await turnOff(ports, ADA, offForm(given));
      else await turnOn(ports, ADA, onButton(given));
    }
  };
  const bare = await bareDatabase(join(folder.path, 'bare'));

  const figures: { ours: number[]; peers: number[] } = { ours: [], peers: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const pair = [await rate(ours), await rate(bare)] as const;
    if (round < 0) continue;
    figures.ours.push(pair[0]);
    figures.peers.push(pair[1]);
  }
  await storage.close();
  folder.remove();
  compare('changes on SQLite', 'a second', figures.ours, figures.peers, '≥ 0.5');
}

/** The same rows in the same tables by prepared statements, with nothing read, checked or hashed but one digest. */
async function bareDatabase(folder: string): Promise<() => void> {
  await (await openSqlite(folder)).close(); // makes the tables
  const db = new DatabaseSync(join(folder, DATABASE_FILE));
  db.exec('pragma journal_mode = wal; pragma synchronous = full');
  const setting = db.prepare(
    'insert or replace into settings (tenant, migration, state, version, since, until) values (?, ?, ?, ?, ?, ?)',
  );
  const receipt = db.prepare(
    `insert into receipts (tenant, number, migration, version, at, from_state, to_state, until, cause, category,
     actor_digest, comment_digest, previous, hash, nonce) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const actor = db.prepare('insert into actors (tenant, number, salt, object_id, name) values (?, ?, ?, ?, ?)');
  const feedback = db.prepare(
    'insert into feedback (tenant, number, at, salt, comment, contact, share) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const head = db.prepare('insert or replace into chain_heads (tenant, number, hash) values (?, ?, ?)');
  const unremind = db.prepare('delete from reminders where tenant = ? and migration = ?');
  const remind = db.prepare('insert into reminders (tenant, migration, number, kind, due_at) values (?, ?, ?, ?, ?)');
  let number = 0;
  return () => {
    for (let n = 0; n < SLICE; n++) {
      number++;
      const at = Date.now();
      const hash = sha256(String(number));
      const [from, to] = n % 2 === 0 ? ['on', 'off'] : ['off', 'on'];
      const salt = hash.slice(0, 32);
      db.exec('begin immediate');
      receipt.run(
        TENANT,
        number,
        MDO.id,
        number,
        at,
        from,
        to,
        null,
        'person',
        'bug',
        hash,
        hash,
        hash,
        hash,
        randomUUID(),
      );
      actor.run(TENANT, number, salt, ADA.objectId, ADA.name);
      if (to === 'off') feedback.run(TENANT, number, at, salt, offForm().comment ?? '', 0, 0);
      setting.run(TENANT, MDO.id, to, number, at, null);
      head.run(TENANT, number, hash);
      unremind.run(TENANT, MDO.id);
      if (to === 'off') remind.run(TENANT, MDO.id, number, 'still-off', at);
      db.exec('commit');
    }
  };
}
