import { type Activity, ActivityTypes } from 'botbuilder';
import { conversationId } from '../core/ids.ts';
import type { Scope } from '../core/notices/subscription.ts';
import { conversationOf, teamsDataOf } from './conversation.ts';

/**
 * Where nobody hears the bot any more after this event; null: nowhere. An upgrade (`remove-upgrade`) takes the bot nowhere, and a channel
 * that is renamed stays the same one.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function removalOf(activity: Activity): Scope | null {
  const { type, action, membersRemoved, recipient } = activity;
  const { eventType, team, channel } = teamsDataOf(activity);
  const here = team ? { team: team.id } : { conversation: conversationOf(activity).conversation };
  if (type === ActivityTypes.InstallationUpdate) return action === 'remove' ? here : null;
  if (type !== ActivityTypes.ConversationUpdate) return null;
  if (eventType === 'channelDeleted') return channel ? { conversation: conversationId(channel.id) } : null;
  if (eventType === 'teamDeleted' || eventType === 'teamHardDeleted') return here;
  const isRemoved = membersRemoved?.some(({ id }) => id === recipient.id) ?? false;
  if (!isRemoved) return null;
  return eventType === 'channelMemberRemoved' && channel ? { conversation: conversationId(channel.id) } : here;
}
