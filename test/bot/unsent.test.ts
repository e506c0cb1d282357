import { afterAll, beforeAll, expect, it } from 'vitest';
import { message } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { json } from '../world/serve.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';

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

it('a turn whose answer the channel does not take is in the log as well, and the channel learns of it', async () => {
  world.connector.plan(ada.chat.id, { reply: json(500, { error: { code: 'ServiceError', message: 'try later' } }) });
  const { status } = await signpost.post(message(world.bot, ada, ada.chat, 'help'));
  expect(status).toBe(500);
  const turns = signpost.output().match(/^.*"msg":"turn"\}$/gm) ?? [];
  expect(turns.map((line) => JSON.parse(line))).toMatchObject([{ verb: 'message', outcome: 'unsent' }]);
});
