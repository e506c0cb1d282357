import { type Actor, NAME_MAX } from '../actor.ts';
import type { Nonce } from '../ids.ts';
import { storable } from '../storable.ts';
import type { Feedback } from './feedback.ts';
import {
  type Cause,
  type Change,
  digestActor,
  digestComment,
  GENESIS,
  hashReceipt,
  type Receipt,
  type SealedActor,
} from './receipt.ts';
import { reminderAfter } from './reminder.ts';
import type { Setting } from './setting.ts';
import type { ChangeTransaction, SettingsPorts } from './settings-storage.ts';

export type ChainPorts = Pick<SettingsPorts, 'storage' | 'sha256' | 'newSalt'>;

/** What a change makes of a setting, and why. */
export interface NextSetting {
  readonly setting: Setting;
  readonly feedback: Feedback | null;
}

/** A change that is decided: what is left is to write it. */
interface DecidedChange {
  /** Without an object id nobody is kept: the timer. */
  readonly actor: Actor;
  readonly cause: Cause;
  readonly from: Setting;
  readonly next: NextSetting;
  readonly nonce: Nonce | null;
  /** UTC milliseconds. */
  readonly at: number;
}

/** Writes one change into the tenant's chain, with its setting and the reminder of it. @throws StorageUnavailable */
export async function recordChange(
  ports: Pick<ChainPorts, 'sha256' | 'newSalt'>,
  transaction: ChangeTransaction,
  { actor, cause, from, next: { setting, feedback }, nonce, at }: DecidedChange,
): Promise<Change> {
  const { sha256 } = ports;
  const head = await transaction.head();
  const sealedActor = sealActor(ports, actor);
  const sealedComment = feedback && {
    salt: ports.newSalt(),
    comment: feedback.comment,
    contact: feedback.contact,
    share: feedback.share,
  };
  const unhashed: Omit<Receipt, 'hash'> = {
    tenant: actor.tenant,
    number: (head?.number ?? 0) + 1,
    migration: setting.migration,
    version: setting.version,
    at,
    from: from.state,
    to: setting.state,
    until: setting.until,
    cause,
    category: feedback?.category ?? null,
    actorDigest: sealedActor && digestActor(sha256, sealedActor),
    commentDigest: sealedComment && digestComment(sha256, sealedComment),
    previous: head?.hash ?? GENESIS,
  };
  const receipt: Receipt = { ...unhashed, hash: hashReceipt(sha256, unhashed) };
  const change: Change = { receipt, actor: sealedActor, feedback: sealedComment };
  await transaction.append(change, setting, nonce);
  await transaction.remind(receipt, reminderAfter(receipt));
  return change;
}

const sealActor = ({ newSalt }: Pick<ChainPorts, 'newSalt'>, { objectId, name }: Actor): SealedActor | null =>
  objectId && { salt: newSalt(), objectId, name: storable(name).slice(0, NAME_MAX).toWellFormed() };
