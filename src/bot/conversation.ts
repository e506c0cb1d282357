import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { conversationId } from '../core/ids.ts';
import type { Conversation, ConversationType } from '../core/notices/subscription.ts';
import { knownZone } from './time-zone.ts';

/** How the bot reaches a conversation by itself: what is kept of it, as JSON. */
const addressSchema = z.object({
  serviceUrl: z.string(),
  /** Without the thread: in a channel this is the channel's own id. */
  conversation: z.string().min(1),
  type: z.enum(['personal', 'groupChat', 'channel']),
  tenant: z.string(),
  /** The bot's id in the channel, as `28:<app id>`. */
  bot: z.string(),
});
export type Address = z.infer<typeof addressSchema>;

/** The address in this text, or null where there is none. */
export function readAddress(text: string): Address | null {
  try {
    return addressSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What Teams says of a team's conversation; Teams' own ids have at most some 300 characters. */
const party = z.object({ id: z.string().min(1).max(1_024) }).nullish();
const teamsDataSchema = z.object({ eventType: z.string().nullish(), team: party, channel: party });

export function teamsDataOf({ channelData }: Activity): z.infer<typeof teamsDataSchema> {
  const read = teamsDataSchema.safeParse(channelData);
  return read.success ? read.data : {};
}

/** A conversation's id without the thread: `19:…@thread.tacv2;messageid=…` is a thread of a channel. */
const withoutThread = (id: string): string => id.replace(/;.*$/s, '');

function typeOf({ conversation: { conversationType } }: Activity): ConversationType {
  return conversationType === 'channel' || conversationType === 'groupChat' ? conversationType : 'personal';
}

/** A BCP 47 language tag as clients send it. */
const LOCALE = /^[a-z0-9-]{2,35}$/i;

/** Where an activity comes from, and how to reach that place later. */
export function conversationOf(activity: Activity): Conversation {
  const { serviceUrl, recipient, locale = '' } = activity;
  const conversation = withoutThread(activity.conversation.id);
  const address: Address = {
    serviceUrl,
    conversation,
    type: typeOf(activity),
    tenant: activity.conversation.tenantId ?? '',
    bot: recipient.id,
  };
  return {
    conversation: conversationId(conversation),
    type: address.type,
    team: teamsDataOf(activity).team?.id ?? null,
    address: JSON.stringify(address),
    locale: LOCALE.test(locale) ? locale : '',
    timeZone: knownZone(activity.localTimezone),
  };
}
