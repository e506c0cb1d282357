import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RunningPlayground, startPlayground } from './playground.ts';
import { TeamsClient } from './teams-client.ts';

describe('in the playground', () => {
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

  it('hi is answered with help', async () => {
    await client.say('hi');
    expect(await client.card('Signpost')).toContain('/redirect off');
  });

  it('a near miss is answered with what may have been meant', async () => {
    await client.say('/redirect histroy');
    expect(await client.card('mean')).toContain('/redirect history');
  });

  it('Alex turns redirection off for four hours, says why, and turns it on again', async () => {
    await client.say('/redirect off for 4h');
    await client.card('Turn off');
    await client.choose('What is the main reason?', 'The timing is bad');
    await client.fill('What happened', 'Our **reports** are not there yet');
    await client.check('You may ask me about it');
    await client.click('Disable & share feedback');
    expect(await client.card('Redirection is off')).toContain('Our **reports** are not there yet');

    await client.say('/redirect on');
    await client.card('Enable');
    await client.click('Enable');
    await client.card('Redirection is on');
  });

  it('a person without roles is told which ones it takes', async () => {
    const megan = await TeamsClient.open(browser, await playground.addPerson('megan'));
    await megan.say('/redirect off');
    expect(await megan.card()).toContain('Global Administrator');
    expect(megan.complaints).toEqual([]);
    await megan.close();
  });

  it.each([
    ['a group', () => client.openGroup()],
    ['a channel', () => client.openChannel()],
  ])('the bot answers in %s where it is mentioned, and only there', async (_, enter) => {
    await enter();
    await client.say('/redirect verify', { mention: false });
    await client.say('help');
    expect(await client.card()).toContain('Signpost');
    expect(await client.cards()).toHaveLength(2); // its welcome, and this
  });
});
