import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { DASHBOARD_FILE, dashboardJson } from '../../scripts/dashboard/dashboard.ts';
import { migrationId } from '../../src/core/ids.ts';
import { addGauges, addProcessMetrics, createMetrics } from '../../src/observability/metrics.ts';
import { debianPackage } from '../world/debian.ts';

const prometheus = await debianPackage(['prometheus']);
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(resolve(prometheus ?? '', 'usr/bin/promtool'), args, {
    cwd: 'infra/prometheus',
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
};

const Alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alert: z.string(), expr: z.string(), annotations: z.object({ summary: z.string() }) })),
    }),
  ),
});
const alerts = Alerts.parse(parse(readFileSync('infra/prometheus/alerts.yml', 'utf8'))).groups.flatMap(
  ({ rules }) => rules,
);

const Panels = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});
const { panels } = Panels.parse(JSON.parse(dashboardJson()));
const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')));

/** The names of all metrics that the program has. */
async function metricNames(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics([migrationId('mdo-scc')]);
  addProcessMetrics(metrics);
  addGauges(metrics, { waiting: async () => ({ count: 0, oldest: null }), isReady: async () => true });
  return new Set(metrics.registry.getMetricsAsArray().map(({ name }) => name));
}
/** The metrics that an expression asks for; `up` is Prometheus' own. */
const askedIn = (expr: string) =>
  [...expr.matchAll(/\b(?:signpost|nodejs|process)_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));

describe('the alerts', () => {
  it.skipIf(prometheus === null)('are rules that Prometheus takes', () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toMatchObject({ status: 0 });
    expect(promtool('check', 'config', 'prometheus.yml')).toMatchObject({ status: 0 });
  });

  it.skipIf(prometheus === null)('fire when they should, and not when all is well', () => {
    expect(promtool('test', 'rules', 'alerts.test.yml')).toMatchObject({ status: 0 });
  });

  it('have a case each in which they fire, and one in which they do not', () => {
    const Cases = z.object({
      tests: z.array(
        z.object({
          alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) })),
        }),
      ),
    });
    const cases = Cases.parse(parse(readFileSync('infra/prometheus/alerts.test.yml', 'utf8'))).tests.flatMap(
      (test) => test.alert_rule_test,
    );
    const names = (fires: boolean) =>
      new Set(cases.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname));
    expect([...names(true)].sort()).toEqual(alerts.map(({ alert }) => alert).sort());
    expect([...names(false)].sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  });

  it('ask for metrics that there are', async () => {
    const known = await metricNames();
    expect(alerts.flatMap(({ expr }) => askedIn(expr)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('are explained in docs/observability.md, each with what to do', () => {
    const documented = readFileSync('docs/observability.md', 'utf8');
    expect(alerts.filter(({ alert }) => !documented.includes(`| \`${alert}\` |`))).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('is what its builder makes', () => {
    expect(readFileSync(DASHBOARD_FILE, 'utf8')).toBe(dashboardJson());
  });

  it('has an id for each panel, and no query without a panel', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ type, targets }) => type !== 'row' && targets.length === 0)).toEqual([]);
  });

  it('asks for metrics that there are, and shows every one of Signpost’s own', async () => {
    const known = await metricNames();
    const asked = new Set(queries.flatMap(askedIn));
    expect([...asked].filter((name) => !known.has(name))).toEqual([]);
    const shown = [...known].filter((name) => name.startsWith('signpost_') && !asked.has(name));
    expect(shown).toEqual(['signpost_misses_total']); // the questions by reply tell of them, /where misses of each
  });

  const folder = mkdtempSync(join(tmpdir(), 'signpost-queries-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(prometheus === null)('asks only what Prometheus understands', () => {
    const check = (exprs: readonly string[]) => {
      const file = join(folder, 'queries.yml');
      writeFileSync(
        file,
        stringify({ groups: [{ name: 'queries', rules: exprs.map((expr, n) => ({ record: `query:${n}`, expr })) }] }),
      );
      return promtool('check', 'rules', file);
    };
    expect(check(queries)).toMatchObject({ status: 0 });
    expect(check(['rate(signpost_turns_total[5m']).status).not.toBe(0);
  });
});

describe('docs/observability.md', () => {
  it('has a row for each metric of Signpost’s own, and for no other', async () => {
    const rows = [...readFileSync('docs/observability.md', 'utf8').matchAll(/^\| `(signpost_\w+)`/gm)].map(
      ([, name]) => name,
    );
    const own = [...(await metricNames())].filter((name) => name.startsWith('signpost_'));
    expect(rows.sort()).toEqual(own.sort());
  });
});
