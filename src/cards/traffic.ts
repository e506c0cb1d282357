import type { Catalog } from '../core/capability.ts';
import { OUTCOMES, type Outcome } from '../core/links/link-counts.ts';
import { LINKS_SHOWN, ORPHANS_SHOWN, type OutcomeCounts, type Traffic } from '../core/links/traffic.ts';
import { execute } from './actions.ts';
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { line } from './message.ts';
import { plainText } from './plain-text.ts';
import template from './traffic.json' with { type: 'json' };

const expand = templateOf(template);

/** What the chart tells apart, in the order in which it stacks them. */
const SERIES: Readonly<Record<'newPortal' | 'oldPortal' | 'page', readonly Outcome[]>> = {
  newPortal: ['redirected'],
  oldPortal: ['off', 'not-affected'],
  page: ['by-hand', 'unknown-page'],
};

const COLORS = { newPortal: 'good', oldPortal: 'neutral', page: 'warning' } as const;

const sumOf = (counts: OutcomeCounts, outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);

const cell = (text: string) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text, wrap: true }] });
const row = (...texts: readonly string[]) => ({ type: 'TableRow', cells: texts.map(cell) });

/** How old links were used: by day, by page, and those that lead to no page. `migration`: the one asked for. */
export function trafficCard(
  { words }: Reader,
  { migrations, capabilities }: Pick<Catalog, 'migrations' | 'capabilities'>,
  { days, links, orphans, total }: Traffic,
  migration: string | null,
): AdaptiveCard {
  const { traffic, number, buttons } = words;
  const of = migration === null ? undefined : [...migrations.values()].find(({ id }) => id === migration);
  const series = (['newPortal', 'oldPortal', 'page'] as const).map((key) => ({
    legend: traffic.series[key],
    color: COLORS[key],
    // Fourteen bars leave room for two digits each.
    values: days.map(({ date, counts }) => ({ x: date.slice(-2), y: sumOf(counts, SERIES[key]) })),
  }));
  const shown = series.filter(({ values }) => values.some(({ y }) => y > 0));
  const lists = [
    {
      heading: traffic.links,
      lines: links.slice(0, LINKS_SHOWN).map(({ capability, counts }) => {
        const outcomes = OUTCOMES.filter((outcome) => counts[outcome] > 0);
        const name = capabilities.get(capability)?.name ?? capability;
        return line(
          traffic.link(
            plainText(name),
            outcomes.map((outcome) => traffic.outcomes[outcome](counts[outcome])),
          ),
        );
      }),
    },
    {
      heading: traffic.orphans,
      lines: orphans
        .slice(0, ORPHANS_SHOWN)
        .map(({ path, count, lastDay }) => line(traffic.orphan(plainText(path), count, lastDay))),
    },
  ].filter(({ lines }) => lines.length > 0);
  const more = links.length > LINKS_SHOWN || orphans.length > ORPHANS_SHOWN;
  const data = migration === null ? {} : { migration };
  return expand({
    title: of ? traffic.titleOf(of.title) : traffic.title,
    intro: total === 0 ? traffic.empty(days.length) : traffic.intro(total, days.length),
    total,
    chart: traffic.chart,
    period: [days[0], days.at(-1)].map((day) => (day ? traffic.day(day.date) : '')).join(' – '),
    uses: traffic.uses,
    series: shown,
    columns: [{ width: 1 }, ...shown.map(() => ({ width: 1 }))],
    rows: [
      row(traffic.date, ...shown.map(({ legend }) => legend)),
      ...days.map(({ date }, at) => row(traffic.day(date), ...shown.map(({ values }) => number(values[at]?.y ?? 0)))),
    ],
    lists,
    more: more ? traffic.more : '',
    actions: [
      migration === null
        ? execute({ title: buttons.status, verb: 'settings.list' })
        : execute({ title: buttons.status, verb: 'setting.show', data }),
      execute({ title: buttons.history, verb: 'history.show', data }),
    ],
  });
}
