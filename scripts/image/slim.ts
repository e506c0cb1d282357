/**
 * Runs while the image is built, in its folder: removes what no program loads.
 * Prints how much of node_modules was left before and after.
 */
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** For debuggers and compilers: source maps, type declarations, sources of what is compiled. Documents stay: some licences stand in them. */
const UNREAD = /\.(map|ts|mts|cts|tsx|flow)$/;

/** What @microsoft/teams-ai needs for language models, of which Signpost uses none. */
const UNUSED = ['openai', 'gpt-tokenizer'];

const MEGABYTE = 1_000_000;

/** Bytes of all files below, links not followed. */
function size(path: string): number {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}

function removeUnread(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeUnread(path);
    else if (UNREAD.test(entry.name)) rmSync(path);
  }
}

const before = size('node_modules');
for (const name of UNUSED) rmSync(join('node_modules', name), { recursive: true, force: true });
removeUnread('node_modules');
const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(0);
console.log(
  `node_modules: ${megabytes(before)} MB, after what is never loaded has gone: ${megabytes(size('node_modules'))} MB`,
);
