import type { Actor, Standing } from './actor.ts';
import { NotAllowed, UnknownMigration } from './errors.ts';
import { type MigrationId, migrationId } from './ids.ts';
import { hasSetting, type SettingMigration } from './migration.ts';
import { nearest } from './nearest.ts';
import { mayChange, mayRead, rolesThatMayChange, rolesThatMayRead } from './policy.ts';
import type { Directory, Migrations } from './ports.ts';

type AccessPorts = {
  readonly migrations: Migrations;
  readonly directory: Directory;
};

/** What a person may do with the settings of their tenant. */
export interface Access {
  readonly standing: Standing;
  readonly readable: readonly SettingMigration[];
  readonly changeable: readonly SettingMigration[];
}

/** @throws DirectoryUnavailable */
export async function accessOf({ migrations, directory }: AccessPorts, actor: Actor): Promise<Access> {
  const standing = await directory.standingOf(actor);
  const all = [...migrations.values()].filter(hasSetting);
  return {
    standing,
    readable: all.filter((migration) => mayRead(standing, migration)),
    changeable: all.filter((migration) => mayChange(standing, migration)),
  };
}

/**
 * The access of somebody who may read at least one setting.
 * @throws NotAllowed, DirectoryUnavailable
 */
export async function readerAccess(ports: AccessPorts, actor: Actor): Promise<Access> {
  const access = await accessOf(ports, actor);
  if (access.readable.length === 0) throw new NotAllowed('read', rolesThatMayRead());
  return access;
}

/** A migration and what the person who asked for it may do. */
export interface MigrationAccess {
  readonly migration: SettingMigration;
  readonly mayChange: boolean;
}

async function accessTo(
  ports: AccessPorts,
  actor: Actor,
  given: string,
): Promise<MigrationAccess & { mayRead: boolean }> {
  const { readable, changeable } = await accessOf(ports, actor);
  const migration = ports.migrations.get(migrationId(given.toLowerCase()));
  if (migration && hasSetting(migration)) {
    return {
      migration,
      mayRead: readable.includes(migration),
      mayChange: changeable.includes(migration),
    };
  }
  if (readable.length === 0) throw new NotAllowed('read', rolesThatMayRead());
  const ids = readable.map(({ id }) => id);
  throw new UnknownMigration(given, nearest(given, ids));
}

/** @throws NotAllowed, UnknownMigration, DirectoryUnavailable */
export async function readableMigration(ports: AccessPorts, actor: Actor, given: string): Promise<MigrationAccess> {
  const { mayRead, ...access } = await accessTo(ports, actor, given);
  if (!mayRead) throw new NotAllowed('read', rolesThatMayRead(access.migration));
  return access;
}

/**
 * The migration that was named, else all that this person may read.
 * @throws NotAllowed, UnknownMigration, DirectoryUnavailable
 */
export async function readableIds(
  ports: AccessPorts,
  actor: Actor,
  given: string | undefined,
): Promise<readonly MigrationId[]> {
  if (given !== undefined) return [(await readableMigration(ports, actor, given)).migration.id];
  return (await readerAccess(ports, actor)).readable.map(({ id }) => id);
}

/** @throws NotAllowed, UnknownMigration, DirectoryUnavailable */
export async function changeableMigration(ports: AccessPorts, actor: Actor, given: string): Promise<MigrationAccess> {
  const { migration, mayChange } = await accessTo(ports, actor, given);
  if (!mayChange) throw new NotAllowed('change', rolesThatMayChange(migration));
  return { migration, mayChange };
}
