import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { type BotPorts, turnOf } from '../../src/bot/turn.ts';
import { message, newPerson, personalChat } from '../world/activity.ts';

const bot = { id: 'bot', serviceUrl: 'https://smba.trafficmanager.net/teams/' };
const ada = newPerson('Ada', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');

/** The turn of a message whose sender bears this object id. */
const turnFrom = (aadObjectId: unknown) => {
  const said = message(bot, ada, personalChat(ada), 'hi');
  const activity = { ...said, from: { id: ada.userId, name: ada.name, aadObjectId } };
  // The gate's schema has read both, and nothing is asked of the ports here.
  return turnOf(activity as unknown as Activity, {} as BotPorts, []);
};

describe('who acts', () => {
  it('is known by the object id in Entra, in lower case', () => {
    expect(turnFrom('BBBBBBBB-BBBB-4CCC-8DDD-EEEEEEEEEEEE').actor.objectId).toBe(
      'bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    );
  });

  it('may be one of the Agents Playground, whose ids are a digit longer', () => {
    const id = '00000000-0000-0000-0000-0000000000020';
    expect(turnFrom(id).actor.objectId).toBe(id);
  });

  it.each([undefined, '', 'me', '../me', 'bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee/x'])(
    'is nobody in Entra by %j',
    (id) => {
      expect(turnFrom(id).actor.objectId).toBeNull();
    },
  );
});
