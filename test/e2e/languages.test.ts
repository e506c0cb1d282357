import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyTo } from '../../src/core/answers/reply.ts';
import { page } from '../../src/pages/layout.ts';
import { replyPage, startPage, tooOftenPage } from '../../src/web/search-page.ts';
import type { Words } from '../../src/wording/en.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { cardSamples } from '../cards/samples.ts';
import { type GatewayWorld, openGatewayWorld } from '../gateway/gateway-world.ts';
import { questions } from '../world/questions.ts';
import { launchBrowser } from './browser.ts';

/** The narrowest screen of a phone, in CSS pixels. */
const NARROW = { width: 320, height: 640 };

/** Microsoft's own renderer of cards. Scripts for the browser are texts here: the types are Node's. */
const RENDERER = readFileSync(fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')), 'utf8');

/** As Teams draws a card on a phone: its type, its spacing, buttons one under the other, words that wrap. */
const HOST = {
  supportsInteractivity: true,
  fontFamily: 'Segoe UI, Open Sans, sans-serif',
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 12 },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  actions: { actionsOrientation: 'vertical', actionAlignment: 'stretch', maxActions: 6 },
};
const PAPER = `<!doctype html><style>body { margin: 0; overflow-wrap: break-word }
  .ac-pushButton { padding: 6px 12px; border: 1px solid; font-weight: 600 }
  .ac-input { box-sizing: border-box; width: 100% }</style><body>`;

/** Draws a card, and tells what of it lies beyond the right edge, and which buttons are cut short. */
const DRAW = `(card, host) => {
  const drawn = Object.assign(new AdaptiveCards.AdaptiveCard(), { hostConfig: new AdaptiveCards.HostConfig(host) });
  drawn.parse(card);
  document.body.replaceChildren(drawn.render());
  const all = [...document.body.querySelectorAll('*')];
  return {
    beyond: all.filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5).map((e) => e.outerHTML),
    cut: all.filter((e) => e.closest('button') && e.scrollWidth > e.clientWidth).map((e) => e.textContent),
  };
}`;
interface Drawn {
  readonly beyond: readonly string[];
  readonly cut: readonly string[];
}

let browser: Browser;
let tab: Tab;
let gateway: GatewayWorld;
beforeAll(async () => {
  [browser, gateway] = await Promise.all([launchBrowser(), openGatewayWorld()]);
  tab = await browser.newPage({ viewport: NARROW });
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

/** The pages that a browser may get, as documents. */
async function pagesIn(words: Words): Promise<readonly (readonly [name: string, document: string])[]> {
  const replies = ['threat explorer', 'message trace', 'document deletion policies', 'dashboard', 'flux capacitor'];
  const search = replies.map((question) => {
    const reply = replyTo(questions, () => 'on', question);
    return [question, reply.kind === 'blank' ? '' : page(replyPage(words, question, reply), '')] as const;
  });
  const { cookie = '' } = await gateway.go('https://protection.office.com/threatexplorer');
  const headers = { 'accept-language': words.language };
  const asked = await Promise.all(
    [
      '/go/https://protection.office.com/nothing',
      '/go/https://evil.example/',
      '/go/https://portal.cloudappsecurity.com/',
      '/go/session',
    ].map(async (path) => [path, (await gateway.ask(path, { ...headers, cookie })).body] as const),
  );
  const nowhere = await gateway.ask('/go/session', headers);
  return [
    ['the beginning', page(startPage(words, [...questions.catalog.capabilities.values()].slice(0, 5)), '')],
    ['too often', page(tooOftenPage(words, 59, 'threat explorer'), '')],
    ...search,
    ...asked,
    ['no session', nowhere.body],
  ];
}

describe.each([...LANGUAGES])('in %s on a screen of 320 pixels', (language, words) => {
  it('no card is wider, and no button is cut short', async () => {
    await tab.setContent(PAPER);
    await tab.evaluate(RENDERER);
    for (const [name, card] of Object.entries(cardSamples(words))) {
      const { beyond, cut } = await tab.evaluate<Drawn>(`(${DRAW})(${JSON.stringify(card)}, ${JSON.stringify(HOST)})`);
      expect([name, beyond]).toEqual([name, []]);
      expect([name, cut]).toEqual([name, []]);
    }
  });

  it('no page is wider, and each names its language', async () => {
    for (const [name, document] of await pagesIn(words)) {
      expect([name, document]).toEqual([name, expect.stringContaining(`<html lang="${language}">`)]);
      await tab.setContent(document);
      const root = 'document.documentElement';
      expect([name, await tab.evaluate(`${root}.scrollWidth - ${root}.clientWidth`)]).toEqual([name, 0]);
    }
  });
});
