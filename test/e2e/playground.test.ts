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

  it('a form without reason, comment or time is not sent: the client says what is missing', async () => {
    await client.say('/redirect off');
    await client.card('Turn off');
    await client.click('Disable & share feedback');
    const refused = await client.card('Choose the main reason.');
    expect(refused).toContain('Write a few words');
    expect(refused).toContain('Choose how long it stays off.');

    await client.say('/redirect history');
    expect(await client.card('History')).toContain('Nothing has been changed yet.');
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

  it('the history shows both changes, the newest first, each with its receipt', async () => {
    await client.say('/redirect history');
    const shown = await client.card('History');
    expect(shown).toMatch(/Off → On[\s\S]*Receipt 2 · [\da-f]{12}[\s\S]*On → Off[\s\S]*Receipt 1 · [\da-f]{12}/);
    expect(shown).toContain('Turned off by Alex Wilber');
    expect(shown).toContain('Our **reports** are not there yet');
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

  it('in a group the form opens for whoever presses, and the others read only what it is about', async () => {
    await client.openGroup();
    await client.say('/redirect off');
    const seen = await client.card('for one person');
    expect(seen).not.toContain('What is the main reason?');
    await client.click('Open for me');
    expect(await client.card('Turn off redirection')).toContain('What is the main reason?');
  });

  it('a person without roles who presses it in a group is told who may', async () => {
    const megan = await TeamsClient.open(browser, await playground.addPerson('megan'));
    await megan.openGroup();
    await megan.say('/redirect off');
    await megan.card('for one person');
    await megan.click('Open for me');
    expect(await megan.card('You may not change this setting')).toContain('Nothing was changed.');
    expect(megan.complaints).toEqual([]);
    await megan.close();
  });

  it('a channel that subscribed hears of a change that is made in the personal chat', async () => {
    await client.openChannel();
    await client.say('/notify here');
    await client.card('This channel gets notices of changes');

    await client.openPersonalChat();
    await client.say('/redirect off');
    await client.card('Turn off');
    await client.choose('What is the main reason?', 'The timing is bad');
    await client.fill('What happened', 'Only for those who look after it');
    await client.choose('How long?', 'For 1 day');
    await client.click('Disable & share feedback');
    await client.card('Receipt 3');

    await client.openChannel();
    const notice = await client.card('Receipt 3');
    expect(notice).toContain('Turned off by Alex Wilber');
    expect(notice).toContain('Why: The timing is bad.');
    expect(notice).not.toContain('Only for those who look after it');
  });
});
