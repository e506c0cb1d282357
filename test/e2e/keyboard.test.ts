import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningPlayground, startPlayground } from './playground.ts';
import { TeamsClient } from './teams-client.ts';

/** More stops than there are between two things in a chat with three cards. */
const STOPS_MAX = 60;

describe('in the playground, with the keyboard alone', () => {
  let browser: Browser;
  let playground: RunningPlayground;
  let client: TeamsClient;
  beforeAll(async () => {
    [browser, playground] = await Promise.all([launchBrowser(), startPlayground()]);
    client = await TeamsClient.open(browser, playground.clientUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  const press = (key: string): Promise<void> => client.page.keyboard.press(key);

  /** What a screen reader says of what has the focus. */
  const focused = (): Promise<string> =>
    client.page
      .locator(':focus')
      .ariaSnapshot()
      .then((snapshot) => snapshot.split('\n')[0] ?? '');

  /** Moves the focus by this key until it is there, and visibly so. */
  async function reach(what: RegExp, key: 'Tab' | 'Shift+Tab' = 'Shift+Tab'): Promise<void> {
    const passed: string[] = [];
    for (let n = 0; n < STOPS_MAX; n++) {
      await press(key);
      const here = (await client.page.locator(':focus').count()) === 0 ? 'nothing' : await focused();
      if (what.test(here)) {
        expect(await client.page.evaluate("document.activeElement.matches(':focus-visible')")).toBe(true);
        return;
      }
      passed.push(here);
    }
    throw new Error(`${what} was not reached by ${key}, but:\n${passed.join('\n')}`);
  }

  async function say(text: string): Promise<void> {
    await reach(/^- textbox:?$/, 'Tab');
    await client.typed(text);
  }

  it('the list of settings is asked for, and one of them is opened', async () => {
    await say('/redirect');
    await client.card('Portal redirection');
    await reach(/button "Open mdo-scc"/);
    await client.press('Enter');
    await client.card('Migration mdo-scc');
  });

  it('a form that lacks something is not sent: the first such field gets the focus, and says what it lacks', async () => {
    await reach(/^- textbox:?$/, 'Tab');
    await reach(/button "Turn off…"/);
    await client.press(' ');
    await client.card('Turn off redirection');
    await reach(/button "Disable & share feedback"/, 'Tab');
    await client.press('Enter');
    await client.card('Choose the main reason.');
    expect(await focused()).toMatch(/combobox "What is the main reason\?.*Choose the main reason\./);
  });

  it('it is filled in and sent, and the outcome takes its place', async () => {
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await press(key);
    await reach(/textbox "What happened/, 'Tab');
    await client.page.keyboard.type('Only keys were used');
    await reach(/combobox "How long\?/, 'Tab');
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await press(key);
    await reach(/checkbox "Questions You may ask me about it"/, 'Tab');
    await press(' ');
    await reach(/button "Disable & share feedback"/, 'Tab');
    await client.press('Enter');
    expect(await client.card('Redirection is off')).toContain('Only keys were used');
  });

  it('the history is read, and redirection turned on again', async () => {
    await say('/redirect history');
    expect(await client.card('History')).toContain('On → Off');
    await say('/redirect on');
    await client.card('Turn on redirection');
    await reach(/button "Enable"/);
    await client.press('Enter');
    await client.card('Redirection is on');
    expect(client.complaints).toEqual([]);
  });
});
