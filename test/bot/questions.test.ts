import type { Activity } from 'botbuilder';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerText, COMMANDS } from '../../src/bot/commands.ts';
import { type BotPorts, turnOf } from '../../src/bot/turn.ts';
import type { WherePorts } from '../../src/bot/where-ports.ts';
import { message, newPerson, personalChat } from '../world/activity.ts';
import { questions } from '../world/questions.ts';

const bot = { id: 'bot', serviceUrl: 'https://smba.trafficmanager.net/teams/' };
const ada = newPerson('Ada', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');

let told: string[];
let kept: string[];
beforeEach(() => {
  told = [];
  kept = [];
});

/** Answers what somebody types in their own chat, where every setting is on. */
async function say(text: string): Promise<void> {
  const where: WherePorts = {
    ...questions,
    settings: { isRead: () => true, read: async () => {}, stateOf: () => () => 'on' },
    misses: {
      record: async ({ question }) => void kept.push(question),
      rate: async () => {},
      counts: async () => [],
      unhelpful: async () => [],
      forget: async () => 0,
    },
    clock: () => 0,
    onReply: ({ kind }) => told.push(kind),
    onMissLost: () => {},
    publicUrl: 'https://signpost.example',
  };
  // All that questions and the help ask for.
  const ports: Partial<BotPorts> = {
    where,
    migrations: questions.catalog.migrations,
    directory: { standingOf: async () => ({ kind: 'stranger' }) },
  };
  const activity: unknown = message(bot, ada, personalChat(ada), text); // the gate's schema has read it
  await answerText(turnOf(activity as Activity, ports as BotPorts, COMMANDS), text).card();
}

describe('what is told of questions', () => {
  it.each([
    ['where did threat explorer go?', 'page'],
    ['threat explorer', 'page'],
    ['/where is the coffee machine', 'miss'],
  ])('is one reply to each: %s', async (text, reply) => {
    await say(text);
    expect(told).toEqual([reply]);
  });

  it('is nothing where somebody chats and gets the help', async () => {
    await say('what a lovely morning');
    expect(told).toEqual([]);
    expect(kept).toEqual([]);
  });
});
