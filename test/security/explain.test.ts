import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupChat, type Place } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say } from '../world/talk.ts';

const OLD = 'https://protection.office.com/threatexplorer';
const WHY = { category: 'bug', comment: 'a secret reason', duration: 'PT4H', contact: 'false', share: 'false' };

let world: World;
let signpost: Signpost;
let admin: Resident;
let reader: Resident;
let user: Resident;
let guest: Resident;
const explain = (person: Resident, link = OLD, place: Place = person.chat): Promise<Seen> =>
  say(world, signpost, person, place, `/redirect explain ${link}`);

beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  reader = world.person('Rita Readerova', [ROLES.globalReader]);
  user = world.person('Paul Plainer', []);
  guest = world.person('Gita Guestova', [ROLES.globalReader], { userType: 'Guest' });
  signpost = await startSignpost(world, world.newDataDir());
  const form = await say(world, signpost, admin, admin.chat, '/redirect off');
  await click(world, signpost, admin, admin.chat, form.button('setting.off'), WHY);
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

/** Who, why, when and until when: what is for readers. */
const DETAILS = /Ada|secret reason|version \d|So since|Comes on again/;

describe('/redirect explain', () => {
  it('tells anyone where a link leads, and why', async () => {
    for (const person of [admin, reader, user, guest]) {
      const { text } = await explain(person);
      expect(text).toContain('Not redirected: its setting is off.');
      expect(text).toContain(`Leads to ${OLD}`);
      expect(text).toContain('4. That is Explorer, listed as /threatexplorer.');
    }
  });

  it('tells more of the setting to its readers alone', async () => {
    for (const person of [admin, reader]) {
      const card = await explain(person);
      expect(card.text).toMatch(/So since .* \(version 1\)\./);
      expect(card.text).toContain('Comes on again by itself');
      expect(card.button('setting.show').data).toEqual({ migration: 'mdo-scc' });
    }
    for (const person of [user, guest]) {
      const card = await explain(person);
      expect(card.text).not.toMatch(DETAILS);
      expect(card.buttons('setting.show')).toEqual([]);
    }
  });

  it('in a group tells what is public, whoever asks', async () => {
    for (const person of [admin, reader, user, guest]) {
      const card = await explain(person, OLD, groupChat(world.tenant));
      expect(card.text).toContain('Not redirected: its setting is off.');
      expect(card.text).not.toMatch(DETAILS);
      expect(card.buttons('setting.show')).toEqual([]);
    }
  });

  it('tells it although the directory is out of reach', async () => {
    world.graph.fault = () => 'reset';
    try {
      const { text } = await explain(admin);
      expect(text).toContain('Not redirected: its setting is off.');
      expect(text).not.toMatch(DETAILS);
    } finally {
      world.graph.fault = undefined;
    }
  });

  it('is offered by the help, to everybody', async () => {
    for (const person of [admin, user, guest]) {
      expect((await say(world, signpost, person, person.chat, 'help')).text).toContain('/redirect explain');
    }
  });

  it('without a link says how to ask, and has a field for it', async () => {
    const form = await say(world, signpost, user, user.chat, '/redirect explain');
    expect(form.text).toContain('/redirect explain https://');
    const explained = await click(world, signpost, user, user.chat, form.button('explain.link'), { link: ` ${OLD} ` });
    expect(explained.text).toContain('Not redirected: its setting is off.');
    const empty = await click(world, signpost, user, user.chat, form.button('explain.link'), { link: '' });
    expect(empty.text).toContain('The link (link) is missing.');
    expect((await click(world, signpost, user, user.chat, empty.button('explain.form'))).text).toBe(form.text);
  });

  it('the field tells a whole group no more than the command does', async () => {
    const group = groupChat(world.tenant);
    const form = await say(world, signpost, admin, group, '/redirect explain');
    const { text } = await click(world, signpost, admin, group, form.button('explain.link'), { link: OLD });
    expect(text).toContain('Not redirected: its setting is off.');
    expect(text).not.toMatch(DETAILS);
  });

  it('offers what comes next: another link, and a search for the page where the link leads to none', async () => {
    for (const link of [OLD, 'https://security.microsoft.com/quarantine']) {
      expect((await explain(user, link)).buttons().map(({ verb }) => verb)).toEqual(['explain.form']);
    }
    for (const link of ['https://protection.office.com/nowhere', 'nonsense']) {
      expect((await explain(user, link)).buttons().map(({ verb }) => verb)).toEqual(['where.form', 'explain.form']);
    }
  });

  it('of what is no link says so, and shows it as text', async () => {
    const { text } = await explain(user, '**nonsense** [x](https://evil.example) {{y}}');
    expect(text).toContain('This is no web address.');
    expect(text).toContain('**nonsense**');
  });
});
