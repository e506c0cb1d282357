/** `npm run screenshots`: takes every picture of the docs anew, from the real program in a real browser. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../test/e2e/browser.ts';
import { startPlayground } from '../test/e2e/playground.ts';
import { TeamsClient } from '../test/e2e/teams-client.ts';

const FOLDER = join(import.meta.dirname, '../docs/images');
/** Largest picture, in bytes: it is downloaded with every clone. */
const SIZE_MAX = 200 * 1024;
/** Time for pictures and fonts to settle, in milliseconds. */
const SETTLE_MS = 500;

mkdirSync(FOLDER, { recursive: true });
const playground = await startPlayground();
const browser = await launchBrowser();
const client = await TeamsClient.open(browser, playground.clientUrl);
await client.page.setViewportSize({ width: 1100, height: 960 });

const taken: string[] = [];
const fileOf = (name: string): string => {
  const file = join(FOLDER, `${name}.png`);
  taken.push(file);
  return file;
};

/** The whole window. */
async function picture(name: string): Promise<void> {
  await client.page.waitForTimeout(SETTLE_MS);
  await client.screenshot(fileOf(name));
}

/** The newest card alone. */
async function cardPicture(name: string): Promise<void> {
  await client.page.waitForTimeout(SETTLE_MS);
  await client.page
    .locator('.ac-adaptiveCard')
    .last()
    .screenshot({ path: fileOf(name) });
}

await client.say('help');
await client.card('What Signpost does');
await cardPicture('help');

await client.say('/redirect off for 4h');
await client.card('Turn off');
await picture('playground');
await client.choose('What is the main reason?', 'A feature is missing');
await client.fill('What happened', 'Our saved queries are not there yet.');
await client.check('You may ask me about it');
await client.click('Disable & share feedback');
await client.card('Redirection is off');
await cardPicture('outcome');

await client.say('/redirect status mdo-scc');
await client.card('Turned off by');
await cardPicture('status');
await client.say('/redirect history');
await client.card('History');
await cardPicture('history');

await client.say('where did threat explorer go?');
await client.card('Explorer');
await cardPicture('answer');

await client.page.setViewportSize({ width: 1500, height: 1200 }); // the list of channels is wide
await client.openChannel();
await client.say('/notify here');
await client.card();
await client.openPersonalChat();
await client.say('/redirect on');
await client.card('Enable');
await client.click('Enable');
await client.card('Redirection is on');
await client.openChannel();
await client.card('Redirection');
await picture('notice');

const page = await browser.newPage({ viewport: { width: 820, height: 640 } });
await page.goto(`${playground.botUrl}/?q=release+a+mail+that+the+filter+caught`);
await page.screenshot({ path: fileOf('search') });
await page.goto(`${playground.botUrl}/go/https://protection.office.com/nosuchpage`);
await page.screenshot({ path: fileOf('unknown-page') });

await browser.close();
await playground.stop();
for (const file of taken) {
  const { size } = statSync(file);
  process.stdout.write(`${file} ${Math.round(size / 1024)} KB\n`);
  if (size > SIZE_MAX) throw new Error(`${file} is larger than ${SIZE_MAX / 1024} KB`);
}
