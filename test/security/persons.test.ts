import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channel, groupChat, message } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { type Button, click, type Seen, say, submit } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let people: Readonly<Record<Kind, Resident>>;

/** Every kind of person, and what they may do with mdo-scc. */
const KINDS = {
  'a Global Administrator': 'change',
  'a Security Administrator': 'change',
  'a Global Reader': 'read',
  'a Security Reader': 'read',
  'a Compliance Administrator': 'other',
  'a plain user': 'nothing',
  'somebody whose role only bears the name': 'nothing',
  'a guest': 'nothing',
  'a guest who is Global Administrator': 'nothing',
  'a disabled Global Administrator': 'nothing',
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.entries(KINDS) as [Kind, (typeof KINDS)[Kind]][]; // entries forgets its keys

beforeAll(async () => {
  world = await openWorld();
  const {
    globalAdministrator,
    securityAdministrator,
    globalReader,
    securityReader,
    complianceAdministrator,
    lookalike,
  } = ROLES;
  people = {
    'a Global Administrator': world.person('Ada Globova', [globalAdministrator]),
    'a Security Administrator': world.person('Selma Securova', [securityAdministrator]),
    'a Global Reader': world.person('Rita Readerova', [globalReader]),
    'a Security Reader': world.person('Seth Lesemann', [securityReader]),
    'a Compliance Administrator': world.person('Olga Otherrole', [complianceAdministrator]),
    'a plain user': world.person('Paul Plainer', []),
    'somebody whose role only bears the name': world.person('Lars Lookalike', [lookalike]),
    'a guest': world.person('Gita Guestova', [], { userType: 'Guest' }),
    'a guest who is Global Administrator': world.person('Gorm Guest', [globalAdministrator], { userType: 'Guest' }),
    'a disabled Global Administrator': world.person('Dora Disabled', [globalAdministrator], { accountEnabled: false }),
  };
  signpost = await startSignpost(world, world.newDataDir());
});

afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

const MIGRATION = { migration: 'mdo-scc' };
const tell = (kind: Kind, text: string) => say(world, signpost, people[kind], people[kind].chat, text);
const press = (kind: Kind, button: Pick<Button, 'verb' | 'data'>, inputs: Record<string, unknown> = {}) =>
  click(world, signpost, people[kind], people[kind].chat, button, inputs as never); // any JSON: odd inputs are the point of some
const why = (comment: string) => ({ category: 'bug', comment, duration: 'none', contact: 'false', share: 'false' });

const ADMIN: Kind = 'a Global Administrator';
const form = async (kind: Kind = ADMIN): Promise<Button> => (await tell(kind, '/redirect off')).button('setting.off');
const turnOff = async (comment: string) => press(ADMIN, await form(), why(comment));
const turnOn = async () => press(ADMIN, (await tell(ADMIN, '/redirect on')).button('setting.on'));
/** State and version: what a refused request must leave as they are. */
async function standing(): Promise<string> {
  const card = await tell(ADMIN, '/redirect status mdo-scc');
  const [enable] = card.buttons('setting.on');
  return enable ? `off ${enable.data.version}` : `on ${(await form()).data.version}`;
}

const isRefusal = (card: Seen) => /takes one of these roles/.test(card.text);
const CHANGES = ['setting.askOff', 'setting.off', 'setting.on', 'setting.askOn'];
const offersChange = (card: Seen) =>
  card.buttons().some(({ verb, data }) => CHANGES.includes(verb) && (data.migration ?? 'mdo-scc') === 'mdo-scc');

const READ_COMMANDS = [
  '/redirect',
  '/redirect status mdo-scc',
  '/redirect history',
  '/redirect feedback',
  '/redirect verify',
  '/redirect traffic',
];
const CHANGE_COMMANDS = ['/redirect off', '/redirect on', '/redirect off mdo-scc for 4h'];
const READ_VERBS = ['settings.list', 'setting.show', 'history.show', 'feedback.show', 'chain.verify', 'traffic.show'];
const CHANGE_VERBS = ['setting.askOff', 'setting.askOn'];

describe.each(kinds)('%s', (kind, may) => {
  const reads = may === 'change' || may === 'read';

  it.each(READ_COMMANDS)('is answered to %s as the policy says', async (text) => {
    const card = await tell(kind, text);
    const own = may === 'other' && text !== '/redirect status mdo-scc';
    expect(isRefusal(card)).toBe(!reads && !own);
    if (may !== 'change') expect(offersChange(card)).toBe(false);
  });

  it.each(CHANGE_COMMANDS)('is answered to %s as the policy says', async (text) => {
    expect(isRefusal(await tell(kind, text))).toBe(may !== 'change');
  });

  it.each(READ_VERBS)('may press %s as the policy says', async (verb) => {
    const data = verb === 'setting.show' || verb === 'history.show' ? MIGRATION : {};
    const own = may === 'other' && data !== MIGRATION;
    expect(isRefusal(await press(kind, { verb, data }))).toBe(!reads && !own);
  });

  it.each(CHANGE_VERBS)('may press %s as the policy says', async (verb) => {
    expect(isRefusal(await press(kind, { verb, data: MIGRATION }))).toBe(may !== 'change');
  });

  it('may send the disable form, and Enable, as the policy says', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const before = await standing();
    const comment = `mark-${randomUUID()}`;
    const button = may === 'change' ? await form(kind) : await form();
    const card = await press(kind, button, why(comment));
    if (may === 'change') {
      expect(card.text).toContain('Redirection is off');
      const enable = (await tell(kind, '/redirect on')).button('setting.on');
      expect((await press(kind, enable)).text).toContain('Redirection is on');
      return;
    }
    expect(isRefusal(card)).toBe(true);
    expect(await standing()).toBe(before);
    await turnOff(comment);
    const enable = (await tell(ADMIN, '/redirect on')).button('setting.on');
    const off = await standing();
    expect(isRefusal(await press(kind, enable))).toBe(true);
    expect(await standing()).toBe(off);
  });
});

describe.each(kinds.filter(([, may]) => may === 'nothing' || may === 'other'))('%s', (kind, may) => {
  const asks = [...READ_COMMANDS.filter((text) => may === 'nothing' || text.endsWith('mdo-scc')), ...CHANGE_COMMANDS];
  const answers = async () => {
    const texts: string[] = [];
    for (const text of asks) texts.push((await tell(kind, text)).text);
    return texts;
  };

  it('learns the same whether it is on or off', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const on = await answers();
    await turnOff('a secret reason');
    expect(await answers()).toEqual(on);
    expect(on.join()).not.toContain('Ada Globova');
  });
});

describe('between form and click', () => {
  it('a role that was taken away counts', async () => {
    const gone = world.person('Rudi Removed', [ROLES.globalAdministrator]);
    const button = (await say(world, signpost, gone, gone.chat, '/redirect off')).button('setting.off');
    const before = await standing();
    world.graph.add({ tenant: gone.tenant, objectId: gone.objectId, roles: [ROLES.globalReader] });
    expect(isRefusal(await click(world, signpost, gone, gone.chat, button, why('too late')))).toBe(true);
    expect(await standing()).toBe(before);
  });

  it('an unused form may be sent by another person who may: the change is theirs', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const card = await press('a Security Administrator', await form(), why('mine now'));
    expect(card.text).toContain('Selma Securova');
  });

  it('a used form sent by another person, who may too, is refused and shows nothing of the first answer', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const used = await form();
    await press(ADMIN, used, why('the first reason'));
    const before = await standing();
    const card = await press('a Security Administrator', used, why('another reason'));
    expect(card.text).toContain('has been used');
    expect(card.text).not.toMatch(/first reason|Ada Globova/);
    expect(await standing()).toBe(before);
  });

  it('a used form sent again from another conversation gives its person the same answer, and changes nothing', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const used = await form();
    const first = await press(ADMIN, used, why('once'));
    const before = await standing();
    const again = await click(world, signpost, people[ADMIN], groupChat(world.tenant), used, why('once'));
    expect(again.text).toBe(first.text);
    expect(await standing()).toBe(before);
  });

  it('of two people at once one wins, and the other is told who', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const [one, two] = [await form(), await form('a Security Administrator')];
    const cards = await Promise.all([
      press(ADMIN, one, why('one')),
      press('a Security Administrator', two, why('two')),
    ]);
    expect(cards.filter(({ text }) => text.startsWith('Redirection is off'))).toHaveLength(1);
    expect(
      cards.filter(({ text }) => /Somebody was faster/.test(text) && /Ada Globova|Selma Securova/.test(text)),
    ).toHaveLength(1);
  });
});

describe('in a group or channel', () => {
  it.each([...READ_COMMANDS, ...CHANGE_COMMANDS])(
    '%s shows what it is about, and nothing of the tenant',
    async (text) => {
      await tell(ADMIN, '/redirect');
      if (/^on/.test(await standing())) await turnOff('for readers only');
      for (const place of [groupChat(world.tenant), channel(world.tenant)]) {
        const card = await say(world, signpost, people[ADMIN], place, text);
        expect(card.text).not.toMatch(/for readers only|Ada Globova|Turned o|receipt \d/i);
        const [open] = card.buttons();
        expect(open?.title).toBe('Open for me');
      }
    },
  );

  it('its button opens it for the person who presses, by their own roles', async () => {
    const place = channel(world.tenant);
    const { button } = await say(world, signpost, people[ADMIN], place, '/redirect off for 4h');
    const opened = await click(world, signpost, people[ADMIN], place, button('setting.askOff'));
    expect(opened.button('setting.off').data.until).toMatch(/Z$/);
    const other = await click(world, signpost, people['a plain user'], place, button('setting.askOff'));
    expect(isRefusal(other)).toBe(true);
  });

  it('a client that knows only Action.Submit changes it there too, and shows nothing to the others', async () => {
    if (/^off/.test(await standing())) await turnOn();
    const card = await submit(
      world,
      signpost,
      people[ADMIN],
      groupChat(world.tenant),
      await form(),
      why('not for all'),
    );
    expect(card.text).not.toContain('not for all');
    expect(await standing()).toMatch(/^off/);
  });

  it.each([
    ['setting.show', { migration: 'mdo-scc' }, 'Portal redirection', /Migration mdo-scc/],
    [
      'setting.askOff',
      { migration: 'mdo-scc', until: '2027-06-01T00:00:00.000Z' },
      'Turning redirection',
      /1 Jun 2027/,
    ],
    ['chain.verify', { digits: 'ffffffffffff' }, 'Receipts', /ffffffffffff/],
  ])(
    'what such a client asks for by %s opens there by a button, as it was asked for',
    async (verb, data, about, says) => {
      const place = groupChat(world.tenant);
      const card = await submit(world, signpost, people[ADMIN], place, { verb, data });
      expect(card.text).toContain(about);
      expect(card.text).not.toMatch(says);
      const opened = await click(world, signpost, people[ADMIN], place, card.button(verb));
      expect(opened.text).toMatch(says);
    },
  );

  it('a button that nobody knows is told at once', async () => {
    const card = await submit(world, signpost, people[ADMIN], groupChat(world.tenant), { verb: 'no.such', data: {} });
    expect(card.text).toContain('I do not know that button');
  });

  it('repeats nothing at length: Teams takes no message of any size', async () => {
    const place = groupChat(world.tenant);
    const long = 'f'.repeat(20_000);
    const size = async (card: Promise<Seen>) => JSON.stringify((await card).card).length;
    expect(await size(say(world, signpost, people[ADMIN], place, `/redirect status ${long}`))).toBeLessThan(5_000);
    expect(await size(press(ADMIN, { verb: 'chain.verify', data: { digits: long } }))).toBeLessThan(5_000);
    const refused = await press(ADMIN, { verb: 'chain.verify', data: { digits: 'all of them' } });
    expect(refused.text).toContain('digits has a value that is not one of the choices');
  });

  it('says nothing where it is not mentioned', async () => {
    const place = groupChat(world.tenant);
    await signpost.post(message(world.bot, people[ADMIN], place, 'x', { text: '/redirect', entities: [] }));
    expect(world.connector.sent(place.id)).toEqual([]);
  });
});

describe('somebody of another tenant', () => {
  it('gets 403 and not a word', async () => {
    const stranger = world.person('Fred Foreigner', [ROLES.globalAdministrator], { tenant: randomUUID() });
    expect((await signpost.post(message(world.bot, stranger, stranger.chat, '/redirect'))).status).toBe(403);
    expect(world.connector.sent(stranger.chat.id)).toEqual([]);
  });
});

describe('the log', () => {
  it('holds no word that a person wrote, no name and no secret', () => {
    expect(signpost.output()).not.toMatch(/Ada Globova|first reason|secret reason|own-secret|token-/);
  });
});
