import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningPlayground, startPlayground } from './playground.ts';
import { TeamsClient } from './teams-client.ts';

describe('asking in the playground', () => {
  let browser: Browser;
  let playground: RunningPlayground;
  let client: TeamsClient;
  beforeAll(async () => {
    [browser, playground] = await Promise.all([launchBrowser(), startPlayground()]);
    client = await TeamsClient.open(browser, playground.clientUrl);
  });
  afterEach(() => {
    expect(client.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  it('a question is answered with the place, the clicks and whether the old link goes there, and may be rated', async () => {
    await client.say('where did threat explorer go?');
    const answer = await client.card('Explorer');
    expect(answer).toContain('Email & collaboration > Explorer');
    expect(answer).toContain('Redirection is on: an old link');
    expect(answer).toContain('Open in Microsoft Defender');
    await client.click('Yes');
    expect(await client.card('Thank you')).toContain('https://security.microsoft.com/threatexplorer');
  });

  it('a word that means several pages gives a choice, and the choice an answer', async () => {
    await client.say('/where dashboard');
    await client.card('Which one do you mean?');
    await client.click('Alerts dashboard');
    expect(await client.card('Alerts dashboard')).toContain('Incidents & alerts > Alerts');
  });

  it('the field of the card is a way to ask, and what has no answer is kept for administrators', async () => {
    await client.say('/where');
    await client.card('Ask for a page');
    await client.fill('Page, old link or job', 'the **flux** capacitor');
    await client.click('Ask');
    expect(await client.card('no answer')).toContain('the **flux** capacitor');
    await client.say('/where misses');
    expect(await client.card('What stays unanswered')).toContain('the **flux** capacitor');
  });

  it('what stays unanswered opens for one person alone in a channel', async () => {
    await client.openChannel();
    await client.say('/where misses');
    expect(await client.card('for one person')).not.toContain('flux');
  });
});
