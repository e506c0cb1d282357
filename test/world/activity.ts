import { randomBytes, randomUUID } from 'node:crypto';

/** An activity as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Somebody in Teams. */
export interface Person {
  readonly name: string;
  /** `29:1…`, Teams' id of this person for this bot. */
  readonly userId: string;
  readonly objectId: string;
  readonly tenant: string;
}

/** Where people meet the bot. */
export interface Place {
  readonly kind: 'personal' | 'groupChat' | 'channel';
  /** The conversation's id; in a channel with the thread's root behind it. */
  readonly id: string;
  readonly tenant: string;
  readonly teamId?: string;
}

/** The bot as Teams knows it. */
export interface Bot {
  readonly id: string;
  readonly serviceUrl: string;
}

export const newPerson = (name: string, tenant: string, objectId: string = randomUUID()): Person => ({
  name,
  userId: `29:1${randomBytes(24).toString('base64url')}`,
  objectId,
  tenant,
});

const thread = (): string => `19:${randomBytes(16).toString('hex')}`;
export const personalChat = ({ tenant }: Person): Place => ({
  kind: 'personal',
  id: `a:1${randomBytes(32).toString('base64url')}`,
  tenant,
});
export const groupChat = (tenant: string): Place => ({ kind: 'groupChat', id: `${thread()}@thread.v2`, tenant });
export const channel = (tenant: string): Place => ({
  kind: 'channel',
  id: `${thread()}@thread.tacv2;messageid=${Date.now()}`,
  tenant,
  teamId: `${thread()}@thread.tacv2`,
});

/** A conversation's id without the thread: what a channel is known by. */
export const withoutThread = (id: string): string => id.split(';')[0] ?? id;

/** What every activity of Teams has; `over` replaces whole fields. */
export function activity(bot: Bot, from: Person, place: Place, over: Json): Json {
  const at = new Date().toISOString();
  const channelId = withoutThread(place.id);
  return {
    id: String(Date.now() * 1_000 + Math.floor(Math.random() * 1_000)),
    timestamp: at,
    localTimestamp: at.replace('Z', '+00:00'),
    localTimezone: 'UTC',
    channelId: 'msteams',
    serviceUrl: bot.serviceUrl,
    from: { id: from.userId, name: from.name, aadObjectId: from.objectId },
    conversation: {
      ...(place.kind !== 'personal' && { isGroup: true }),
      conversationType: place.kind,
      tenantId: place.tenant,
      id: place.id,
    },
    recipient: { id: `28:${bot.id}`, name: 'Signpost' },
    entities: [{ locale: 'en-US', country: 'US', platform: 'Web', timezone: 'UTC', type: 'clientInfo' }],
    channelData: {
      ...(place.kind === 'channel' && {
        teamsChannelId: channelId,
        teamsTeamId: place.teamId,
        channel: { id: channelId },
        team: { id: place.teamId },
      }),
      tenant: { id: place.tenant },
    },
    locale: 'en-US',
    ...over,
  };
}

/** What a person types. Outside a personal chat the bot is mentioned, as Teams demands. */
export function message(bot: Bot, from: Person, place: Place, text: string, over: Json = {}): Json {
  const at = '<at>Signpost</at>';
  const mention = { type: 'mention', text: at, mentioned: { id: `28:${bot.id}`, name: 'Signpost' } };
  const said = place.kind === 'personal' ? text : `${at} ${text}`;
  return activity(bot, from, place, {
    type: 'message',
    textFormat: 'plain',
    text: said,
    attachments: [{ contentType: 'text/html', content: `<p>${said}</p>` }],
    ...(place.kind !== 'personal' && { entities: [mention] }),
    ...over,
  });
}

export const invoke = (bot: Bot, from: Person, place: Place, name: string, value: Json, over: Json = {}): Json =>
  activity(bot, from, place, { type: 'invoke', id: `f:${randomUUID()}`, name, value, ...over });

/** A click on an Action.Execute: the action's own data, and the inputs of its card. */
export const cardAction = (bot: Bot, from: Person, place: Place, verb: string, data: Json, over: Json = {}): Json =>
  invoke(
    bot,
    from,
    place,
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    { replyToId: String(Date.now()), ...over },
  );

/** The same click from a client that knows Action.Submit only. */
export const cardSubmit = (bot: Bot, from: Person, place: Place, verb: string, data: Json): Json =>
  activity(bot, from, place, { type: 'message', value: { verb, ...data }, replyToId: String(Date.now()) });

/** A question to the message extension. */
export const extensionQuery = (bot: Bot, from: Person, place: Place, commandId: string, parameters: Json): Json =>
  invoke(bot, from, place, 'composeExtension/query', {
    commandId,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    queryOptions: { skip: 0, count: 25 },
  });

/** The app was added to this conversation, or removed from it. */
export const installation = (bot: Bot, from: Person, place: Place, action: 'add' | 'remove'): Json =>
  activity(bot, from, place, { type: 'installationUpdate', action });

/** Members joined a conversation: the bot itself where none are named. */
export const membersAdded = (bot: Bot, from: Person, place: Place, members: readonly Person[] = []): Json =>
  activity(bot, from, place, {
    type: 'conversationUpdate',
    membersAdded: members.length
      ? members.map(({ userId, objectId }) => ({ id: userId, aadObjectId: objectId }))
      : [{ id: `28:${bot.id}` }],
  });
