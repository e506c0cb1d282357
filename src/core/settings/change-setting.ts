import { changeableMigration } from '../access.ts';
import type { Actor } from '../actor.ts';
import { AlreadyOn, FormUsed, MalformedInput, StaleVersion } from '../errors.ts';
import { needText, readFlag, readWhole } from '../form-fields.ts';
import { type Nonce, readNonce } from '../ids.ts';
import type { SettingMigration } from '../migration.ts';
import { type Feedback, readCategory, readComment } from './feedback.ts';
import type { Change } from './receipt.ts';
import { type ChainPorts, type NextSetting, recordChange } from './record-change.ts';
import type { DueEnd } from './reminder.ts';
import { initialSetting, type Setting } from './setting.ts';
import type { SettingsPorts } from './settings-storage.ts';
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
  return changeOnce(ports, actor, migration, input, (setting, now) => {
    const feedback: Feedback = {
      category: readCategory(input.category),
      comment: readComment(input.comment),
      contact: readFlag('contact', input.contact),
      share: readFlag('share', input.share),
    };
    const until = readEnd(input.duration, input.until, now);
    const since = setting.state === 'off' ? setting.since : now;
    return { setting: { ...setting, state: 'off', version: setting.version + 1, since, until }, feedback };
  });
}

/**
 * Turns redirection on. Sent twice with one nonce it changes once, and both times gives the same change.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable, MalformedInput, FormUsed, StaleVersion, AlreadyOn, StorageUnavailable
 */
export async function turnOn(ports: SettingsPorts, actor: Actor, input: OnInput): Promise<Change> {
  const { migration } = await changeableMigration(ports, actor, input.migration);
  return changeOnce(ports, actor, migration, input, (setting, now) => {
    if (setting.state === 'on') throw new AlreadyOn(migration.id);
    return onAgain(setting, now);
  });
}

/**
 * Turns redirection on because the time of its off is over at `now`. Where the setting has changed since it was found,
 * nothing happens and the answer is null. @throws StorageUnavailable
 */
export function turnOnByTimer(ports: ChainPorts, due: DueEnd, now: number): Promise<Change | null> {
  return ports.storage.inChange(due.tenant, async (transaction) => {
    const from = await transaction.setting(due.migration);
    const setBy = await transaction.newestChange(due.migration);
    if (!from || !setBy || from.until === null || from.until > now) return null;
    return recordChange(ports, transaction, {
      actor: { tenant: due.tenant, objectId: null, name: '' },
      cause: { kind: 'timer', setBy: setBy.receipt.number },
      from,
      next: onAgain(from, now),
      nonce: null,
      at: now,
    });
  });
}

const onAgain = (setting: Setting, now: number): NextSetting => ({
  setting: { ...setting, state: 'on', version: setting.version + 1, since: now, until: null },
  feedback: null,
});

/** Policy has been checked; here come the nonce, then the version, then the change, in one transaction. */
function changeOnce(
  ports: SettingsPorts,
  actor: Actor,
  migration: SettingMigration,
  input: Pick<OnInput, 'nonce' | 'version'>,
  next: (setting: Setting, now: number) => NextSetting,
): Promise<Change> {
  const nonce = needNonce(input.nonce);
  const version = readWhole('version', needText('version', input.version));
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
    const from = (await transaction.setting(migration.id)) ?? initialSetting(migration);
    if (version !== from.version) throw new StaleVersion(migration.id);
    const at = ports.clock();
    return recordChange(ports, transaction, {
      actor,
      cause: { kind: 'person' },
      from,
      next: next(from, at),
      nonce,
      at,
    });
  });
}

function needNonce(text: string | undefined): Nonce {
  const nonce = readNonce(needText('nonce', text));
  if (nonce === undefined) throw new MalformedInput('nonce', 'unknown');
  return nonce;
}
