import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, lockFolder } from './sqlite.ts';

/** Names and comments are in there: for the owner only. */
const FILE_MODE = 0o600;

/** Why a backup or a restore was not done. Nothing was changed. */
export class BackupRefused extends Error {}

/**
 * Copies the database of a folder into a file by SQLite's own online backup, also while the server runs.
 * `progress` gets pages done and in all. @throws BackupRefused
 */
export async function backUp(
  dataDir: string,
  file: string,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const source = join(dataDir, DATABASE_FILE);
  if (!existsSync(source)) throw new BackupRefused(`there is no database in ${dataDir}`);
  if (existsSync(file)) throw new BackupRefused(`${file} exists already`);
  using database = new DatabaseSync(source, { readOnly: true });
  const part = `${file}.part`;
  rmSync(part, { force: true });
  await backup(database, part, {
    progress: ({ totalPages, remainingPages }) => progress(totalPages - remainingPages, totalPages),
  });
  chmodSync(part, FILE_MODE);
  renameSync(part, file);
}

/**
 * Puts a backup in the place of a folder's database, whose server must not run. What was there is kept beside it; its
 * name is the answer. @throws BackupRefused, StorageUnavailable
 */
export async function restore(file: string, dataDir: string, replace: boolean): Promise<string | null> {
  using source = openBackup(file);
  using _lock = lockFolder(dataDir);
  const target = join(dataDir, DATABASE_FILE);
  let kept: string | null = null;
  if (existsSync(target)) {
    if (!replace) throw new BackupRefused(`${dataDir} has a database already; --replace puts it aside`);
    kept = `${target}.replaced-${Date.now()}`;
    await copyAside(target, kept);
  }
  const part = `${target}.part`;
  rmSync(part, { force: true });
  await backup(source, part);
  chmodSync(part, FILE_MODE);
  for (const rest of ['-wal', '-shm']) rmSync(target + rest, { force: true });
  renameSync(part, target);
  return kept;
}

/** With all that stands in its log still. */
async function copyAside(target: string, kept: string): Promise<void> {
  using present = new DatabaseSync(target);
  await backup(present, kept);
  chmodSync(kept, FILE_MODE);
}

/** Opens a file that is a whole database of Signpost's. */
function openBackup(file: string): DatabaseSync {
  if (!existsSync(file)) throw new BackupRefused(`there is no file ${file}`);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const [check] = database.prepare('pragma integrity_check').all();
    const whole = Object.values(check ?? {}).includes('ok');
    const ours = database.prepare("select 1 from sqlite_master where name = 'chain_heads'").all().length === 1;
    if (whole && ours) return database;
  } catch {
    // no database at all: said below
  }
  database.close();
  throw new BackupRefused(`${file} is no backup of Signpost’s, or it is damaged`);
}
