import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/storage/sqlite.ts';
import { groupChat, installation } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, say } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let dataDir: string;
let ada: Resident;

beforeAll(async () => {
  world = await openWorld();
  ada = world.person('Ada Globova', [ROLES.globalAdministrator]);
  dataDir = world.newDataDir();
  signpost = await startSignpost(world, dataDir);
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

describe('the chat of one person', () => {
  /** Whose chats are kept, as the database holds them. */
  function kept(): readonly unknown[] {
    const database = new DatabaseSync(join(dataDir, DATABASE_FILE), { readOnly: true });
    const rows = database.prepare('select object_id, conversation from personal_chats').all();
    database.close();
    return rows.map(({ object_id, conversation }) => `${object_id} ${conversation}`);
  }
  const entry = (person: Resident) => `${person.objectId} ${person.chat.id}`;

  it('is kept when they install the bot, and forgotten when they remove it', async () => {
    const bea = world.person('Bea Installer', []);
    await signpost.post(installation(world.bot, bea, bea.chat, 'add'));
    expect(kept()).toContain(entry(bea));
    await signpost.post(installation(world.bot, bea, bea.chat, 'remove'));
    expect(kept()).not.toContain(entry(bea));
  });

  it('is kept when they change a setting there, not elsewhere, and not where they may not', async () => {
    const cleo = world.person('Cleo Changer', [ROLES.securityAdministrator]);
    const paul = world.person('Paul Plainer', []);
    const why = { category: 'timing', comment: 'not before Monday', duration: 'P1D', contact: 'false', share: 'false' };
    const form = async () => (await say(world, signpost, cleo, cleo.chat, '/redirect off')).button('setting.off');
    await click(world, signpost, paul, paul.chat, await form(), why);
    await click(world, signpost, cleo, groupChat(world.tenant), await form(), why);
    expect(kept()).not.toContain(entry(cleo));
    await click(world, signpost, cleo, cleo.chat, await form(), why);
    expect(kept()).toContain(entry(cleo));
    expect(kept()).not.toContain(entry(paul));
  });
});

describe('the form to keep it off', () => {
  const data = (again: string) => ({ verb: 'setting.askOff', data: { migration: 'mdo-scc', again } });

  it('begins with what was written before', async () => {
    const number =
      /Receipt (\d+)/.exec((await say(world, signpost, ada, ada.chat, '/redirect history')).text)?.[1] ?? '';
    const form = await click(world, signpost, ada, ada.chat, data(number));
    expect(form.inputs).toMatchObject({ category: 'timing', comment: 'not before Monday', contact: 'false' });
  });

  it('begins empty where there is no such change, and is refused where the number is none', async () => {
    expect((await click(world, signpost, ada, ada.chat, data('4711'))).inputs).toMatchObject({
      category: '',
      comment: '',
    });
    expect((await click(world, signpost, ada, ada.chat, data('0 or 1=1'))).text).toContain('again');
  });

  it('shows nothing of it to somebody who may not change it', async () => {
    const rita = world.person('Rita Readerova', [ROLES.globalReader]);
    const { text } = await click(world, signpost, rita, rita.chat, data('1'));
    expect(text).toMatch(/takes one of these roles/);
    expect(text).not.toContain('Monday');
  });
});
