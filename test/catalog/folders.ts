import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { readCatalog } from '../../src/catalog/load-catalog.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { type CatalogMistake, CatalogMistakes } from '../../src/core/errors.ts';

export const SHIPPED = fileURLToPath(new URL('../../src/catalog/data', import.meta.url));

/** A folder that is gone after the test. */
export function folder(files: Readonly<Record<string, unknown>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'signpost-catalog-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return dir;
}

/** The shipped facts in a folder of their own, one file changed. */
export function shippedWith(file: string, change: (entries: Record<string, unknown>[]) => unknown): string {
  const dir = folder();
  cpSync(SHIPPED, dir, { recursive: true });
  const entries: unknown = JSON.parse(readFileSync(join(dir, file), 'utf8'));
  // the shipped files are arrays of objects: the loader's own test says so
  writeFileSync(join(dir, file), JSON.stringify(change(entries as Record<string, unknown>[])));
  return dir;
}

export interface Given {
  readonly shipped?: string;
  readonly overlay?: string | null;
  readonly ownHosts?: readonly string[];
}

export const load = ({ shipped = SHIPPED, overlay = null, ownHosts = [] }: Given): Catalog =>
  readCatalog(shipped, { overlayDir: overlay, ownHosts });

/** The mistakes that loading reports; none where it loads. */
export function mistakes(given: Given): readonly CatalogMistake[] {
  try {
    load(given);
    return [];
  } catch (error) {
    if (error instanceof CatalogMistakes) return error.mistakes;
    throw error;
  }
}

/** `entry field problem` of each mistake. */
export const told = (given: Given): readonly string[] =>
  mistakes(given).map(({ entry, field, problem }) => `${entry} ${field}: ${problem}`);
