import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channel, groupChat, message } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { type Button, click, type Seen, say, submit } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let admin: Resident;
let reader: Resident;
let user: Resident;
let guest: Resident;
beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  reader = world.person('Rita Readerova', [ROLES.globalReader]);
  user = world.person('Paul Plainer', []);
  guest = world.person('Gita Guestova', [], { userType: 'Guest' });
  signpost = await startSignpost(world, world.newDataDir());
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

const ask = (text: string, from = user, place = from.chat) => say(world, signpost, from, place, text);
const press = (button: Pick<Button, 'verb' | 'data'>, inputs: Record<string, unknown> = {}, from = user) =>
  click(world, signpost, from, from.chat, button, inputs as never); // any JSON: odd inputs are the point of some

/** Where the card's buttons lead. */
const links = ({ card }: Seen): string[] =>
  JSON.stringify(card)
    .match(/"url":"[^"]+"/g)
    ?.map((text) => text.slice(7, -1)) ?? [];
const isAnswer = (card: Seen) => expect(links(card)[0]).toBe('https://security.microsoft.com/threatexplorer');

describe('asking where a page moved', () => {
  it.each([
    '/where threat explorer',
    'where threat explorer',
    'where did threat explorer move?',
    'Where is Threat Explorer now?',
    'where can I find threat explorer',
    'where’s threat explorer',
    'https://protection.office.com/threatexplorer',
    'protection.office.com/threatexplorer?dltarget=Explorer',
    'threat explorer',
  ])('is answered with the place, the clicks and a button: %s', async (text) => {
    const card = await ask(text);
    isAnswer(card);
    expect(card.text).toContain('Microsoft Defender');
    expect(card.text).toContain('Email & collaboration > Explorer');
  });

  it('is for everyone, a guest and somebody unknown to the directory as well, and asks the directory nothing', async () => {
    const before = world.graph.requests.length;
    isAnswer(await ask('/where threat explorer', guest));
    expect(world.graph.requests.length).toBe(before);
  });

  it('is answered in a group or channel where the bot is mentioned, and nowhere else', async () => {
    for (const place of [groupChat(world.tenant), channel(world.tenant)]) {
      isAnswer(await ask('where did threat explorer go?', user, place));
      const quiet = message(world.bot, user, place, '', { text: 'where did threat explorer go?', entities: [] });
      await signpost.post(quiet);
      expect(world.connector.sent(place.id)).toHaveLength(1);
    }
  });

  it('says whether the old link goes there by itself, as the setting is now', async () => {
    expect((await ask('/where threat explorer')).text).toContain('Redirection is on');
    const form = (await ask('/redirect off', admin)).button('setting.off');
    const why = { category: 'bug', comment: 'a secret reason', duration: 'none', contact: 'false', share: 'false' };
    await press(form, why, admin);
    const off = await ask('/where threat explorer');
    expect(off.text).toContain('Redirection is off');
    expect(off.text).not.toMatch(/Ada|secret reason/);
    await press((await ask('/redirect on', admin)).button('setting.on'), {}, admin);
    expect((await ask('/where message trace')).text).toContain('Not affected');
    expect((await ask('/where real-time detections')).text).not.toMatch(/Redirection is|Not affected/);
  });

  it('of a word that means several pages is answered with a choice', async () => {
    const card = await ask('/where dashboard');
    const choices = card.buttons('where.ask');
    expect(choices.length).toBeGreaterThan(2);
    for (const choice of choices) {
      const answer = await press(choice);
      expect(answer.text).toContain(choice.title.replace(/…$/, ''));
      expect(links(answer).length).toBeGreaterThan(0);
    }
  });

  it('without a question is answered with a field for one', async () => {
    const card = await ask('/where');
    isAnswer(await press(card.button('where.ask'), { question: 'threat explorer' }));
    expect((await press(card.button('where.ask'))).text).toContain('The question is missing');
    expect((await press({ verb: 'where.ask', data: {} }, { question: 7 })).text).toMatch(/was not sent as text/);
    expect((await press({ verb: 'where.ask', data: { capability: 'nonsense' } })).text).toMatch(
      /not one of the choices/,
    );
  });

  it('works where a client knows only Action.Submit, in a group as well', async () => {
    const place = groupChat(world.tenant);
    const card = await ask('/where', user, place);
    const answer = await submit(world, signpost, user, place, card.button('where.ask'), {
      question: 'threat explorer',
    });
    isAnswer(answer);
  });

  it('is offered by the help and the welcome', async () => {
    const help = await ask('help');
    expect(help.text).toContain('/where');
    expect((await press(help.button('where.form'))).inputs).toEqual({});
    expect((await ask('help', reader)).text).toContain('/where misses');
    expect(help.text).not.toContain('/where misses');
  });
});

describe('an answer', () => {
  it('asks whether it was right, and thanks in its own place', async () => {
    const [yes, no] = (await ask('/where threat explorer')).buttons('where.rate');
    if (!yes || !no) throw new Error('there are two');
    const thanks = await press(yes);
    isAnswer(thanks);
    expect(thanks.text).toContain('Thank you');
    expect(thanks.buttons('where.rate')).toEqual([]);
    const sorry = await press(no);
    expect(sorry.buttons('where.form')).toHaveLength(1);
    expect((await press({ verb: 'where.rate', data: { ...yes.data, helpful: 'perhaps' } })).text).toMatch(
      /not one of the choices/,
    );
  });

  it('shows what was asked as text, and nothing of it has an effect', async () => {
    const card = await ask('/where [flux](https://evil.example) **capacitor** <b>4711</b> {{TIME(2)}} \u202egnp');
    expect(card.text).toContain('[flux](https://evil.example) **capacitor** <b>4711</b>');
    expect(links(card).join()).not.toContain('evil.example');
    expect(JSON.stringify(card.card)).not.toMatch(/\u202e|\{\{/);
  });

  it.each([
    ['15 KB', 'x'.repeat(15_000)],
    ['emoji', '😀'.repeat(300)],
    ['right-to-left', 'איפה דוח האיומים'],
    ['a link to nowhere', 'https://evil.example/where?is=it'],
    ['control characters', 'flux\u0007\u001b[31m capacitor'],
  ])('is given to %s', async (_what, question) => {
    expect((await ask(`/where ${question}`)).text).toMatch(/I have no answer|Which one|Microsoft/);
  });
});

describe('what stays unanswered', () => {
  it('says so, what comes near, where to look, and what to try', async () => {
    const card = await ask('where did the flux capacitor 4711 go?');
    expect(card.text).toContain('I have no answer to that');
    expect(card.text).toContain('flux capacitor 4711');
    expect(links(card)).toEqual([expect.stringMatching(/^https:\/\//)]);
    expect(card.button('where.ask')).toBeDefined();
  });

  it('is shown to those who may read settings: grouped, counted, and without names', async () => {
    await ask('/where did the FLUX capacitor 4711 go', admin);
    const card = await ask('/where misses', reader);
    expect(card.text).toMatch(/2 times\n “where did the flux capacitor 4711 go/i);
    expect(card.text).not.toMatch(/Paul|Ada/);
    expect(card.text).toMatch(/Explorer: 1 said no, 1 said yes/);
  });

  it('is for nobody else', async () => {
    for (const person of [user, guest])
      expect((await ask('/where misses', person)).text).toMatch(/takes one of these roles/);
  });

  it('opens for one person alone in a group', async () => {
    const place = groupChat(world.tenant);
    const card = await ask('/where misses', reader, place);
    expect(card.text).not.toContain('flux');
    const open = card.button('where.misses');
    expect((await click(world, signpost, reader, place, open)).text).toContain('flux');
    expect((await click(world, signpost, user, place, open)).text).toMatch(/takes one of these roles/);
    expect((await submit(world, signpost, reader, place, open)).text).not.toContain('flux');
  });

  it('is not what somebody says without asking: a greeting, chatter, a misspelt command', async () => {
    await ask('thank you');
    await ask('the flux compensator is broken');
    expect((await ask('/redirect histroy')).text).toContain('/redirect history');
    const card = await ask('/where misses', reader);
    expect(card.text).not.toMatch(/compensator|histroy/);
  });

  it('stands in the log nowhere', () => {
    expect(signpost.output()).not.toMatch(/flux|evil\.example|threat explorer/);
  });
});
