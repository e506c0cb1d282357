import { type Activity, ActivityTypes } from 'botbuilder';
import { type ConversationId, conversationId } from '../core/ids.ts';
import { conversationOf, teamsDataOf } from './conversation.ts';

/** Where nobody hears the bot any more: one conversation, or a team with all its channels. */
export type Removal = { readonly conversation: ConversationId } | { readonly team: string };

/**
 * What this event takes from the bot; null: nothing. An upgrade (`remove-upgrade`) takes the bot nowhere, and a channel
 * that is renamed stays the same one.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function removalOf(activity: Activity): Removal | null {
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
