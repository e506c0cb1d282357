import { changeableMigration } from '../access.ts';
import type { Actor } from '../actor.ts';
import { NAME_MAX } from '../actor.ts';
import { AlreadyOn, FormUsed, MalformedInput, StaleVersion } from '../errors.ts';
import { type Nonce, readNonce } from '../ids.ts';
import type { SettingMigration } from '../migration.ts';
import type { ChangeTransaction, SettingsPorts } from '../ports.ts';
import { type Feedback, readCategory, readComment, storable } from './feedback.ts';
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
import { type DueEnd, reminderAfter } from './reminder.ts';
import { initialSetting, type Setting } from './setting.ts';
import { readEnd } from './until.ts';

/** What a button or form carries: each a text or undefined as it came, read here. */
export interface OnInput {
  readonly migration: string;
  readonly version: string | undefined;
  readonly nonce: string | undefined;
}
export interface OffInput extends OnInput {
  readonly category: string | undefined;
  readonly comment: string | undefined;
  readonly duration: string | undefined;
  readonly until: string | undefined;
  readonly contact: string | undefined;
  readonly share: string | undefined;
}

/**
 * Turns redirection off and keeps why. Sent twice with one nonce it changes once, and both times gives the same change.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable, MalformedInput, BadTime, FormUsed, StaleVersion, StorageUnavailable
 */
export async function turnOff(ports: SettingsPorts, actor: Actor, input: OffInput): Promise<Change> {
  const { migration } = await changeableMigration(ports, actor, input.migration);
  const nonce = needNonce(input.nonce);
  return inOwnChange(ports, actor, migration, nonce, input.version, (setting, now) => {
    const feedback: Feedback = {
      category: readCategory(input.category),
      comment: readComment(input.comment),
      contact: readFlag('contact', input.contact),
      share: readFlag('share', input.share),
    };
    const until = readEnd(input.duration, input.until, now);
    const since = setting.state === 'off' ? setting.since : now;
    return {
      setting: {
        ...setting,
        state: 'off',
        version: setting.version + 1,
        since,
        until,
      },
      feedback,
    };
  });
}

/**
 * Turns redirection on. Sent twice with one nonce it changes once, and both times gives the same change.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable, MalformedInput, FormUsed, StaleVersion, AlreadyOn, StorageUnavailable
 */
export async function turnOn(ports: SettingsPorts, actor: Actor, input: OnInput): Promise<Change> {
  const { migration } = await changeableMigration(ports, actor, input.migration);
  const nonce = needNonce(input.nonce);
  return inOwnChange(ports, actor, migration, nonce, input.version, (setting, now) => {
    if (setting.state === 'on') throw new AlreadyOn(migration.id);
    return {
      setting: {
        ...setting,
        state: 'on',
        version: setting.version + 1,
        since: now,
        until: null,
      },
      feedback: null,
    };
  });
}

/**
 * Turns redirection on because the time of its off is over at `now`. Where the setting has changed since it was found,
 * nothing happens and the answer is null. @throws StorageUnavailable
 */
export function turnOnByTimer(ports: ChainPorts, due: DueEnd, now: number): Promise<Change | null> {
  return ports.storage.inChange(due.tenant, async (transaction) => {
    const setting = await transaction.setting(due.migration);
    const setBy = await transaction.newestChange(due.migration);
    if (!setting || !setBy || setting.until === null || setting.until > now) return null;
    const cause: Cause = { kind: 'timer', setBy: setBy.receipt.number };
    const next: Next = {
      setting: { ...setting, state: 'on', version: setting.version + 1, since: now, until: null },
      feedback: null,
    };
    return record(
      ports,
      transaction,
      { tenant: due.tenant, objectId: null, name: '' },
      cause,
      setting,
      next,
      null,
      now,
    );
  });
}

type ChainPorts = Pick<SettingsPorts, 'storage' | 'sha256' | 'newSalt'>;
type Next = { readonly setting: Setting; readonly feedback: Feedback | null };

/** Policy has been checked; here come the nonce, then the version, then the change, in one transaction. */
function inOwnChange(
  ports: SettingsPorts,
  actor: Actor,
  migration: SettingMigration,
  nonce: Nonce,
  version: string | undefined,
  next: (setting: Setting, now: number) => Next,
): Promise<Change> {
  const given = readVersion(version);
  return ports.storage.inChange(actor.tenant, async (transaction) => {
    const use = await transaction.useOf(nonce);
    if (use) {
      const own =
        use.tenant === actor.tenant &&
        use.change.actor?.objectId === actor.objectId &&
        use.change.receipt.migration === migration.id;
      if (!own) throw new FormUsed();
      return use.change;
    }
    const setting = (await transaction.setting(migration.id)) ?? initialSetting(migration);
    if (given !== setting.version) throw new StaleVersion(migration.id);
    const now = ports.clock();
    return record(ports, transaction, actor, { kind: 'person' }, setting, next(setting, now), nonce, now);
  });
}

/** Writes one change into the tenant's chain. */
async function record(
  { sha256, newSalt }: ChainPorts,
  transaction: ChangeTransaction,
  actor: Actor,
  cause: Cause,
  from: Setting,
  { setting, feedback }: Next,
  nonce: Nonce | null,
  at: number,
): Promise<Change> {
  const head = await transaction.head();
  const sealedActor: SealedActor | null = actor.objectId && {
    salt: newSalt(),
    objectId: actor.objectId,
    name: storable(actor.name).slice(0, NAME_MAX).toWellFormed(),
  };
  const sealedComment = feedback && {
    salt: newSalt(),
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
  const change: Change = {
    receipt,
    actor: sealedActor,
    feedback: sealedComment,
  };
  await transaction.append(change, setting, nonce);
  await transaction.remind(receipt, reminderAfter(receipt));
  return change;
}

function needNonce(text: string | undefined): Nonce {
  if (text === undefined || text === '') throw new MalformedInput('nonce', 'missing');
  const nonce = readNonce(text);
  if (nonce === undefined) throw new MalformedInput('nonce', 'unknown');
  return nonce;
}

function readVersion(text: string | undefined): number {
  if (text === undefined || text === '') throw new MalformedInput('version', 'missing');
  if (!/^\d{1,15}$/.test(text)) throw new MalformedInput('version', 'unknown');
  return Number(text);
}

function readFlag(field: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new MalformedInput(field, 'unknown');
}
