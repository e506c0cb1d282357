import type { Report, Row } from './catalog-file.ts';
import type { Entries } from './overlay.ts';
import { liesOn, type PortalHosts } from './portal-hosts.ts';
import type { MigrationEntry, PortalEntry, ShortLinkEntry } from './schemas.ts';

/** What has to hold between portals, migrations and short links. */
export function checkMoves(entries: Entries, hosts: PortalHosts, report: Report): void {
  checkPortals(entries, report);
  for (const row of entries.migrations.values()) checkMigration(row, entries, hosts, report);
  checkLinks(entries.links, report);
}

function checkPortals({ portals }: Entries, report: Report): void {
  const owners = new Map<string, string>();
  for (const { file, entry } of portals.values()) {
    if (entry.successor !== null && !portals.has(entry.successor)) {
      report(file, entry.id, 'successor', `there is no portal ${entry.successor}`);
    }
    for (const { field, host } of hostsOf(entry)) {
      const owner = owners.get(host.toLowerCase());
      if (owner !== undefined && owner !== entry.id) report(file, entry.id, field, `${host} belongs to ${owner}`);
      owners.set(host.toLowerCase(), entry.id);
    }
  }
}

const hostsOf = ({ hosts, otherClouds = [] }: PortalEntry): readonly { field: string; host: string }[] => [
  ...hosts.map((host, at) => ({ field: `hosts.${at}`, host })),
  ...otherClouds.map(({ host }, at) => ({ field: `otherClouds.${at}.host`, host })),
];

function checkMigration(
  { file, entry }: Row<MigrationEntry>,
  { portals }: Entries,
  hosts: PortalHosts,
  report: Report,
) {
  const mistake = (field: string, problem: string): void => report(file, entry.id, field, problem);
  for (const field of ['fromPortal', 'toPortal'] as const) {
    if (!portals.has(entry[field])) mistake(field, `there is no portal ${entry[field]}`);
  }
  entry.fromHosts.forEach((host, at) => {
    const owner = hosts.ownerOf(host);
    if (owner !== undefined && owner !== entry.fromPortal) mistake(`fromHosts.${at}`, `${host} belongs to ${owner}`);
  });
  const target = (field: string, host: string): void => {
    const problem = portals.has(entry.toPortal) ? liesOn(hosts, entry.toPortal, `https://${host}`) : null;
    if (problem) mistake(field, problem);
  };
  target('toHost', entry.toHost);
  entry.hostPairs?.forEach(({ to }, at) => {
    target(`hostPairs.${at}.to`, to);
  });
  if (!entry.setting) return;
  if (!portals.has(entry.setting.portal)) mistake('setting.portal', `there is no portal ${entry.setting.portal}`);
  else if (entry.setting.url) {
    const problem = liesOn(hosts, entry.setting.portal, entry.setting.url);
    if (problem) mistake('setting.url', problem);
  }
}

function checkLinks(links: readonly Row<ShortLinkEntry>[], report: Report): void {
  const seen = new Map<string, string>();
  for (const { file, entry } of links) {
    const key = entry.link.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) report(file, entry.id, 'link', `stands in ${other}, too`);
    seen.set(key, entry.id);
  }
}
