import { readLegacyPath } from '../core/links/legacy-path.ts';
import type { Report, Row } from './catalog-file.ts';
import type { Entries } from './overlay.ts';
import { liesOn, type PortalHosts } from './portal-hosts.ts';
import type { AmbiguousEntry, CapabilityEntry } from './schemas.ts';

/** What has to hold for each capability, between them, and between them and the rest. */
export function checkCapabilities(entries: Entries, hosts: PortalHosts, report: Report): void {
  for (const row of entries.capabilities.values()) {
    checkMover(row, entries, report);
    checkPlaces(row, entries, hosts, report);
    checkSharedPage(row, entries, report);
  }
  checkNames(entries, report);
  checkLegacyPaths(entries, report);
  for (const row of entries.ambiguous) checkAmbiguous(row, entries, report);
}

function checkMover({ file, entry }: Row<CapabilityEntry>, { migrations }: Entries, report: Report): void {
  const mistake = (field: string, problem: string): void => report(file, entry.id, field, problem);
  const { migration, movedBy, redirectedWhenOn, alsoRedirectedBy } = entry;
  if (!migrations.has(migration)) mistake('migration', `there is no migration ${migration}`);
  if (movedBy !== null) {
    const mover = migrations.get(movedBy)?.entry;
    if (!mover) mistake('movedBy', `there is no migration ${movedBy}`);
    else if (mover.settingDefault === null)
      mistake('movedBy', `${movedBy} has no setting (its settingDefault is null)`);
  }
  if (redirectedWhenOn && movedBy !== migration) {
    mistake('redirectedWhenOn', 'is true, so movedBy has to be the migration');
  }
  if (alsoRedirectedBy && !migrations.has(alsoRedirectedBy.migration)) {
    mistake('alsoRedirectedBy.migration', `there is no migration ${alsoRedirectedBy.migration}`);
  }
}

function checkPlaces({ file, entry }: Row<CapabilityEntry>, { portals }: Entries, hosts: PortalHosts, report: Report) {
  const { destination, alternates = [] } = entry;
  if (destination === null && entry.notes === null) {
    report(file, entry.id, 'notes', 'has to say what became of a page without destination');
  }
  const places = [
    ...(destination ? [{ field: 'destination', place: destination }] : []),
    ...alternates.map((place, at) => ({ field: `alternates.${at}`, place })),
  ];
  for (const { field, place } of places) {
    const problem = portals.has(place.portal) ? place.url && liesOn(hosts, place.portal, place.url) : null;
    if (!portals.has(place.portal)) report(file, entry.id, `${field}.portal`, `there is no portal ${place.portal}`);
    if (problem) report(file, entry.id, `${field}.url`, problem);
  }
  const moved = destination?.currentUrl && liesOn(hosts, undefined, destination.currentUrl);
  if (moved) report(file, entry.id, 'destination.currentUrl', moved);
}

/** A part of another capability's page: that one owns the old addresses. */
function checkSharedPage({ file, entry }: Row<CapabilityEntry>, { capabilities }: Entries, report: Report): void {
  const { onPageOf, sharedLegacyPaths = [] } = entry;
  if (onPageOf === undefined) {
    if (sharedLegacyPaths.length > 0) report(file, entry.id, 'onPageOf', 'is missing: it owns the sharedLegacyPaths');
    return;
  }
  const owner = capabilities.get(onPageOf)?.entry;
  if (!owner || owner.id === entry.id) {
    report(file, entry.id, 'onPageOf', `there is no other capability ${onPageOf}`);
    return;
  }
  if (owner.migration !== entry.migration) report(file, entry.id, 'onPageOf', `${onPageOf} is of another migration`);
  sharedLegacyPaths.forEach((path, at) => {
    if (!owner.legacyPaths.includes(path)) {
      report(file, entry.id, `sharedLegacyPaths.${at}`, `${path} is no old address of ${onPageOf}`);
    }
  });
}

/** An alias leads to one capability; case does not tell two apart. */
function checkNames({ capabilities }: Entries, report: Report): void {
  const names = new Map<string, string>();
  for (const { entry } of capabilities.values()) names.set(entry.name.toLowerCase(), entry.id);
  const aliases = new Map<string, string>();
  for (const { file, entry } of capabilities.values()) {
    entry.aliases.forEach((alias, at) => {
      const key = alias.toLowerCase();
      const other = aliases.get(key) ?? names.get(key);
      if (other !== undefined) report(file, entry.id, `aliases.${at}`, `"${alias}" already stands for ${other}`);
      aliases.set(key, entry.id);
    });
  }
}

/** One old address of one portal belongs to one capability, however it is spelled. */
function checkLegacyPaths({ capabilities, migrations }: Entries, report: Report): void {
  const owners = new Map<string, string>();
  for (const { file, entry } of capabilities.values()) {
    const portal = migrations.get(entry.migration)?.entry.fromPortal ?? '';
    entry.legacyPaths.forEach((path, at) => {
      const key = `${portal} ${readLegacyPath(path)?.key}`;
      const owner = owners.get(key);
      if (owner !== undefined) report(file, entry.id, `legacyPaths.${at}`, `${path} already belongs to ${owner}`);
      owners.set(key, entry.id);
    });
    if (entry.section.startsWith('(') && entry.legacyPaths.length > 0) {
      report(file, entry.id, 'section', 'in parentheses says that there was no old page');
    }
  }
}

function checkAmbiguous({ file, entry }: Row<AmbiguousEntry>, { capabilities }: Entries, report: Report): void {
  entry.ids.forEach((id, at) => {
    if (!capabilities.has(id)) report(file, entry.term, `ids.${at}`, `there is no capability ${id}`);
    if (entry.ids.indexOf(id) !== at) report(file, entry.term, `ids.${at}`, `${id} stands twice`);
  });
}
