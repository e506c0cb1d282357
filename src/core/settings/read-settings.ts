import { changeableMigration, type MigrationAccess, readableIds, readableMigration, readerAccess } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { TenantId } from '../ids.ts';
import type { Category } from './feedback.ts';
import type { Change } from './receipt.ts';
import { initialSetting, type Setting } from './setting.ts';
import type { SettingsPorts } from './settings-storage.ts';

/** One setting as a reader sees it. */
export interface SettingStatus extends MigrationAccess {
  readonly setting: Setting;
  /** The change that made it so; null while the catalog's default holds. */
  readonly lastChange: Change | null;
}

/** All settings that this person may read, in the catalog's order. @throws NotAllowed, DirectoryUnavailable, StorageUnavailable */
export async function statusOfAll(ports: SettingsPorts, actor: Actor): Promise<readonly SettingStatus[]> {
  const { readable, changeable } = await readerAccess(ports, actor);
  const stored = await readStored(ports, actor.tenant);
  return readable.map((migration) => statusFrom({ migration, mayChange: changeable.includes(migration) }, stored));
}

/** @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable */
export async function statusOf(ports: SettingsPorts, actor: Actor, given: string): Promise<SettingStatus> {
  return statusAt(ports, actor, await readableMigration(ports, actor, given));
}

/** The setting for somebody who is about to change it. @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable */
export async function statusToChange(ports: SettingsPorts, actor: Actor, given: string): Promise<SettingStatus> {
  return statusAt(ports, actor, await changeableMigration(ports, actor, given));
}

async function statusAt(ports: SettingsPorts, actor: Actor, access: MigrationAccess): Promise<SettingStatus> {
  return statusFrom(access, await readStored(ports, actor.tenant));
}

interface Stored {
  readonly settings: readonly Setting[];
  readonly changes: readonly Change[];
}

/** How often settings are read anew because one was changed between them and their newest changes. */
const ATTEMPTS = 5;

/** A tenant's settings, each with the change that made it so. Where somebody has tampered with them they differ for good. */
async function readStored({ storage }: SettingsPorts, tenant: TenantId): Promise<Stored> {
  for (let attempt = 1; ; attempt++) {
    const settings = await storage.settings(tenant);
    const changes = await storage.newestChanges(tenant);
    const made = new Map(changes.map(({ receipt }) => [receipt.migration, receipt.version]));
    const agree = settings.length === made.size && settings.every((each) => made.get(each.migration) === each.version);
    if (agree || attempt === ATTEMPTS) return { settings, changes };
  }
}

function statusFrom(access: MigrationAccess, { settings, changes }: Stored): SettingStatus {
  const { migration } = access;
  return {
    ...access,
    setting: settings.find((setting) => setting.migration === migration.id) ?? initialSetting(migration),
    lastChange: changes.find(({ receipt }) => receipt.migration === migration.id) ?? null,
  };
}

/** How many receipts the history shows at once: a card stays under 25 KB. */
export const HISTORY_PAGE = 8;

export interface History {
  readonly changes: readonly Change[];
  /** The number to ask for next, or null at the beginning of the chain. */
  readonly next: number | null;
}

/**
 * Changes, newest first: of one migration, or of all that this person may read.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable
 */
export async function history(
  ports: SettingsPorts,
  actor: Actor,
  given: string | undefined,
  before?: number,
): Promise<History> {
  const migrations = await readableIds(ports, actor, given);
  const changes = await ports.storage.changes({
    tenant: actor.tenant,
    migrations,
    limit: HISTORY_PAGE + 1,
    ...(before === undefined ? {} : { before }),
  });
  const page = changes.slice(0, HISTORY_PAGE);
  return {
    changes: page,
    next: changes.length > HISTORY_PAGE ? (page.at(-1)?.receipt.number ?? null) : null,
  };
}

/** How many comments `/redirect feedback` shows; all of them by the command line. */
export const FEEDBACK_SHOWN = 100;

export interface FeedbackReport {
  /** The newest. */
  readonly changes: readonly Change[];
  /** Of all comments. */
  readonly counts: ReadonlyMap<Category, number>;
}

/** @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable */
export async function feedbackReport(
  ports: SettingsPorts,
  actor: Actor,
  given: string | undefined,
): Promise<FeedbackReport> {
  const migrations = await readableIds(ports, actor, given);
  const of = { tenant: actor.tenant, migrations };
  const [changes, counts] = await Promise.all([
    ports.storage.feedback({ ...of, limit: FEEDBACK_SHOWN }),
    ports.storage.feedbackCounts(of),
  ]);
  return { changes, counts };
}

/**
 * The change with this number, for a form that begins with what was written then; null where this migration has none.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable, StorageUnavailable
 */
export async function changeNumbered(
  ports: SettingsPorts,
  actor: Actor,
  given: string,
  number: number,
): Promise<Change | null> {
  const migrations = await readableIds(ports, actor, given);
  const [change] = await ports.storage.changes({ tenant: actor.tenant, migrations, before: number + 1, limit: 1 });
  return change?.receipt.number === number ? change : null;
}
