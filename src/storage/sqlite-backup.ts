import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { SignpostError } from '../core/errors.ts';
import { DATABASE_FILE, hasDatabase, lockFolder } from './sqlite.ts';

/** Names and comments are in there: for the owner only. */
const FILE_MODE = 0o600;

/** Why a backup or a restore was not done. Nothing was changed. */
export class BackupRefused extends SignpostError {
  readonly code = 'backup-refused';
}

/**
 * Copies the database of a folder into a file by SQLite's own online backup, also while the server runs.
 * `progress` gets pages done and in all. @throws BackupRefused
 */
export async function backUp(dataDir: string, file: string, progress: Progress): Promise<void> {
  const source = join(dataDir, DATABASE_FILE);
  if (!hasDatabase(dataDir)) throw new BackupRefused(`there is no database in ${dataDir}`);
  if (existsSync(file)) throw new BackupRefused(`${file} exists already`);
  using database = new DatabaseSync(source, { readOnly: true });
  renameSync(await copyOf(database, file, progress), file);
}

/**
 * Puts a backup in the place of a folder's database, whose server must not run. What was there is kept beside it; its
 * name is the answer. @throws BackupRefused, StorageUnavailable
 */
export async function restore(file: string, dataDir: string, replace: boolean): Promise<string | null> {
  using source = openBackup(file);
  using _lock = lockFolder(dataDir);
  const target = join(dataDir, DATABASE_FILE);
  const isThere = existsSync(target);
  if (isThere && !replace) throw new BackupRefused(`${dataDir} has a database already; --replace puts it aside`);
  const part = await copyOf(source, target);
  const kept = isThere ? `${target}.replaced-${Date.now()}` : null;
  if (kept) keepAside(target, kept);
  for (const rest of ['-wal', '-shm']) rmSync(target + rest, { force: true });
  renameSync(part, target);
  return kept;
}

type Progress = (done: number, all: number) => void;

/**
 * Copies a database into a file that is there for its owner only, and has this name for the time being; where that fails,
 * nothing is left of it. @throws BackupRefused
 */
async function copyOf(database: DatabaseSync, file: string, progress: Progress = () => {}): Promise<string> {
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    closeSync(openSync(part, 'wx', FILE_MODE));
    await backup(database, part, {
      progress: ({ totalPages, remainingPages }) => progress(totalPages - remainingPages, totalPages),
    });
    // Whoever reads a database with a log of its own makes files beside it, and cannot where writing is forbidden.
    using copy = new DatabaseSync(part);
    copy.exec('pragma journal_mode = delete');
    return part;
  } catch (error) {
    rmSync(part, { force: true });
    throw error instanceof Error ? new BackupRefused(`${file} was not written: ${reasonOf(error)}`) : error;
  }
}

const reasonOf = (error: Error): string =>
  'code' in error && error.code !== 'ENOSPC' && 'syscall' in error
    ? 'is there such a folder, and may you write to it?'
    : error.message;

/** As it is, with the log in which what was written last may stand: it may be damaged, and nobody writes to it now. */
function keepAside(target: string, kept: string): void {
  for (const rest of ['', '-wal']) {
    if (!existsSync(target + rest)) continue;
    copyFileSync(target + rest, kept + rest);
    chmodSync(kept + rest, FILE_MODE);
  }
}

/**
 * SQLite's codes SQLITE_READONLY, for a database with a log of its own in a folder where nobody may write, and
 * SQLITE_CANTOPEN; the lowest byte of what it gives. Source: https://sqlite.org/rescode.html
 */
const UNREADABLE = [8, 14];

/** Opens a file that is a whole database of Signpost's. @throws BackupRefused */
function openBackup(file: string): DatabaseSync {
  if (!existsSync(file)) throw new BackupRefused(`there is no file ${file}`);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const [check] = database.prepare('pragma integrity_check').all();
    const whole = Object.values(check ?? {}).includes('ok');
    const ours = database.prepare("select 1 from sqlite_master where name = 'chain_heads'").all().length === 1;
    if (whole && ours) return database;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && UNREADABLE.includes(Number(error.errcode) & 0xff)) {
      throw new BackupRefused(`${file} cannot be read where it lies: ${error.message}`);
    }
    // no database at all: said below
  }
  database?.close();
  throw new BackupRefused(`${file} is no backup of Signpost’s, or it is damaged`);
}
