import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardAction, channel, type Json, message, type Place } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say, seen } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let ada: Resident;
beforeAll(async () => {
  world = await openWorld();
  ada = world.person('Ada Globova', [ROLES.globalAdministrator]);
  signpost = await startSignpost(world, world.newDataDir());
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

/** The newest card in a conversation that has `count` of them. */
async function newest(place: Place, count: number): Promise<Seen> {
  const sent = await world.connector.until(place.id, count, 10_000);
  const attachments = sent.at(-1)?.activity.attachments;
  return seen(Array.isArray(attachments) ? attachments[0]?.content : undefined);
}

async function sayIn(locale: unknown, text: string, place: Place = ada.chat): Promise<Seen> {
  const before = world.connector.sent(place.id).length;
  await signpost.post(message(world.bot, ada, place, text, { locale }));
  return newest(place, before + 1);
}

describe('the language of an answer', () => {
  it.each([
    ['de-AT', 'Portalumleitung'],
    ['fr-CA', 'Redirection des portails'],
    ['en-US', 'Portal redirection'],
    ['nl-NL', 'Portal redirection'],
    [undefined, 'Portal redirection'],
    [null, 'Portal redirection'],
    ['', 'Portal redirection'],
  ])('is that of the message: %j', async (locale, title) => {
    expect((await sayIn(locale, '/redirect')).text).toContain(title);
  });

  it('is that of the person who clicks', async () => {
    const action: Json = cardAction(world.bot, ada, ada.chat, 'history.show', {}, { locale: 'de-DE' });
    const { body } = await signpost.post(action);
    expect(JSON.stringify(body)).toContain('"Verlauf"');
  });

  it.each([
    ['de-DE', 'Wo ist der Bedrohungs-Explorer?'],
    ['fr-FR', 'Où est passé l’Explorateur de menaces ?'],
    ['en-US', 'Wohin ist der Bedrohungs-Explorer umgezogen?'],
  ])('lets people ask in their own, also in a channel: %s', async (locale, question) => {
    const answer = await sayIn(locale, question, channel(world.tenant));
    expect(answer.text).toContain('https://security.microsoft.com/threatexplorer');
  });
});

describe('the language of a notice', () => {
  it('is that in which the conversation asked for it, whoever changes the setting', async () => {
    const places = { 'de-DE': channel(world.tenant), 'fr-FR': channel(world.tenant), 'en-GB': channel(world.tenant) };
    for (const [locale, place] of Object.entries(places)) await sayIn(locale, '/notify here', place);
    const form = (await say(world, signpost, ada, ada.chat, '/redirect off')).button('setting.off');
    const why = { category: 'timing', comment: 'not before Monday', duration: 'P1D', contact: 'false', share: 'true' };
    await click(world, signpost, ada, ada.chat, form, why);
    expect((await newest(places['de-DE'], 2)).text).toContain('Umleitung ausgeschaltet: ');
    expect((await newest(places['fr-FR'], 2)).text).toContain('Redirection désactivée\u00a0: ');
    expect((await newest(places['en-GB'], 2)).text).toContain('Redirection is off: ');
  });

  it.each([undefined, null, ''])('is not needed to ask for notices: %j', async (locale) => {
    const place = channel(world.tenant);
    expect((await sayIn(locale, '/notify here', place)).text).toContain('This channel gets notices of changes');
  });
});
