import { parseArgs } from 'node:util';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readDataConfig } from '../config.ts';
import { OUTCOMES } from '../core/links/link-counts.ts';
import { type OutcomeCounts, type Traffic, trafficOf } from '../core/links/traffic.ts';
import { type CliCommand, EXIT, UsageMistake } from './command.ts';
import { nothingKept, openData, tenantFor } from './data.ts';

const usage = `usage: signpost traffic [options]

Prints how old links were used: by day and by page, and the
paths of old portals that no page is known for. Days are
those of UTC; today is one of them.

  --days <n>     how many days; default 14
  --tenant <id>  whose; default GATEWAY_TENANT_ID, else
                 BOT_TENANT_ID
  --json         print one JSON object`;

/** More days than MISS_DAYS can keep. */
const DAYS_MAX = 3_660;
/** As many as a day can add, for some days. */
const ORPHANS = 1_000;

export const traffic: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        days: { type: 'string', default: '14' },
        tenant: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const days = /^\d{1,4}$/.test(values.days) ? Number(values.days) : 0;
    if (days < 1 || days > DAYS_MAX) throw new UsageMistake(`--days is a number from 1 to ${DAYS_MAX}`);
    const tenant = tenantFor(shell, values.tenant);
    const { catalogDir } = readDataConfig(shell.environment);
    const { migrations } = loadCatalog({ overlayDir: catalogDir, ownHosts: [] });
    await using storage = await openData(shell);
    if (!storage) shell.complain(nothingKept(shell));
    const nothing = { byHour: async () => [], byCapability: async () => [], orphans: async () => [] };
    const asked = { tenant, migrations: [...migrations.keys()], days, timeZone: 'UTC', orphans: ORPHANS };
    const used = await trafficOf(storage?.linkCounts ?? nothing, asked, Date.now());
    if (values.json) shell.print(JSON.stringify(record(tenant, used)));
    else for (const line of report(used)) shell.print(line);
    return EXIT.yes;
  },
};

const iso = (day: number): string => new Date(day).toISOString().slice(0, 'yyyy-mm-dd'.length);

const record = (tenant: string, { days, links, orphans, total }: Traffic) => ({
  tenant,
  total,
  days: days.map(({ date, counts }) => ({ date, ...counts })),
  links: links.map(({ capability, migration, counts, total }) => ({ capability, migration, ...counts, total })),
  orphans: orphans.map(({ lastDay, ...orphan }) => ({ ...orphan, lastDay: iso(lastDay) })),
});

const DATE_WIDTH = 'yyyy-mm-dd'.length;
/** As wide as their names: a line has room in a terminal of 60 columns. */
const cells = (first: string, counts: readonly (string | number)[]): string =>
  [first.padEnd(DATE_WIDTH), ...counts.map((count, at) => String(count).padStart(widthOf(OUTCOMES[at])))].join(' ');
const widthOf = (outcome = ''): number => Math.max(outcome.length, 4);

function report({ days, links, orphans, total }: Traffic): readonly string[] {
  const counted = (counts: OutcomeCounts) =>
    OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${outcome}`);
  return [
    cells('date', OUTCOMES),
    ...days.map(({ date, counts }) =>
      cells(
        date,
        OUTCOMES.map((outcome) => counts[outcome]),
      ),
    ),
    `${total} in all`,
    ...(links.length > 0 ? ['', 'pages, the most used first'] : []),
    ...links.map(({ capability, migration, counts }) => `${capability} (${migration}): ${counted(counts).join(', ')}`),
    ...(orphans.length > 0 ? ['', 'paths that no page is known for'] : []),
    ...orphans.map(
      ({ path, migration, count, lastDay }) => `${path} (${migration}): ${count}, last on ${iso(lastDay)}`,
    ),
  ];
}
