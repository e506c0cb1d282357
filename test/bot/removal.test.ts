import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activity, channel, groupChat, installation, type Json, newPerson, type Place } from '../world/activity.ts';
import { ROLES } from '../world/graph.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { say } from '../world/talk.ts';

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

const subscribed = async <P extends Place>(place: P): Promise<P> => {
  await say(world, signpost, ada, place, '/notify here');
  return place;
};
const status = async (place: Place) => (await say(world, signpost, ada, place, '/notify status')).text;
const OVER = 'Signpost was removed';
const GETS = /gets? notices/;

/** What Teams says of a change to a conversation, by somebody without any role. */
function update(place: Place, over: Json, channelData: Json = {}): Json {
  const paul = newPerson('Paul Plainer', world.tenant);
  const given = activity(world.bot, paul, place, { type: 'conversationUpdate', ...over });
  return { ...given, channelData: { ...(given.channelData as Json), ...channelData } }; // an object, as the maker writes it
}
const botRemoved = () => ({ membersRemoved: [{ id: `28:${world.bot.id}` }] });

describe('where the bot is removed, its notices are over', () => {
  it.each([
    ['a personal chat', () => ada.chat],
    ['a group chat', () => groupChat(world.tenant)],
  ])('in %s', async (_, placeOf) => {
    const [place, other] = [await subscribed(placeOf()), await subscribed(groupChat(world.tenant))];
    await signpost.post(installation(world.bot, ada, place, 'remove'));
    expect(await status(place)).toContain(OVER);
    expect(await status(other)).toMatch(GETS);
  });

  it('in a group that it is thrown out of', async () => {
    const place = await subscribed(groupChat(world.tenant));
    await signpost.post(update(place, botRemoved()));
    expect(await status(place)).toContain(OVER);
  });

  it.each([
    ['uninstalled from the team', () => ({ type: 'installationUpdate', action: 'remove' }), {}],
    ['removed from the team', botRemoved, { eventType: 'teamMemberRemoved' }],
    ['in a team that is deleted', () => ({}), { eventType: 'teamDeleted' }],
  ])('in all channels of a team, and in no other team: %s', async (_, over, channelData) => {
    const first = await subscribed(channel(world.tenant));
    const second = await subscribed({ ...channel(world.tenant), teamId: first.teamId ?? '' });
    const other = await subscribed(channel(world.tenant));
    // Teams speaks of a team by the id of its general channel.
    await signpost.post(update({ ...first, id: first.teamId ?? '' }, over(), channelData));
    expect(await status(first)).toContain(OVER);
    expect(await status(second)).toContain(OVER);
    expect(await status(other)).toMatch(GETS);
  });

  it.each([
    ['a channel that is deleted', () => ({}), 'channelDeleted'],
    ['a channel that the bot is taken from', botRemoved, 'channelMemberRemoved'],
  ])('in %s, and in no other of its team', async (_, over, eventType) => {
    const place = await subscribed(channel(world.tenant));
    const sibling = await subscribed({ ...channel(world.tenant), teamId: place.teamId ?? '' });
    await signpost.post(update({ ...place, id: place.teamId ?? '' }, over(), { eventType, channel: channelOf(place) }));
    expect(await status(place)).toContain(OVER);
    expect(await status(sibling)).toMatch(GETS);
  });

  it('and begin again when somebody asks for them', async () => {
    const place = await subscribed(groupChat(world.tenant));
    await signpost.post(update(place, botRemoved()));
    await subscribed(place);
    expect(await status(place)).toMatch(GETS);
  });

  it('nobody is answered there', async () => {
    const place = await subscribed(groupChat(world.tenant));
    const before = world.connector.sent(place.id).length;
    expect((await signpost.post(installation(world.bot, ada, place, 'remove'))).status).toBe(200);
    expect(world.connector.sent(place.id)).toHaveLength(before);
  });
});

const channelOf = ({ id }: Place) => ({ id: id.split(';')[0] });

describe('notices go on', () => {
  it.each([
    ['a channel is renamed', () => ({}), { eventType: 'channelRenamed', channel: { name: '<at>Everyone</at>' } }],
    ['its team is renamed', () => ({}), { eventType: 'teamRenamed' }],
    ['somebody else leaves', () => ({ membersRemoved: [{ id: '29:1somebody' }] }), { eventType: 'teamMemberRemoved' }],
    ['the bot is upgraded', () => ({ type: 'installationUpdate', action: 'remove-upgrade' }), {}],
    ['an event says nothing that can be read', () => ({}), { eventType: 5, team: 'x', channel: [] }],
  ])('where %s', async (_, over, { channel: named, ...channelData }: Record<string, unknown>) => {
    const place = await subscribed(channel(world.tenant));
    const about = named === undefined ? {} : { channel: { ...channelOf(place), ...(named as object) } };
    await signpost.post(update(place, over(), { ...channelData, ...about }));
    expect(await status(place)).toMatch(GETS);
  });

  it('whatever another tenant says of it', async () => {
    const place = await subscribed(groupChat(world.tenant));
    const elsewhere = newPerson('Fred Foreigner', '99999999-0000-4000-8000-000000000000');
    const { status: answer } = await signpost.post(
      activity(
        world.bot,
        elsewhere,
        { ...place, tenant: elsewhere.tenant },
        { type: 'conversationUpdate', ...botRemoved() },
      ),
    );
    expect(answer).toBe(403);
    expect(await status(place)).toMatch(GETS);
  });
});
