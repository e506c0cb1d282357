import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'gateway-secret';
/** As long as the SHA-256 that it keys: RFC 2104, section 3. */
const BYTES = 32;
/** For the owner only. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];

/** The playground's key for session cookies: made once and kept in its data folder, so that sessions outlast a restart. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, FILE);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (Buffer.byteLength(kept) >= BYTES) return kept;
  mkdirSync(dataDir, { recursive: true, mode: FOLDER_MODE });
  const made = randomBytes(BYTES).toString('base64url');
  rmSync(file, { force: true });
  writeFileSync(file, made, { flag: 'wx', mode: FILE_MODE });
  return made;
}
