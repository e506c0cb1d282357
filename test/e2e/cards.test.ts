import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/wording/en.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { cardSamples } from '../cards/samples.ts';
import { launchBrowser } from './browser.ts';

/** Microsoft's own renderer of cards. Scripts for the browser are texts here: the types are Node's. */
const RENDERER = readFileSync(fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')), 'utf8');

const plain = (color: string) => ({ default: color, subtle: color });
/** Microsoft's published Teams theme (AdaptiveCards, samples/HostConfig), and the colours of its high contrast. */
const THEMES = {
  light: {
    paper: '#ffffff',
    emphasis: '#f9f8f7',
    text: { default: '#252424', subtle: '#605e5c' },
    accent: '#6264a7',
    attention: '#c4314b',
  },
  'high contrast': {
    paper: '#000000',
    emphasis: '#000000',
    text: plain('#ffffff'),
    accent: '#ffff01',
    attention: '#ff5f5f',
  },
} as const;
type Theme = keyof typeof THEMES;

function hostConfig(theme: Theme) {
  const { paper, emphasis, text, accent, attention } = THEMES[theme];
  const foregroundColors = { default: text, accent: plain(accent), attention: plain(attention) };
  return {
    supportsInteractivity: true,
    textBlock: { headingLevel: 2 },
    containerStyles: {
      default: { backgroundColor: paper, foregroundColors },
      emphasis: { backgroundColor: emphasis, foregroundColors },
    },
    actions: { actionsOrientation: 'vertical', maxActions: 6 },
  };
}

/** Draws each card into a region of its own name. */
const DRAW = `(cards, host) => document.querySelector('main').replaceChildren(...cards.map(([name, card]) => {
  const drawn = Object.assign(new AdaptiveCards.AdaptiveCard(), { hostConfig: new AdaptiveCards.HostConfig(host) });
  drawn.parse(card);
  drawn.onExecuteAction = (action) => { window.sent.push(action.title); };
  const region = Object.assign(document.createElement('section'), { id: name, ariaLabel: name });
  region.append(drawn.render());
  return region;
}))`;

/** What a screen reader calls each thing that can be pressed, card by card. */
const BUTTON_NAMES = `[...document.querySelectorAll('section')].map(({ id }) =>
  [id, [...document.querySelectorAll('#' + id + ' [role=button], #' + id + ' [role=link]')].map((e) => e.ariaLabel)])`;

let browser: Browser;
let tab: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  tab = await browser.newPage({ viewport: { width: 320, height: 640 } });
});
afterAll(() => browser?.close());

type Cards = readonly (readonly [name: string, card: unknown])[];
async function draw(cards: Cards, theme: Theme = 'light'): Promise<void> {
  const { paper, text } = THEMES[theme];
  const style = `body, button, input, select, textarea { background: ${paper}; color: ${text.default}; margin: 0 }`;
  await tab.setContent(`<!doctype html><html lang="en"><title>Cards</title><style>${style}</style><main></main>`);
  await tab.evaluate(RENDERER);
  await tab.evaluate('window.sent = []');
  await tab.evaluate(`(${DRAW})(${JSON.stringify(cards)}, ${JSON.stringify(hostConfig(theme))})`);
}

interface Complaint {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
async function complaints(): Promise<string[]> {
  await tab.evaluate(axe.source);
  // A card is a part of Teams' page, which has the heading above it.
  const options = JSON.stringify({ rules: { 'page-has-heading-one': { enabled: false } } });
  const found = await tab.evaluate<readonly Complaint[]>(`axe.run(${options}).then(({ violations }) => violations)`);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.each([...LANGUAGES])('in %s', (_language, words) => {
  const cards = Object.entries(cardSamples(words));

  it.each(Object.keys(THEMES) as Theme[])('axe complains of no card in the %s theme', async (theme) => {
    await draw(cards, theme);
    expect(await complaints()).toEqual([]);
  });

  it('a screen reader calls no two buttons of a card alike', async () => {
    await draw(cards);
    const names = await tab.evaluate<readonly [string, string[]][]>(BUTTON_NAMES);
    expect(names).toHaveLength(cards.length);
    for (const [card, buttons] of names) {
      expect([card, buttons]).toEqual([card, [...new Set(buttons)]]);
      expect([card, buttons]).not.toEqual([card, expect.arrayContaining([null])]);
    }
  });
});

describe('with the keyboard alone', () => {
  const focused = (): Promise<string> => tab.locator(':focus').ariaSnapshot();

  /** Where Tab must stop, in the page's order: of radio buttons only at the chosen one. */
  const STOPS = `[...document.querySelectorAll('[tabindex="0"]:not(option), input, select, textarea')]
    .filter((e) => e.type !== 'radio' || e.checked)`;
  const PLACE = `(e) => e.closest('section')?.id + ': ' + (e.ariaLabel ?? e.id)`;

  it('Tab stops at each field and button of each card, in its order, and shows where it is', async () => {
    await draw(Object.entries(cardSamples(en)));
    const stops = await tab.evaluate<readonly string[]>(`${STOPS}.map(${PLACE})`);
    const reached: string[] = [];
    for (const _ of stops) {
      await tab.keyboard.press('Tab');
      const at = 'document.activeElement';
      reached.push(await tab.evaluate<string>(`${at}.matches(':focus-visible') ? (${PLACE})(${at}) : 'not shown'`));
    }
    expect(reached).toEqual(stops);
    expect(stops.length).toBeGreaterThan(200);
  });

  it('a form that lacks something is not sent: the first field that does is focused, and says so', async () => {
    await draw([['form', cardSamples(en)['off-form']]]);
    await tab.getByRole('button', { name: 'Disable & share feedback' }).focus();
    await tab.keyboard.press('Enter');
    expect(await focused()).toMatch(/^- combobox "What is the main reason\?.* Choose the main reason\."/);
    await tab.keyboard.press('ArrowDown');
    await tab.getByRole('button', { name: 'Disable & share feedback' }).focus();
    await tab.keyboard.press(' ');
    expect(await focused()).toMatch(/^- textbox "What happened, or what do you need\?.* Write a few words/);
    await tab.keyboard.type('Only keys');
    await tab.getByRole('combobox', { name: 'How long?' }).focus();
    await tab.keyboard.press('ArrowDown');
    await tab.getByRole('button', { name: 'Disable & share feedback' }).focus();
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate('window.sent')).toEqual(['Disable & share feedback']);
  });

  it('what needs no field is sent while fields are empty', async () => {
    await draw([['form', cardSamples(en)['off-form']]]);
    await tab.getByRole('button', { name: 'Cancel' }).focus();
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate('window.sent')).toEqual(['Cancel']);
  });
});
