import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { launchBrowser } from './browser.ts';

/** One word as long as German has them: nothing but the page itself may part it. */
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenbeschaffungsantragsformulare';

/** An organisation's own catalogue, with the pages that the shipped one has none of. */
const CATALOG = {
  'portals.json': [
    { id: 'desk', name: 'Contoso Service Desk', hosts: ['desk.contoso.com'], status: 'retiring', successor: 'help' },
    { id: 'help', name: 'Contoso Help', hosts: ['help.contoso.com'] },
  ],
  'migrations.json': [
    {
      id: 'desk',
      title: `Contoso Service Desk: ${LONG}`,
      fromPortal: 'desk',
      toPortal: 'help',
      toHost: 'help.contoso.com',
    },
  ],
  'capabilities.json': [
    {
      id: 'ticket',
      migration: 'desk',
      name: LONG,
      legacyPaths: ['/ticket'],
      destination: { portal: 'help', navigation: ['Requests', LONG, 'Open'] },
    },
    {
      id: 'fax',
      migration: 'desk',
      name: 'Fax numbers',
      legacyPaths: ['/fax'],
      destination: null,
      retired: true,
      notes: 'Nothing took its place.',
    },
  ],
};

const catalogDir = mkdtempSync(join(tmpdir(), 'signpost-catalog-'));
let world: World;
let signpost: Signpost;
let browser: Browser;
beforeAll(async () => {
  for (const [name, entries] of Object.entries(CATALOG)) writeFileSync(join(catalogDir, name), JSON.stringify(entries));
  [world, browser] = await Promise.all([openWorld(), launchBrowser()]);
  signpost = await startSignpost(world, world.newDataDir(), { CATALOG_DIR: catalogDir });
});
afterAll(async () => {
  await browser?.close();
  await stopSignpost(signpost);
  await world.close();
  rmSync(catalogDir, { recursive: true, force: true });
});

const PAGES = {
  'the beginning': '/',
  'an answer': '/?q=threat+explorer',
  'a choice': '/?q=dashboard',
  'a miss': '/?q=the+flux+capacitor',
  'a page with long names': `/?q=${encodeURIComponent(LONG)}`,
  'a link to a host that nobody knows': '/go/https://evil.example/',
  'a link to a page that nobody knows': '/go/https://protection.office.com/threatexplorerr',
  'a link whose end only a script sees, without script': '/go/https://protection.office.com/',
  'a link to a page with clicks': '/go/https://desk.contoso.com/ticket',
  'a link to a page that is gone': '/go/https://desk.contoso.com/fax',
  'a session': '/go/session',
  'no session': '/go/session',
} as const;

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };
const LOOKS = {
  'in the light, on a desk, in English': { viewport: DESK, colorScheme: 'light', locale: 'en' },
  'in the dark, on a phone, in German': { viewport: PHONE, colorScheme: 'dark', locale: 'de' },
  'in high contrast, on a phone, in French': {
    viewport: PHONE,
    forcedColors: 'active',
    colorScheme: 'dark',
    locale: 'fr',
  },
} as const satisfies Record<string, BrowserContextOptions>;

/** What a person sees who comes to the next thing by the tabulator. */
interface Stop {
  /** Its place among all links, fields and buttons that are shown. */
  readonly at: number;
  /** Width of the ring around it, in CSS pixels, and its contrast to what lies below. */
  readonly ring: number;
  readonly contrast: number;
  /** It lies on the screen with all of its ring. */
  readonly whole: boolean;
}

/** Scripts for the browser are texts here: the types are Node's. */
const SHOWN = `[...document.querySelectorAll('a[href], input, button')].filter((each) => each.checkVisibility())`;
const STOP = `(() => {
  const here = document.activeElement;
  const rgba = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let below = here.parentElement;
  while (below.parentElement && rgba(getComputedStyle(below).backgroundColor).a === 0) below = below.parentElement;
  const paper = rgba(getComputedStyle(below).backgroundColor).rgb;
  const { outlineColor, outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(here);
  const { rgb, a } = rgba(outlineColor);
  const [light, dark] = [paper, rgb.map((part, at) => part * a + paper[at] * (1 - a))].map(luminance).sort((x, y) => y - x);
  const ring = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  const out = ring + Number.parseFloat(outlineOffset);
  const { top, bottom, left, right } = here.getBoundingClientRect();
  return {
    at: ${SHOWN}.indexOf(here),
    ring,
    contrast: (light + 0.05) / (dark + 0.05),
    whole: top >= out && left >= out && bottom + out <= innerHeight && right + out <= innerWidth,
  };
})()`;

/** https://www.w3.org/TR/WCAG22/#non-text-contrast */
const RING_CONTRAST = 3;
/** Thinnest ring: https://www.w3.org/TR/WCAG22/#focus-appearance */
const RING_WIDTH = 2;

const runsScripts = (name: string): boolean => !name.endsWith('without script');

async function withPage(
  name: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...options, javaScriptEnabled: runsScripts(name) });
  try {
    const OLD_LINK = `${signpost.origin}/go/https://protection.office.com/threatexplorer`;
    if (name === 'a session') await context.request.get(OLD_LINK, { maxRedirects: 0 });
    const page = await context.newPage();
    await page.goto(`${signpost.origin}${PAGES[name as keyof typeof PAGES]}`); // its names are those of PAGES
    await use(page);
  } finally {
    await context.close();
  }
}

/** Accessibility rules that a page breaks. In high contrast the colours are the reader's own. */
async function violations(page: Page, options: BrowserContextOptions): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const rules = `{ rules: { 'color-contrast': { enabled: ${options.forcedColors !== 'active'} } } }`;
  return page.evaluate<string[]>(`axe.run(${rules}).then(({ violations }) => violations.map(({ id }) => id))`);
}

describe.each(Object.keys(PAGES))('%s', (name) => {
  it.each(Object.entries(LOOKS))('is for everybody %s', async (_look, options) => {
    await withPage(name, options, async (page) => {
      const root = 'document.documentElement';
      expect(await page.evaluate(`${root}.lang`)).toBe(options.locale);
      expect(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
      expect(await page.locator('h1:visible').count()).toBe(1);

      if (runsScripts(name)) expect(await violations(page, options)).toEqual([]);

      const shown = await page.evaluate<number>(`${SHOWN}.length`);
      expect(shown).toBeGreaterThan(1); // the way to the search page, and one further step
      for (let at = 0; at < shown; at += 1) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate<Stop>(STOP);
        expect(stop).toMatchObject({ at, whole: true });
        expect(stop.ring).toBeGreaterThanOrEqual(RING_WIDTH);
        expect(stop.contrast).toBeGreaterThanOrEqual(RING_CONTRAST);
      }
    });
  });
});
