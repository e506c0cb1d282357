import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { launchBrowser } from './browser.ts';

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

let world: World;
let signpost: Signpost;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld(), launchBrowser()]);
  signpost = await startSignpost(world, world.newDataDir());
});
afterAll(async () => {
  await browser?.close();
  await stopSignpost(signpost);
  await world.close();
});

/** Every kind of page that one may get to see. */
const PAGES = {
  'the page to begin with': '/',
  'an answer': '/?q=threat+explorer',
  'an answer that moved on': '/?q=content+search',
  'a page that is gone': '/?q=document+deletion+policies',
  'a choice': '/?q=dashboard',
  'a miss': '/?q=the+flux+capacitor',
  'a question in markup': `/?q=${encodeURIComponent('"><img src=x onerror=alert(1)>{{x}}')}`,
} as const;

async function withPage<T>(options: BrowserContextOptions, path: string, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(`${signpost.origin}${path}`);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** What axe says of a page, of which this is read. */
interface Complaint {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe complains of: rule, and where. Scripts for the browser are texts here: the types are Node's. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<readonly Complaint[]>('axe.run().then(({ violations }) => violations)');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(Object.entries(PAGES))('%s', (_name, path) => {
  it.each([
    ['in the light on a desk', { viewport: DESK, colorScheme: 'light' }],
    ['in the dark on a desk', { viewport: DESK, colorScheme: 'dark' }],
    ['in the light on a phone', { viewport: PHONE, colorScheme: 'light' }],
    ['in the dark on a phone', { viewport: PHONE, colorScheme: 'dark' }],
  ] as const)('has nothing that axe complains of, and scrolls in one direction only: %s', async (_how, options) => {
    await withPage(options, path, async (page) => {
      expect(await violations(page)).toEqual([]);
      const root = 'document.documentElement';
      const wide = await page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
      // A page without script of its own is the same page where no script runs.
      expect(await page.locator('script').count()).toBe(0);
      expect(wide).toBe(0);
    });
  });
});

describe.each([
  ['with script', true],
  ['without script', false],
])('somebody %s', (_how, javaScriptEnabled) => {
  it('asks by keyboard, gets the answer, and an address that can be passed on', async () => {
    await withPage({ javaScriptEnabled }, '/', async (page) => {
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.type('where did threat explorer go?');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Explorer' }).waitFor();
      expect(new URL(page.url()).search).toBe('?q=where+did+threat+explorer+go%3F');
      const open = page.getByRole('link', { name: 'Open in Microsoft Defender' });
      expect(await open.getAttribute('href')).toBe('https://security.microsoft.com/threatexplorer');
      expect(await page.getByRole('searchbox').inputValue()).toBe('where did threat explorer go?');
      expect(await page.title()).toBe('Explorer · Signpost');
      expect(complaints).toEqual([]);
    });
  });

  it('opens a page that is often asked for', async () => {
    await withPage({ javaScriptEnabled }, '/', async (page) => {
      await page.getByRole('link', { name: 'Quarantine' }).click();
      await page.getByRole('heading', { level: 1, name: 'Quarantine' }).waitFor();
    });
  });
});
