import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, type Seen, say } from '../world/talk.ts';

let world: World;
let signpost: Signpost;
let admin: Resident;
let user: Resident;
beforeAll(async () => {
  world = await openWorld();
  admin = world.person('Ada Globova', [ROLES.globalAdministrator]);
  user = world.person('Paul Plainer', []);
  signpost = await startSignpost(world, world.newDataDir());
  for (const first of ['a', 'b', 'c']) {
    const form = await say(world, signpost, admin, admin.chat, '/redirect off');
    const comment = first.padEnd(2_000, '"'); // the longest, once it is CSV in JSON
    const why = { category: 'bug', comment, duration: 'none', contact: 'false', share: 'false' };
    await click(world, signpost, admin, admin.chat, form.button('setting.off'), why);
  }
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

describe('feedback that is too much for one card', () => {
  it('is copied card by card, to the last comment', async () => {
    let card: Seen = await say(world, signpost, admin, admin.chat, '/redirect feedback');
    expect(card.text).toContain('3 comments');
    let csv = card.inputs.csv ?? '';
    while (card.buttons('feedback.show').length > 0) {
      card = await click(world, signpost, admin, admin.chat, card.button('feedback.show'));
      csv += card.inputs.csv ?? '';
    }
    expect([...csv.matchAll(/^(\d),20/gm)].map(([, number]) => number)).toEqual(['3', '2', '1']);
    expect(card.text).toContain('3 to 3 of 3');
  });

  it('is for readers only, from wherever somebody asks for it', async () => {
    const button = { verb: 'feedback.show', data: { from: '1' } };
    expect((await click(world, signpost, user, user.chat, button)).text).toContain('You may not see this');
  });

  it('from no number is refused', async () => {
    const button = { verb: 'feedback.show', data: { from: '-1' } };
    const { text } = await click(world, signpost, admin, admin.chat, button);
    expect(text).toContain('Nothing was changed.');
  });
});
