import type { Activity } from 'botbuilder';
import type { Reader } from '../cards/card.ts';
import type { NewNonce } from '../cards/setting-cards.ts';
import type { Actor, Standing } from '../core/actor.ts';
import { isEntraId, objectId, tenantId } from '../core/ids.ts';
import type { LinkRules } from '../core/links/explain-link.ts';
import type { SessionMeter } from '../core/links/session-meter.ts';
import type { TrafficPorts } from '../core/links/traffic.ts';
import type { Conversation, SubscriptionPorts } from '../core/notices/subscription.ts';
import type { SettingsPorts } from '../core/settings/settings-storage.ts';
import { wordsFor } from '../wording/languages.ts';
import type { Command } from './command.ts';
import { conversationOf } from './conversation.ts';
import type { WherePorts } from './where-ports.ts';

/** All that commands and actions need from the rest of the program. */
export interface BotPorts extends SettingsPorts, SubscriptionPorts, TrafficPorts {
  readonly newNonce: NewNonce;
  readonly where: WherePorts;
  /** By what links are decided. */
  readonly links: LinkRules;
  /** Where the gateway's sessions are counted; null where there is none. */
  readonly meter: SessionMeter | null;
}

/** One turn: who acts, where, in which language and time zone. */
export interface Turn {
  readonly actor: Actor;
  /** The person's id in the channel, for a view that only they see. */
  readonly personId: string;
  /** It is the person's own chat: nobody else reads along. */
  readonly isPersonal: boolean;
  /** Where it is, and how to reach that place later. */
  readonly place: Conversation;
  readonly reader: Reader;
  readonly ports: BotPorts;
  /** All commands, for the help. */
  readonly commands: readonly Command[];
}

export function turnOf(activity: Activity, ports: BotPorts, commands: readonly Command[]): Turn {
  const { from } = activity;
  const actor: Actor = {
    tenant: tenantId(activity.conversation.tenantId ?? ''), // the endpoint has put there what the gate has found
    objectId: from.aadObjectId && isEntraId(from.aadObjectId) ? objectId(from.aadObjectId) : null,
    name: from.name ?? '',
  };
  const place = conversationOf(activity);
  return {
    actor,
    personId: from.id,
    isPersonal: place.type === 'personal',
    place,
    reader: { words: wordsFor(place.locale), timeZone: place.timeZone },
    ports: { ...ports, directory: askedOnce(ports) },
    commands,
  };
}

/** One turn asks the directory once: what it said holds for that moment, and an invoke stays within its 5 s. */
function askedOnce({ directory }: BotPorts): SettingsPorts['directory'] {
  let standing: Promise<Standing> | undefined;
  return {
    standingOf: (actor) => {
      standing ??= directory.standingOf(actor);
      return standing;
    },
  };
}
