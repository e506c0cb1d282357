import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { turnOff, turnOn } from '../../src/core/change-setting.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
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
  const bare = bareDatabase(join(folder.path, 'bare.db'));

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

/** The rows of a change by prepared statements, with nothing read, checked or hashed but one digest. */
function bareDatabase(file: string): () => void {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal; pragma synchronous = full');
  db.exec(`create table settings (tenant text, migration text, state text, version integer, since integer, until integer, primary key (tenant, migration));
    create table receipts (tenant text, number integer, migration text, version integer, at integer, from_state text, to_state text, until integer, cause text, category text, actor_digest text, comment_digest text, previous text, hash text, nonce text unique, primary key (tenant, number));
    create table actors (tenant text, number integer, salt text, object_id text, name text, primary key (tenant, number));
    create table feedback (tenant text, number integer, at integer, salt text, comment text, contact integer, share integer, primary key (tenant, number));
    create table chain_heads (tenant text primary key, number integer, hash text)`);
  const setting = db.prepare('insert or replace into settings values (?, ?, ?, ?, ?, ?)');
  const receipt = db.prepare('insert into receipts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const actor = db.prepare('insert into actors values (?, ?, ?, ?, ?)');
  const feedback = db.prepare('insert into feedback values (?, ?, ?, ?, ?, ?, ?)');
  const head = db.prepare('insert or replace into chain_heads values (?, ?, ?)');
  let number = 0;
  return () => {
    for (let n = 0; n < SLICE; n++) {
      number++;
      const at = Date.now();
      const hash = sha256(String(number));
      const [from, to] = n % 2 === 0 ? ['on', 'off'] : ['off', 'on'];
      db.exec('begin immediate');
      setting.run(TENANT, MDO.id, to, number, at, null);
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
      actor.run(TENANT, number, hash.slice(0, 32), ADA.objectId, ADA.name);
      if (to === 'off') feedback.run(TENANT, number, at, hash.slice(0, 32), offForm().comment ?? '', 0, 0);
      head.run(TENANT, number, hash);
      db.exec('commit');
    }
  };
}
