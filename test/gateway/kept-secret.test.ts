import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptSecret } from '../../src/gateway/kept-secret.ts';
import { temporaryFolder } from '../world/settings.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());
const file = () => join(folder.path, 'gateway-secret');

describe('The playground’s secret', () => {
  it('is made once, and kept', () => {
    const made = keptSecret(folder.path);
    expect(Buffer.from(made, 'base64url')).toHaveLength(32);
    expect(keptSecret(folder.path)).toBe(made);
    expect(readFileSync(file(), 'utf8')).toBe(made);
  });

  it('is another one in each folder, which is made where it is missing', () => {
    const other = join(folder.path, 'not/there/yet');
    expect(keptSecret(other)).not.toBe(keptSecret(folder.path));
    expect(statSync(other).mode & 0o777).toBe(0o700);
  });

  it('is for its owner only', () => {
    keptSecret(folder.path);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is made anew where a crash has left half of one', () => {
    writeFileSync(file(), 'half', { mode: 0o644 });
    chmodSync(file(), 0o644);
    const made = keptSecret(folder.path);
    expect(made.length).toBeGreaterThanOrEqual(43);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(existsSync(file())).toBe(true);
    expect(keptSecret(folder.path)).toBe(made);
  });
});
