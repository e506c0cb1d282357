import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channel, groupChat, type Place } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say, submit } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let people: Readonly<Record<Kind, Resident>>;

/** Every kind of person, and whether they may subscribe a conversation: whoever may read a setting may. */
const KINDS = {
  'a Global Administrator': true,
  'a Security Administrator': true,
  'a Global Reader': true,
  'a Security Reader': true,
  'a Compliance Administrator': true,
  'a plain user': false,
  'a guest who is Global Administrator': false,
  'a disabled Global Administrator': false,
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.entries(KINDS) as [Kind, boolean][]; // entries forgets its keys

beforeAll(async () => {
  world = await openWorld();
  const { globalAdministrator, securityAdministrator, globalReader, securityReader, complianceAdministrator } = ROLES;
  people = {
    'a Global Administrator': world.person('Ada Globova', [globalAdministrator]),
    'a Security Administrator': world.person('Selma Securova', [securityAdministrator]),
    'a Global Reader': world.person('Rita Readerova', [globalReader]),
    'a Security Reader': world.person('Seth Lesemann', [securityReader]),
    'a Compliance Administrator': world.person('Olga Otherrole', [complianceAdministrator]),
    'a plain user': world.person('Paul Plainer', []),
    'a guest who is Global Administrator': world.person('Gorm Guest', [globalAdministrator], { userType: 'Guest' }),
    'a disabled Global Administrator': world.person('Dora Disabled', [globalAdministrator], { accountEnabled: false }),
  };
  signpost = await startSignpost(world, world.newDataDir());
});

afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

const ADMIN: Kind = 'a Global Administrator';
const tell = (kind: Kind, place: Place, text: string) => say(world, signpost, people[kind], place, text);
const press = (kind: Kind, place: Place, verb: string, data: Record<string, unknown> = {}) =>
  click(world, signpost, people[kind], place, { verb, data: {} }, data as never); // any JSON: odd inputs are the point of some
const isRefusal = (card: Seen) => /takes one of these roles/.test(card.text);
const isSubscribed = async (place: Place) => /gets? notices/.test((await tell(ADMIN, place, '/notify status')).text);

const PLACES: ReadonlyArray<readonly [string, (kind: Kind) => Place]> = [
  ['their personal chat', (kind) => people[kind].chat],
  ['a group chat', () => groupChat(world.tenant)],
  ['a channel', () => channel(world.tenant)],
];
const SHARED = PLACES.slice(1);

describe.each(kinds)('%s', (kind, may) => {
  it.each(PLACES)('may subscribe %s, and stop that, as the policy says', async (_, placeOf) => {
    const place = placeOf(kind);
    expect(isRefusal(await tell(kind, place, '/notify here'))).toBe(!may);
    expect(await isSubscribed(place)).toBe(may);
    expect(isRefusal(await tell(kind, place, '/notify status'))).toBe(!may);
    expect(isRefusal(await tell(kind, place, '/notify off'))).toBe(!may);
    expect(await isSubscribed(place)).toBe(false);
  });

  it('may press each of its buttons as the policy says, and what they send comes after it', async () => {
    const place = groupChat(world.tenant);
    const filter = { migrations: '', states: 'off', reminders: 'false' };
    await tell(ADMIN, place, '/notify here');
    for (const verb of ['notify.on', 'notify.show', 'notify.list', 'notify.askFilter']) {
      expect(isRefusal(await press(kind, place, verb))).toBe(!may);
    }
    expect(isRefusal(await press(kind, place, 'notify.filter', filter))).toBe(!may);
    if (!may) expect(isRefusal(await press(kind, place, 'notify.filter', { states: { deep: 1 } }))).toBe(true);
    expect(isRefusal(await press(kind, place, 'notify.off'))).toBe(!may);
    expect(await isSubscribed(place)).toBe(!may);
  });

  it('sees the list of all conversations alone, as the policy says', async () => {
    const { chat } = people[kind];
    expect(isRefusal(await tell(kind, chat, '/notify list'))).toBe(!may);
    const place = channel(world.tenant);
    const card = await tell(kind, place, '/notify list');
    expect(card.text).toContain('Notices: for one person');
    expect(isRefusal(await press(kind, place, card.button('notify.list').verb))).toBe(!may);
  });
});

describe('who may read less', () => {
  it('subscribes a conversation to that much', async () => {
    const place = channel(world.tenant);
    const card = await tell('a Compliance Administrator', place, '/notify here');
    expect(card.text).toContain('For: ');
    expect(card.text).not.toMatch(/Defender|Exchange/);
    const form = await press('a Compliance Administrator', place, 'notify.askFilter');
    expect(form.text).not.toMatch(/Defender|Exchange/);
    const refused = await press('a Compliance Administrator', place, 'notify.filter', {
      migrations: 'mdo-scc',
      states: 'both',
    });
    expect(refused.text).toContain('no such setting');
    expect((await tell(ADMIN, place, '/notify status')).text).not.toMatch(/Defender|Exchange/);
  });
});

describe('what a conversation is shown', () => {
  it.each(SHARED)('in %s tells nothing of a setting, of who asked, and of people', async (_, placeOf) => {
    const place = placeOf(ADMIN);
    const { chat } = people[ADMIN];
    const form = (await tell(ADMIN, chat, '/redirect off')).button('setting.off');
    const why = { category: 'bug', comment: 'for readers only', duration: 'none', contact: 'false', share: 'false' };
    await click(world, signpost, people[ADMIN], chat, form, why);
    for (const text of ['/notify status', '/notify here', '/notify', '/notify off', '/notify list']) {
      const { text: shown } = await tell(ADMIN, place, text);
      expect(shown).not.toMatch(/readers only|Globova|turned (on|off) by|old links|receipt|until somebody/i);
    }
    const enable = (await tell(ADMIN, chat, '/redirect on')).button('setting.on');
    await click(world, signpost, people[ADMIN], chat, enable);
  });

  it.each(SHARED)('in %s is the same for whoever asks', async (_, placeOf) => {
    const place = placeOf(ADMIN);
    await tell(ADMIN, place, '/notify here');
    const seen = await tell(ADMIN, place, '/notify status');
    expect((await tell('a Security Reader', place, '/notify status')).text).toBe(seen.text);
  });

  it.each(SHARED)('of help in %s does not say what a person may do', async (_, placeOf) => {
    const place = placeOf(ADMIN);
    const texts = new Set<string>();
    for (const kind of [ADMIN, 'a Security Reader', 'a plain user'] as const) {
      texts.add((await tell(kind, place, 'help')).text);
      texts.add((await press(kind, place, 'help.show')).text);
      texts.add((await submit(world, signpost, people[kind], place, { verb: 'help.show', data: {} })).text);
    }
    expect([...texts]).toHaveLength(1);
    expect([...texts].join()).toMatch(/Changing settings is for Global Administrator or Security Administrator/);
  });

  it('of help in a personal chat says it', async () => {
    expect((await tell(ADMIN, people[ADMIN].chat, 'help')).text).toMatch(/You may change settings[\s\S]*\/notify here/);
    expect((await tell('a plain user', people['a plain user'].chat, 'help')).text).not.toContain('/notify');
  });
});

describe('a client that knows only Action.Submit', () => {
  const send = (kind: Kind, place: Place, verb: string) =>
    submit(world, signpost, people[kind], place, { verb, data: {} });

  it('starts and stops notices in a channel, for all to see', async () => {
    const place = channel(world.tenant);
    expect((await send(ADMIN, place, 'notify.on')).text).toContain('This channel gets notices');
    expect(isRefusal(await send('a plain user', place, 'notify.off'))).toBe(true);
    expect((await send(ADMIN, place, 'notify.off')).text).toContain('This channel gets no notices');
  });

  it('opens the list for one person', async () => {
    const card = await send(ADMIN, channel(world.tenant), 'notify.list');
    expect(card.text).toContain('Notices: for one person');
    expect(card.buttons('notify.list')).toHaveLength(1);
  });
});

describe('what somebody may send to do harm', () => {
  it('by a filter changes nothing, and names the field', async () => {
    const place = groupChat(world.tenant);
    const before = (await tell(ADMIN, place, '/notify here')).text;
    const choose = async (inputs: Record<string, unknown>) => (await press(ADMIN, place, 'notify.filter', inputs)).text;
    expect(await choose({ states: 'sometimes' })).toContain('states');
    expect(await choose({ states: 5 })).toContain('states');
    expect(await choose({})).toContain('states');
    expect(await choose({ states: 'on', reminders: 'perhaps' })).toContain('reminders');
    expect(await choose({ states: 'on', migrations: 'mdo-scc,[x](https://evil.example)' })).toContain(
      'no such setting',
    );
    expect((await press(ADMIN, place, 'notify.list', { from: '-1' })).text).toContain('from');
    expect((await tell(ADMIN, place, '/notify status')).text).toBe(before);
  });

  it('by names of people, teams and conversations shows nowhere', async () => {
    const name = '[x](https://evil.example) <at>Everyone</at>';
    const eve = world.person(name, [ROLES.globalReader]);
    const id = `19:${encodeURIComponent(name)}${'z'.repeat(600)}@thread.v2`;
    const place: Place = { kind: 'groupChat', id, tenant: world.tenant };
    const card = await say(world, signpost, eve, place, '/notify here');
    expect(card.text).toContain('This chat gets notices');
    const list = await say(world, signpost, eve, eve.chat, '/notify list');
    expect(list.text).toContain('A group chat …zzzzzz');
    expect(`${card.text}${list.text}`).not.toMatch(/evil|Everyone/);
  });
});

describe('the filter', () => {
  it('is chosen on a card that shows how it is, and holds from then on', async () => {
    const place = channel(world.tenant);
    await tell(ADMIN, place, '/notify here');
    const form = await press(ADMIN, place, 'notify.askFilter');
    expect(form.inputs).toEqual({ migrations: '', states: 'both', reminders: 'true' });
    const inputs = { migrations: 'mdo-scc', states: 'off', reminders: 'false' };
    const card = await press(ADMIN, place, 'notify.filter', inputs);
    expect(card.text).toMatch(/For: .*Defender[\s\S]*When: redirection is turned off or kept off[\s\S]*No reminder/);
    expect((await press(ADMIN, place, 'notify.askFilter')).inputs).toEqual(inputs);
    expect((await tell(ADMIN, place, '/notify here')).text).toBe(card.text);
  });

  it('of a conversation that gets no notices cannot be chosen', async () => {
    const place = channel(world.tenant);
    expect((await press(ADMIN, place, 'notify.askFilter')).text).toContain('gets no notices');
    expect((await press(ADMIN, place, 'notify.filter', { states: 'on' })).text).toContain('gets no notices');
  });
});

describe('the list', () => {
  it('tells where one is, what is over, and has further pages', async () => {
    const over = groupChat(world.tenant);
    await tell(ADMIN, over, '/notify here');
    await tell(ADMIN, over, '/notify off');
    for (let n = 0; n < 9; n++) await tell(ADMIN, channel(world.tenant), '/notify here');
    await tell(ADMIN, people[ADMIN].chat, '/notify here');
    const first = await tell(ADMIN, people[ADMIN].chat, '/notify list');
    expect(first.text).toMatch(/A personal chat …\w+ \(this one\)/);
    let page = first;
    let all = first.text;
    while (page.buttons('notify.list').length > 0) {
      page = await click(world, signpost, people[ADMIN], people[ADMIN].chat, page.button('notify.list'));
      all += page.text;
    }
    expect(all.match(/…\w/g)).toHaveLength(Number(/(\d+) conversations/.exec(first.text)?.[1]));
    expect(all).toContain('somebody there stopped them');
  });
});
