import { type Activity, ActivityTypes, CardFactory, type ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { AdaptiveCard } from '../cards/card.ts';
import type { SendOutcome } from '../core/notices/notice.ts';
import type { Clock } from '../core/ports.ts';
import { connect, type Registration } from './connector.ts';
import { type Address, readAddress } from './conversation.ts';
import { isHostListed, readServiceUrl } from './service-url.ts';

interface SenderParts {
  readonly registration: Registration;
  /** Drops the token that the channel has refused, so that the next one is new. */
  readonly forgetToken: () => void;
  /** Hosts that the bot may send to, now: an address may have been kept since before they changed. */
  readonly serviceUrlHosts: readonly string[];
  readonly clock: Clock;
  /** Longest wait for the channel, in milliseconds. */
  readonly sendLimit?: number;
}

/** Sends cards to conversations that did not ask just now: each once, whatever happens. */
export class ProactiveSender {
  readonly #parts: SenderParts;
  readonly #connectors: ReturnType<typeof connect>['connectorFactory'];

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#connectors = connect(parts.registration, parts.sendLimit).connectorFactory;
  }

  /** `address` as `conversationOf` makes it. In a channel the card is a post of its own. Never throws. */
  async send(address: string, card: AdaptiveCard, { freshToken } = { freshToken: false }): Promise<SendOutcome> {
    const { serviceUrlHosts, registration, forgetToken, clock } = this.#parts;
    const to = readAddress(address);
    const url = to && readServiceUrl(to.serviceUrl);
    if (!url || !isHostListed(url.hostname, serviceUrlHosts)) return { kind: 'failed', status: 0 };
    if (freshToken) forgetToken();
    try {
      const { oauthScope } = registration;
      await post(await this.#connectors.create(to.serviceUrl, oauthScope), to, card);
      return { kind: 'delivered' };
    } catch (error) {
      return outcomeOf(error, clock());
    }
  }
}

function post({ conversations }: ConnectorClient, { conversation, type, tenant, bot }: Address, card: AdaptiveCard) {
  const { fallbackText } = card;
  const activity = {
    type: ActivityTypes.Message,
    from: { id: bot, name: '' },
    attachments: [CardFactory.adaptiveCard(card)],
    // What a person reads in Teams' own notification; without it they read that a card came.
    ...(typeof fallbackText === 'string' && { summary: fallbackText }),
  } as Activity; // the SDK's type demands many fields that a bot does not send
  if (type !== 'channel') return conversations.sendToConversation(conversation, activity);
  // Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
  const channelData = { channel: { id: conversation }, tenant: { id: tenant } };
  return conversations.createConversation({
    isGroup: true,
    tenantId: tenant,
    channelData,
    activity,
  } as ConversationParameters); // the same: a post in a channel has no members to name
}

interface Headers {
  get(name: string): unknown;
}
const isHeaders = (value: unknown): value is Headers =>
  typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';

/** What is read of the SDK's failures: the channel's answer where there was one, else what broke. */
const failureSchema = z.object({
  name: z.string(),
  code: z.string().optional(),
  statusCode: z.number().optional(),
  response: z.object({ headers: z.custom<Headers>(isHeaders) }).optional(),
});

/** Source: "Optimize your bot with rate limiting in Teams", status codes to retry, and those that may not be. */
const RETRIED: ReadonlySet<number> = new Set([412, 429, 502, 503, 504]);
/** No connection was made, so nothing was sent. */
const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

function outcomeOf(error: unknown, now: number): SendOutcome {
  const read = failureSchema.safeParse(error);
  if (!read.success) return { kind: 'later', after: null, ambiguous: false };
  const { name, code = '', statusCode: status, response } = read.data;
  if (status === undefined) {
    // Whatever does not come from the connection has kept the card from being sent: no token above all.
    const mayHaveArrived = name === 'AbortError' || (name === 'RestError' && !UNSENT.has(code));
    return { kind: 'later', after: null, ambiguous: mayHaveArrived };
  }
  if (status >= 200 && status < 300) return { kind: 'delivered' }; // with a body that the SDK cannot read
  if (status === 401) return { kind: 'unauthorized' };
  if (RETRIED.has(status) || (status === 403 && code === 'InvalidBotApiHost')) {
    const after = readRetryAfter(response?.headers.get('retry-after'), now);
    return { kind: 'later', after, ambiguous: status === 502 || status === 504 };
  }
  if (status === 403) return { kind: 'gone', reason: 'forbidden' };
  if (status === 404) return { kind: 'gone', reason: 'not-found' };
  return { kind: 'failed', status };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now; null where there is neither. */
function readRetryAfter(text: unknown, now: number): number | null {
  if (typeof text !== 'string') return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
