import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupChat } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say, submit } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let admin: Resident;
beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  signpost = await startSignpost(world, world.newDataDir());
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

const ask = (text: string): Promise<Seen> => say(world, signpost, admin, admin.chat, text);

/** What is answered while the directory is out of reach. */
async function withoutDirectory<T>(talk: () => Promise<T>): Promise<T> {
  world.graph.fault = () => 'reset';
  try {
    return await talk();
  } finally {
    world.graph.fault = undefined;
  }
}

const WHY = { category: 'bug', comment: 'three sentences that took a while', duration: 'none', contact: 'false' };

describe('where the directory is out of reach for a moment', () => {
  it.each([
    ['/redirect', 'settings.list', 'Portal redirection'],
    ['/redirect status mdo-scc', 'setting.show', 'Migration mdo-scc'],
    ['/redirect off for 4h', 'setting.askOff', 'Turn off redirection'],
    ['/redirect history', 'history.show', 'History'],
  ])('%s can be tried again with one button', async (text, verb, then) => {
    const failed = await withoutDirectory(() => ask(text));
    expect(failed.text).toContain('The directory did not answer');
    expect((await click(world, signpost, admin, admin.chat, failed.button(verb))).text).toContain(then);
  });

  it('what was written in a form is not lost', async () => {
    const form = (await ask('/redirect off')).button('setting.off');
    const failed = await withoutDirectory(() => click(world, signpost, admin, admin.chat, form, WHY));
    expect(failed.text).toContain('Nothing was changed.');
    const done = await click(world, signpost, admin, admin.chat, failed.button('setting.off'));
    expect(done.text).toContain('Redirection is off');
    expect(done.text).toContain(WHY.comment);
  });

  it('it stands on no card that a whole group gets', async () => {
    const group = groupChat(world.tenant);
    const form = (await ask('/redirect off')).button('setting.off');
    const failed = await withoutDirectory(() => submit(world, signpost, admin, group, form, WHY));
    expect(failed.text).toContain('The directory did not answer');
    expect(JSON.stringify(failed.card)).not.toContain(WHY.comment);
  });

  it('a click without end is not carried back', async () => {
    const failed = await withoutDirectory(() => ask(`/redirect status ${'x'.repeat(20_000)}`));
    expect(failed.buttons().map(({ verb }) => verb)).toEqual(['help.show']);
  });
});
