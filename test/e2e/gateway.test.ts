import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../world/graph.ts';
import { type Served, serve } from '../world/serve.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, say } from '../world/talk.ts';
import { launchBrowser } from './browser.ts';

const OLD = 'https://protection.office.com';
const NEW = 'https://security.microsoft.com';

/** Old links as people have them, and where they lead while redirection is on. */
const LINKS = {
  [`${OLD}/threatexplorer`]: `${NEW}/threatexplorer`,
  [`${OLD}/threatexplorer?messageParams=a&messageParams=b`]: `${NEW}/threatexplorer?messageParams=a&messageParams=b`,
  [`${OLD}/#/quarantine`]: `${NEW}/quarantine`,
  [`${OLD}/?hash=/quarantine`]: `${NEW}/quarantine`,
  [`${OLD}/?rfr=AdminCenter#/quarantine`]: `${NEW}/quarantine?rfr=AdminCenter`,
  [`${OLD.replace('https', 'http')}:443/Quarantine/`]: `${NEW}/quarantine`,
  'https://sip.protection.office.com/#/attacksimulator': `${NEW}/attacksimulator`,
  [`${OLD}/viewalerts`]: `${NEW}/alerts`,
  [`${OLD}/permissions`]: `${OLD}/permissions`,
  [`${NEW}/quarantine`]: `${NEW}/quarantine`,
};

let world: World;
let signpost: Signpost;
/** Every host but this machine's own. */
let elsewhere: Served;
let browser: Browser;
let admin: Resident;
beforeAll(async () => {
  world = await openWorld();
  elsewhere = await serve(
    () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>arrived</title>' }),
    world.authority.certificate,
  );
  const { host } = new URL(elsewhere.origin);
  browser = await launchBrowser([`--host-resolver-rules=MAP * ${host}, EXCLUDE 127.0.0.1`]);
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  signpost = await startSignpost(world, world.newDataDir());
});
afterAll(async () => {
  await browser?.close();
  await stopSignpost(signpost);
  await elsewhere.close();
  await world.close();
});

/** A browser of its own. */
async function withBrowser(use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Where an address typed into the browser leads in the end, hash pages included. */
async function follow(page: Page, link: string): Promise<string> {
  await page.goto(`${signpost.origin}/go/${link}`);
  await page.waitForURL(({ origin }) => origin !== signpost.origin);
  expect(await page.title()).toBe('arrived');
  return page.url();
}

/** What the outcome's card says. */
async function turnOff(): Promise<string> {
  const form = await say(world, signpost, admin, admin.chat, '/redirect off');
  const inputs = { category: 'other', comment: 'We need the old pages for an audit.', duration: 'none' };
  const { text } = await click(world, signpost, admin, admin.chat, form.button('setting.off'), {
    ...form.inputs,
    ...inputs,
  });
  return text;
}
async function turnOn(): Promise<void> {
  const card = await say(world, signpost, admin, admin.chat, '/redirect on');
  await click(world, signpost, admin, admin.chat, card.button('setting.on'));
}

describe('Old links pasted into a browser', () => {
  it.each(Object.entries(LINKS))('%s leads to %s', async (link, to) => {
    await withBrowser(async (page) => expect(await follow(page, link)).toBe(to));
  });

  it('lead to the old portal as soon as an administrator turns redirection off, and back again', async () => {
    await withBrowser(async (before) => {
      expect(await follow(before, `${OLD}/threatexplorer`)).toBe(`${NEW}/threatexplorer`);
      expect(await turnOff()).toMatch(/Up to \d+ sessions? that began before may still be pinned to the other state\./);
      await withBrowser(async (page) => {
        expect(await follow(page, `${OLD}/threatexplorer`)).toBe(`${OLD}/threatexplorer`);
        expect(await follow(page, `${OLD}/#/quarantine`)).toBe(`${OLD}/#/quarantine`);
      });

      // Whoever began before keeps the portal of then, until their session ends.
      expect(await follow(before, `${OLD}/threatexplorer`)).toBe(`${NEW}/threatexplorer`);
      await before.goto(`${signpost.origin}/go/session`);
      await before.getByRole('button', { name: 'End the session' }).click();
      await before.getByRole('heading', { name: 'You have no session' }).waitFor();
      expect(await follow(before, `${OLD}/threatexplorer`)).toBe(`${OLD}/threatexplorer`);

      await turnOn();
      expect(await follow(before, `${OLD}/threatexplorer`)).toBe(`${OLD}/threatexplorer`);
      await withBrowser(async (page) =>
        expect(await follow(page, `${OLD}/threatexplorer`)).toBe(`${NEW}/threatexplorer`),
      );
    });
  });
});

describe('The session page', () => {
  it('ends the session where the browser vouches for nothing, as over plain http', async () => {
    await withBrowser(async (page) => {
      await follow(page, `${OLD}/threatexplorer`);
      await page.route('**/go/session/end', async (route) => {
        const { 'sec-fetch-site': _vouched, ...headers } = await route.request().allHeaders();
        expect(headers.origin).toBe(signpost.origin);
        await route.continue({ headers });
      });
      await page.goto(`${signpost.origin}/go/session`);
      await page.getByRole('button', { name: 'End the session' }).click();
      await page.getByRole('heading', { name: 'You have no session' }).waitFor();
    });
  });
});

describe('A hash page', () => {
  it('leaves nothing in the history: “back” leads to where one came from', async () => {
    await withBrowser(async (page) => {
      await page.goto(`${signpost.origin}/`);
      expect(await follow(page, `${OLD}/#/quarantine`)).toBe(`${NEW}/quarantine`);
      await page.goBack();
      expect(page.url()).toBe(`${signpost.origin}/`);
    });
  });
});

/** Accessibility rules that a page breaks. Scripts for the browser are texts here: the types are Node's. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
}

describe('The gateway’s pages', () => {
  it.each([
    ['for an unknown host', '/go/https://evil.example/'],
    ['for an unknown page', `/go/${OLD}/threatexplorerr`],
    ['for a root page, as it is without script', `/go/${OLD}/`],
    ['for a session', '/go/session'],
  ])('%s have nothing that axe complains of, on a desk and on a phone in the dark', async (_which, path) => {
    const { cookie } = await newSession();
    const whole = await (await fetch(`${signpost.origin}${path}`, { headers: { cookie, accept: 'text/html' } })).text();
    const withoutScript = whole.replace(/<script\b.*?<\/script>|<\/?noscript>/gs, '');
    for (const options of [
      { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
      { colorScheme: 'dark', viewport: { width: 360, height: 640 } },
    ] as const) {
      const page = await browser.newPage(options);
      await page.setContent(withoutScript);
      expect(await violations(page)).toEqual([]);
      const root = 'document.documentElement';
      expect(await page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`)).toBe(0);
      await page.close();
    }
  });
});

async function newSession(): Promise<{ readonly cookie: string }> {
  const { headers } = await fetch(`${signpost.origin}/go/${OLD}/threatexplorer`, { redirect: 'manual' });
  return { cookie: headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
}
