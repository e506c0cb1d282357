import type { Report, Row } from './catalog-file.ts';
import type { OwnFile, OwnFiles, ShippedFiles } from './catalog-files.ts';
import type { AmbiguousEntry, CapabilityEntry, MigrationEntry, PortalEntry, ShortLinkEntry } from './schemas.ts';

/** All entries, shipped and own, in the files' order. */
export interface Entries {
  readonly migrations: ReadonlyMap<string, Row<MigrationEntry>>;
  readonly portals: ReadonlyMap<string, Row<PortalEntry>>;
  readonly capabilities: ReadonlyMap<string, Row<CapabilityEntry>>;
  readonly links: readonly Row<ShortLinkEntry>[];
  readonly ambiguous: readonly Row<AmbiguousEntry>[];
}

/**
 * Lays an organisation's entries over the shipped ones. What the shipped ones lose by it goes quietly: the pages of a
 * hidden migration are hidden with it, pages of others that it moved are moved by none, and so on. What an own entry
 * refers to has to be there: the check that follows sees to it.
 */
export function layOver(shipped: ShippedFiles, own: OwnFiles, report: Report): Entries {
  const migrations = combine(shipped.migrations, own.migrations, report);
  const portals = combine(shipped.portals, own.portals, report);
  const combined = withTasks(shipped, combine(shipped.capabilities, own.capabilities, report), report);
  const isOwn = new Set(own.capabilities.entries.map(({ entry }) => entry.id));
  const capabilities = new Map(
    [...combined]
      .filter(([id, row]) => isOwn.has(id) || migrations.has(row.entry.migration))
      .map(([id, row]) => [id, isOwn.has(id) ? row : settle(row, migrations, combined)]),
  );
  const hidden = new Set(shipped.capabilities.map(({ entry }) => entry.id).filter((id) => !capabilities.has(id)));
  const ambiguous = shipped.ambiguous
    .map(({ file, entry }) => ({ file, entry: { ...entry, ids: entry.ids.filter((id) => !hidden.has(id)) } }))
    .filter(({ entry }) => entry.ids.length > 1);
  return { migrations, portals, capabilities, links: shipped.links, ambiguous };
}

/** The shipped rows, each replaced or taken away where the organisation says so, and its further rows. */
function combine<T extends { readonly id: string }>(
  shipped: readonly Row<T>[],
  own: OwnFile<T>,
  report: Report,
): ReadonlyMap<string, Row<T>> {
  const rows = new Map(shipped.map((row) => [row.entry.id, row]));
  for (const { file, entry } of own.hidden) {
    if (!rows.delete(entry.id)) report(file, entry.id, 'id', 'hides an entry that is not there');
  }
  for (const row of own.entries) rows.set(row.entry.id, row);
  return rows;
}

/** The capabilities with what people do there; an own entry that says nothing of it keeps what ships. */
function withTasks(
  { tasks: { file, byId }, capabilities }: ShippedFiles,
  combined: ReadonlyMap<string, Row<CapabilityEntry>>,
  report: Report,
): ReadonlyMap<string, Row<CapabilityEntry>> {
  const shipped = new Set(capabilities.map(({ entry }) => entry.id));
  for (const id of Object.keys(byId)) {
    if (!shipped.has(id)) report(file, id, null, `there is no capability ${id}`);
  }
  return new Map(
    [...combined].map(([id, row]) => [
      id,
      { ...row, entry: { ...row.entry, tasks: row.entry.tasks ?? byId[id] ?? [] } },
    ]),
  );
}

/** A shipped capability without what the organisation took away from under it. */
function settle(
  { file, entry }: Row<CapabilityEntry>,
  migrations: Entries['migrations'],
  capabilities: Entries['capabilities'],
): Row<CapabilityEntry> {
  const { onPageOf, sharedLegacyPaths = [], alsoRedirectedBy, ...rest } = entry;
  const owner = onPageOf === undefined ? undefined : capabilities.get(onPageOf)?.entry;
  const shared = sharedLegacyPaths.filter((path) => owner?.legacyPaths.includes(path));
  const history = alsoRedirectedBy && migrations.has(alsoRedirectedBy.migration) ? alsoRedirectedBy : undefined;
  return {
    file,
    entry: {
      ...rest,
      movedBy: rest.movedBy !== null && migrations.has(rest.movedBy) ? rest.movedBy : null,
      ...(owner && shared.length > 0 ? { onPageOf: owner.id, sharedLegacyPaths: shared } : {}),
      ...(history ? { alsoRedirectedBy: history } : {}),
    },
  };
}
