import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { isRecord, type Report, type Row, readEntries, readObject, type Schema } from './catalog-file.ts';
import {
  type AmbiguousEntry,
  ambiguousTerm,
  type CapabilityEntry,
  hiddenEntry,
  type MigrationEntry,
  ownCapability,
  ownMigration,
  ownPortal,
  type PortalEntry,
  type ShortLinkEntry,
  shippedCapability,
  shippedMigration,
  shippedPortal,
  shippedTasks,
  shortLink,
  type Tasks,
} from './schemas.ts';

type Hidden = z.output<typeof hiddenEntry>;

/** The facts that ship with the program. */
export interface ShippedFiles {
  readonly migrations: readonly Row<MigrationEntry>[];
  readonly portals: readonly Row<PortalEntry>[];
  readonly capabilities: readonly Row<CapabilityEntry>[];
  readonly links: readonly Row<ShortLinkEntry>[];
  readonly ambiguous: readonly Row<AmbiguousEntry>[];
  readonly tasks: { readonly file: string; readonly byId: Tasks };
}

/** One of an organisation's files: what it adds or replaces, and what it hides. */
export interface OwnFile<T> {
  readonly entries: readonly Row<T>[];
  readonly hidden: readonly Row<Hidden>[];
}

export interface OwnFiles {
  readonly migrations: OwnFile<MigrationEntry>;
  readonly portals: OwnFile<PortalEntry>;
  readonly capabilities: OwnFile<CapabilityEntry>;
}

export function readShippedFiles(dir: string, report: Report): ShippedFiles {
  const tasks = join(dir, 'tasks.json');
  return {
    tasks: { file: tasks, byId: readObject(tasks, shippedTasks, report) ?? {} },
    migrations: readEntries(join(dir, 'migrations.json'), () => shippedMigration, 'id', report),
    portals: readEntries(join(dir, 'portals.json'), () => shippedPortal, 'id', report),
    capabilities: readEntries(join(dir, 'capabilities.json'), () => shippedCapability, 'id', report),
    links: readEntries(join(dir, 'links.json'), () => shortLink, 'id', report),
    ambiguous: readEntries(join(dir, 'ambiguous.json'), () => ambiguousTerm, 'term', report),
  };
}

const OWN_FILES = ['migrations.json', 'portals.json', 'capabilities.json'];

/** `dir` null: the organisation has none. */
export function readOwnFiles(dir: string | null, report: Report): OwnFiles {
  const present = dir === null ? [] : filesIn(dir, report);
  for (const file of present) {
    if (!OWN_FILES.includes(basename(file))) report(file, null, null, `is none of ${OWN_FILES.join(', ')}`);
  }
  const read = <T extends { readonly id: string }>(name: string, schema: Schema<T>): OwnFile<T> => {
    const file = present.find((path) => basename(path) === name);
    if (file === undefined) return { entries: [], hidden: [] };
    const rows = readEntries<T | Hidden>(file, (raw) => (hides(raw) ? hiddenEntry : schema), 'id', report);
    return {
      entries: rows.flatMap(({ entry }) => (isHidden(entry) ? [] : [{ file, entry }])),
      hidden: rows.flatMap(({ entry }) => (isHidden(entry) ? [{ file, entry }] : [])),
    };
  };
  return {
    migrations: read<MigrationEntry>('migrations.json', ownMigration),
    portals: read<PortalEntry>('portals.json', ownPortal),
    capabilities: read<CapabilityEntry>('capabilities.json', ownCapability),
  };
}

const hides = (raw: unknown): boolean => isRecord(raw) && 'hidden' in raw;
const isHidden = <T extends object>(entry: T | Hidden): entry is Hidden => 'hidden' in entry;

/** Names that begin with a dot are the system's own: editors and mounted configuration leave them. */
function filesIn(dir: string, report: Report): readonly string[] {
  try {
    return readdirSync(dir)
      .filter((name) => !name.startsWith('.'))
      .map((name) => join(dir, name));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report('CATALOG_DIR', null, null, `${dir} cannot be read as a folder: ${why}`);
    return [];
  }
}
