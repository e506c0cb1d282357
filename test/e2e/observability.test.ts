import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Collector, startCollector } from '../world/collector.ts';
import { debianPackage } from '../world/debian.ts';
import { freePort } from '../world/free-port.ts';
import { ROLES } from '../world/graph.ts';
import { type Prometheus, startPrometheus } from '../world/prometheus.ts';
import { json } from '../world/serve.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { click, say } from '../world/talk.ts';

const debian = await debianPackage(['prometheus']);

/** How long Prometheus may take to see and judge what has happened: it looks each second. */
const SEEN = { timeout: 30_000, interval: 500 };

describe.skipIf(debian === null)('a real Prometheus beside the running program', () => {
  let world: World;
  let collector: Collector;
  let signpost: Signpost;
  let prometheus: Prometheus;
  let ada: Resident;
  beforeAll(async () => {
    world = await openWorld();
    ada = world.person('Ada Globova', [ROLES.globalAdministrator]);
    collector = await startCollector();
    const port = await freePort();
    signpost = await startSignpost(world, world.newDataDir(), {
      METRICS_PORT: String(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    });
    prometheus = await startPrometheus(debian ?? '', port);
    await vi.waitFor(async () => expect(await prometheus.query('signpost_ready')).toBe(1), SEEN);
  });
  afterAll(async () => {
    await stopSignpost(signpost);
    await prometheus.close();
    await collector.close();
    await world.close();
  });

  const turnOff = async () => {
    const form = await say(world, signpost, ada, ada.chat, '/redirect off');
    const inputs = { category: 'other', comment: 'why not', duration: 'none' };
    await click(world, signpost, ada, ada.chat, form.button('setting.off'), { ...form.inputs, ...inputs });
  };

  it('sees the turns, the change, and what they asked of Graph and the database', async () => {
    await turnOff();
    const turns = 'sum(signpost_turns_total{verb="setting.off", outcome="ok"})';
    await expect.poll(() => prometheus.query(turns), SEEN).toBe(1);
    expect(await prometheus.query('signpost_changes_total{migration="mdo-scc", state="off"}')).toBe(1);
    expect(await prometheus.query('signpost_directory_duration_seconds_count')).toBeGreaterThanOrEqual(2);
    const uses = 'signpost_database_duration_seconds_count{operation="settings.inChange"}';
    expect(await prometheus.query(uses)).toBe(1);
    expect(await prometheus.query('signpost_outbox_notices')).toBe(0);
    expect(await prometheus.query('nodejs_eventloop_lag_p99_seconds{job="signpost"}')).toBeGreaterThan(0);
  });

  it('sees old links, by what became of them, and what the gate refused', async () => {
    await fetch(`${signpost.origin}/go/https://protection.office.com/quarantine`, { redirect: 'manual' });
    await fetch(`${signpost.origin}/go/https://example.org/`, { redirect: 'manual' });
    await fetch(`${signpost.origin}/api/messages`, { method: 'POST', body: '{}' });
    await expect.poll(() => prometheus.query('signpost_redirects_total{decision="unknown-host"}'), SEEN).toBe(1);
    expect(await prometheus.query('signpost_redirects_total{decision="off"}')).toBe(1);
    await expect.poll(() => prometheus.query('sum(signpost_gate_refusals_total)'), SEEN).toBe(1);
  });

  it('is quiet while all is well, and fires when consent is withdrawn', async () => {
    expect(await prometheus.firing()).toEqual([]);
    const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' };
    world.graph.fault = () => json(403, { error });
    await say(world, signpost, ada, ada.chat, '/redirect');
    await expect.poll(() => prometheus.firing(), SEEN).toEqual(['SignpostPermissionMissing']);
    world.graph.fault = undefined;
  });

  it('leaves a trace of each request, without what was asked', async () => {
    await expect.poll(() => collector.received(), SEEN).toContain('setting.off');
    const traced = collector.received();
    for (const span of ['POST /api/messages', 'directory.standingOf', 'storage.settings.inChange', 'GET /go']) {
      expect(traced).toContain(span);
    }
    expect(traced).not.toMatch(/why not|quarantine|Globova|protection\.office/);
  });
});

describe('a program whose metrics have no place', () => {
  it('does not start, and names the variable', async () => {
    const world = await openWorld();
    const other = await startSignpost(world, world.newDataDir());
    const port = new URL(other.origin).port;
    const start = startSignpost(world, world.newDataDir(), { METRICS_PORT: port });
    await expect(start).rejects.toThrow(/METRICS_PORT: address already in use/);
    await stopSignpost(other);
    await world.close();
  });
});
