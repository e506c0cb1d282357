import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DirectoryUnavailable, NotAllowed, StorageUnavailable } from '../../src/core/errors.ts';
import { migrationId } from '../../src/core/ids.ts';
import { addGauges, addProcessMetrics, createMetrics, type Metrics } from '../../src/observability/metrics.ts';
import { debianPackage } from '../world/debian.ts';

const prometheus = await debianPackage(['prometheus']);
const MDO = migrationId('mdo-scc');
const setting = { migration: MDO, state: 'off', version: 1, since: 1, until: null } as const;

/** The value of each series, by its name and labels as Prometheus writes them; what Prometheus would read. */
async function seriesOf({ registry }: Metrics): Promise<ReadonlyMap<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

describe('the metrics', () => {
  it('count turns by verb and outcome, and time them', async () => {
    const metrics = createMetrics([MDO]);
    metrics.turn({ verb: 'setting.off', outcome: 'ok', ms: 40 });
    metrics.turn({ verb: 'setting.off', outcome: 'stale-version', ms: 400 });
    const series = await seriesOf(metrics);
    expect(series.get('signpost_turns_total{verb="setting.off",outcome="ok"}')).toBe(1);
    expect(series.get('signpost_turns_total{verb="setting.off",outcome="stale-version"}')).toBe(1);
    expect(series.get('signpost_turn_duration_seconds_bucket{le="0.1",verb="setting.off"}')).toBe(1);
    expect(series.get('signpost_turn_duration_seconds_sum{verb="setting.off"}')).toBeCloseTo(0.44);
  });

  it('count refusals of the gate, changes, old links, sessions, questions and misses', async () => {
    const metrics = createMetrics([MDO]);
    metrics.refused('token');
    metrics.changed(setting);
    metrics.decided({ kind: 'unknown-host' });
    metrics.sessionBegan();
    metrics.asked({ kind: 'miss' });
    metrics.missed('web');
    const series = await seriesOf(metrics);
    expect(series.get('signpost_gate_refusals_total{rule="token"}')).toBe(1);
    expect(series.get('signpost_changes_total{migration="mdo-scc",state="off"}')).toBe(1);
    expect(series.get('signpost_redirects_total{decision="unknown-host"}')).toBe(1);
    expect(series.get('signpost_sessions_total')).toBe(1);
    expect(series.get('signpost_questions_total{reply="miss"}')).toBe(1);
    expect(series.get('signpost_misses_total{source="web"}')).toBe(1);
  });

  it('have each series that an alert or a rate looks at from the start: a series that begins with 1 shows no increase', async () => {
    const series = [...(await seriesOf(createMetrics([MDO])))];
    const begun = series.filter(([, value]) => value === 0).map(([name]) => name);
    for (const name of ['redirects', 'deliveries', 'directory_errors', 'database_errors', 'questions', 'misses']) {
      expect(begun.filter((each) => each.startsWith(`signpost_${name}_total{`)).length).toBeGreaterThan(1);
    }
    expect(begun).toContain('signpost_changes_total{migration="mdo-scc",state="on"}');
  });

  it('tell what kind of trouble the directory and the database were in', async () => {
    const metrics = createMetrics([MDO]);
    metrics.directory(20, null);
    metrics.directory(3_000, new DirectoryUnavailable('no-answer'));
    metrics.directory(1, new Error('a mistake'));
    metrics.database('settings.inChange', 2, new StorageUnavailable('full'));
    metrics.database('settings.inChange', 2, new NotAllowed('change', []));
    const series = await seriesOf(metrics);
    const errorsOf = (what: string) =>
      [...series].flatMap(([name, value]) => (name.startsWith(`signpost_${what}_errors`) ? [value] : []));
    expect(series.get('signpost_directory_duration_seconds_count')).toBe(3);
    expect(series.get('signpost_directory_errors_total{problem="no-answer"}')).toBe(1);
    expect(series.get('signpost_directory_errors_total{problem="unexpected"}')).toBe(1);
    expect(series.get('signpost_database_duration_seconds_count{operation="settings.inChange"}')).toBe(2);
    expect(errorsOf('database').reduce((sum, count) => sum + count)).toBe(1);
    expect(series.get('signpost_database_errors_total{problem="full"}')).toBe(1);
  });

  it('ask for the outbox and for readiness when Prometheus comes', async () => {
    const metrics = createMetrics([MDO]);
    let count = 2;
    addGauges(metrics, { waiting: async () => ({ count, oldest: 1_500 }), isReady: async () => true });
    expect((await seriesOf(metrics)).get('signpost_outbox_notices')).toBe(2);
    count = 5;
    const series = await seriesOf(metrics);
    expect(series.get('signpost_outbox_notices')).toBe(5);
    expect(series.get('signpost_outbox_oldest_seconds')).toBe(1.5);
    expect(series.get('signpost_ready')).toBe(1);
  });

  it('say nothing rather than something old where the outbox cannot be asked', async () => {
    const metrics = createMetrics([MDO]);
    const answers = [Promise.resolve({ count: 2, oldest: null }), Promise.resolve({ count: 2, oldest: null })];
    const gone = async () => {
      throw new StorageUnavailable('gone');
    };
    addGauges(metrics, { waiting: () => answers.pop() ?? gone(), isReady: async () => false });
    expect((await seriesOf(metrics)).get('signpost_outbox_notices')).toBe(2);
    const series = await seriesOf(metrics);
    expect(series.has('signpost_outbox_notices')).toBe(false);
    expect(series.get('signpost_ready')).toBe(0);
  });

  it('tell of the process and its event loop', async () => {
    const metrics = createMetrics([MDO]);
    addProcessMetrics(metrics);
    const names = [...(await seriesOf(metrics)).keys()];
    expect(names).toEqual(expect.arrayContaining(['nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']));
  });

  it.skipIf(prometheus === null)('are named as Prometheus wants them, each with a help', async () => {
    const metrics = createMetrics([MDO]);
    metrics.turn({ verb: 'message', outcome: 'ok', ms: 40 });
    addGauges(metrics, { waiting: async () => ({ count: 0, oldest: null }), isReady: async () => true });
    const promtool = join(prometheus ?? '', 'usr/bin/promtool');
    const input = await metrics.registry.metrics();
    expect(() => execFileSync(promtool, ['check', 'metrics'], { input, encoding: 'utf8' })).not.toThrow();
    const bad = input.replaceAll('signpost_sessions_total', 'signpost_Sessions');
    const check = () => execFileSync(promtool, ['check', 'metrics'], { input: bad, stdio: 'pipe', encoding: 'utf8' });
    expect(check).toThrow();
  });
});

describe('what the metrics say of people', () => {
  it('is nothing: no label holds a tenant, a name, an address or a question', async () => {
    const metrics = createMetrics([MDO]);
    const names = z.array(z.object({ name: z.string() })).parse(metrics.registry.getMetricsAsArray());
    const labels = names.flatMap(({ name }) => {
      const metric = z.object({ labelNames: z.array(z.string()) }).parse(metrics.registry.getSingleMetric(name));
      return metric.labelNames;
    });
    const known = [
      'verb',
      'outcome',
      'rule',
      'migration',
      'state',
      'decision',
      'reply',
      'source',
      'problem',
      'operation',
    ];
    expect(labels.filter((label) => !known.includes(label))).toEqual([]);
  });
});
