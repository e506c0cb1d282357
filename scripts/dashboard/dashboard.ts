import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DashboardBuilder, DatasourceVariableBuilder, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

export const DASHBOARD_FILE = 'infra/grafana/signpost.json';

const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

/** What a panel shows: its queries with what each line is called. */
interface Shown {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly queries: ReadonlyArray<readonly [expr: string, legend: string]>;
}

const rate = (series: string, by = '') => `sum${by && ` by (${by})`} (rate(${series}[$__rate_interval]))`;
const quantile = (q: number, histogram: string) =>
  `histogram_quantile(${q}, sum by (le) (rate(${histogram}_bucket[$__rate_interval])))`;

/** Rows from what matters first to what explains it. */
const ROWS: ReadonlyArray<readonly [row: string, panels: readonly Shown[]]> = [
  [
    'Is it well?',
    [
      stat('Ready', 'Replicas that say they are ready.', 'none', 'sum(signpost_ready)'),
      stat('Turns a minute', 'What people say and press.', 'none', `60 * ${rate('signpost_turns_total')}`),
      stat(
        'Slowest turn in 20',
        'Time until nineteen of twenty turns are answered.',
        's',
        quantile(0.95, 'signpost_turn_duration_seconds'),
      ),
      stat('Oldest notice', 'How long the oldest notice has waited.', 's', 'max(signpost_outbox_oldest_seconds)'),
    ],
  ],
  [
    'Chat',
    [
      lines('Turns by verb', 'A message, or the button that was pressed.', 'reqps', [
        [rate('signpost_turns_total', 'verb'), '{{verb}}'],
      ]),
      lines('Turns by outcome', 'ok, or why not.', 'reqps', [[rate('signpost_turns_total', 'outcome'), '{{outcome}}']]),
      lines('Time of a turn', 'Half of all, nineteen of twenty, all but one in a hundred.', 's', [
        [quantile(0.5, 'signpost_turn_duration_seconds'), 'p50'],
        [quantile(0.95, 'signpost_turn_duration_seconds'), 'p95'],
        [quantile(0.99, 'signpost_turn_duration_seconds'), 'p99'],
      ]),
      lines('Refused at the gate', 'By rule. A few strangers are usual.', 'reqps', [
        [rate('signpost_gate_refusals_total', 'rule'), '{{rule}}'],
      ]),
    ],
  ],
  [
    'Redirection',
    [
      lines('Old links by decision', 'unknown-page: a page that the catalogue lacks.', 'reqps', [
        [rate('signpost_redirects_total', 'decision'), '{{decision}}'],
      ]),
      lines('Changes', 'Settings turned on and off in an hour.', 'none', [
        ['sum by (migration, state) (increase(signpost_changes_total[1h]))', '{{migration}} {{state}}'],
      ]),
      lines('Questions by reply', 'miss: nothing was good enough.', 'reqps', [
        [rate('signpost_questions_total', 'reply'), '{{reply}}'],
      ]),
      lines('Sessions', 'Browsers that began to follow the settings.', 'reqps', [
        [rate('signpost_sessions_total'), 'begun'],
      ]),
    ],
  ],
  [
    'Notices',
    [
      lines('Waiting', 'Notices that are still to be delivered.', 'none', [
        ['max(signpost_outbox_notices)', 'waiting'],
      ]),
      lines('Deliveries by outcome', 'later: throttled, tried again by itself.', 'reqps', [
        [rate('signpost_deliveries_total', 'outcome'), '{{outcome}}'],
      ]),
    ],
  ],
  [
    'What it stands on',
    [
      lines('Time of Microsoft Graph', 'Until it said who may.', 's', [
        [quantile(0.5, 'signpost_directory_duration_seconds'), 'p50'],
        [quantile(0.95, 'signpost_directory_duration_seconds'), 'p95'],
      ]),
      lines('Failures', 'Of Microsoft Graph and of the database, by problem.', 'reqps', [
        [rate('signpost_directory_errors_total', 'problem'), 'Graph: {{problem}}'],
        [rate('signpost_database_errors_total', 'problem'), 'database: {{problem}}'],
      ]),
      lines('Time of the database', 'Nineteen of twenty, by what was asked.', 's', [
        [
          'histogram_quantile(0.95, sum by (le, operation) (rate(signpost_database_duration_seconds_bucket[$__rate_interval])))',
          '{{operation}}',
        ],
      ]),
      lines('Event loop lag', 'Above 0.1 s people notice.', 's', [
        ['nodejs_eventloop_lag_p99_seconds{job="signpost"}', '{{instance}}'],
      ]),
      lines('Memory', 'Of each replica.', 'bytes', [['process_resident_memory_bytes{job="signpost"}', '{{instance}}']]),
      lines('Processor', 'Of each replica: 1 is one core.', 'none', [
        ['rate(process_cpu_seconds_total{job="signpost"}[$__rate_interval])', '{{instance}}'],
      ]),
    ],
  ],
];

function lines(title: string, description: string, unit: string, queries: Shown['queries']): Shown {
  return { title, description, unit, queries };
}
function stat(title: string, description: string, unit: string, expr: string): Shown {
  return { title, description, unit, queries: [[expr, '']] };
}

const COLUMNS = 24;
const HEIGHT = { stat: 4, lines: 8 };

function fill<Builder extends StatBuilder | TimeSeriesBuilder>(builder: Builder, shown: Shown, id: number): Builder {
  builder.id(id).title(shown.title).description(shown.description).unit(shown.unit).min(0).datasource(DATASOURCE);
  for (const [index, [expr, legend]] of shown.queries.entries()) {
    builder.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).refId('ABCDEF'.charAt(index)));
  }
  return builder;
}

/** The dashboard as Grafana imports it: the same bytes each time. */
export function dashboardJson(): string {
  const builder = new DashboardBuilder('Signpost')
    .uid('signpost')
    .tags(['signpost'])
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .editable()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  let id = 0;
  for (const [row, panels] of ROWS) {
    builder.withRow(new RowBuilder(row).id(++id));
    const isStat = row === ROWS[0]?.[0];
    for (const shown of panels) {
      const width = isStat ? COLUMNS / panels.length : COLUMNS / 2;
      const panel = isStat
        ? fill(
            new StatBuilder().height(HEIGHT.stat).reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull'])),
            shown,
            ++id,
          )
        : fill(new TimeSeriesBuilder().height(HEIGHT.lines), shown, ++id);
      builder.withPanel(panel.span(width));
    }
  }
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}
