import { unpackBrowser } from './browser.ts';

/** Before all tests in a browser: two files that unpack it at once would get in each other's way. */
export async function setup(): Promise<void> {
  await unpackBrowser();
}
