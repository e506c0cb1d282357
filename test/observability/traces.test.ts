import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DirectoryUnavailable } from '../../src/core/errors.ts';
import { openTraces, type Traces } from '../../src/observability/traces.ts';
import { startCollector } from '../world/collector.ts';

/** The exporter reads the process's own environment. */
const set = (name: string, value: string) => {
  process.env[name] = value;
  undo.push(() => delete process.env[name]);
};
const undo: Array<() => unknown> = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

/** Traces to a collector, and one server on loopback that is traced. */
async function traced(environment: Readonly<Record<string, string>>, answer: (traces: Traces) => Promise<number>) {
  const collector = await startCollector();
  undo.push(() => collector.close());
  set('OTEL_EXPORTER_OTLP_ENDPOINT', collector.origin);
  for (const [name, value] of Object.entries(environment)) set(name, value);
  const failures: string[] = [];
  const traces = await openTraces(process.env, (message) => failures.push(message));
  if (!traces) return { traces, collector, failures, ask: async () => 0 };
  const server: Server = createServer(async (_request, response) => {
    response.writeHead(await answer(traces)).end();
  });
  traces.requests(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close', ...headers } })).status;
  return { traces, collector, failures, ask };
}

describe('traces', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['no collector is named', {}],
    ['they are turned off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }],
    [
      'another exporter is wanted',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_EXPORTER: 'none' },
    ],
  ])('are none where %s', async (_, environment) => {
    expect(await openTraces(environment, () => {})).toBeNull();
  });

  it('tell of each request, what it was for, and what it asked of others', async () => {
    const { traces, collector, ask } = await traced({ OTEL_SERVICE_NAME: 'signpost-test' }, async (traces) => {
      const directory = traces.port('directory', { standingOf: async () => 'guest' });
      traces.turn({ verb: 'setting.off', outcome: 'not-allowed', ms: 3 });
      return (await directory.standingOf()) === 'guest' ? 200 : 500;
    });
    expect(await ask('/api/messages')).toBe(200);
    await traces?.close();
    for (const told of ['signpost-test', 'GET /api/messages', 'directory.standingOf', 'setting.off', 'not-allowed']) {
      expect(collector.received()).toContain(told);
    }
  });

  it('carry on the trace of the caller', async () => {
    const { traces, collector, ask } = await traced({}, async () => 200);
    const id = '0af7651916cd43dd8448eb211c80319c';
    await ask('/', { traceparent: `00-${id}-b7ad6b7169203331-01` });
    await traces?.close();
    expect(collector.received()).toContain(Buffer.from(id, 'hex').toString('utf8'));
  });

  it('hold no address, no question and no message of an error', async () => {
    const { traces, collector, ask } = await traced({}, async (traces) => {
      const fail = () => Promise.reject(new DirectoryUnavailable('no-answer', { cause: new Error('secret-cause') }));
      await traces
        .port('directory', { standingOf: fail })
        .standingOf()
        .catch(() => {});
      return 500;
    });
    await ask('/go/https://protection.office.com/secret-page?secret-query');
    await ask('/?q=secret-question');
    await ask('/secret-path');
    await traces?.close();
    expect(collector.received()).toContain('GET /go');
    expect(collector.received()).toContain('directory-unavailable');
    expect(collector.received()).not.toMatch(/secret|protection|no-answer/);
  });

  it('leave out health checks, and what happens outside of a request unless it is asked for', async () => {
    const { traces, collector, ask } = await traced({}, async () => 200);
    await ask('/healthz');
    await traces?.port('storage.outbox', { take: async () => [] }).take();
    await traces?.port('notices', { send: async () => ({ kind: 'delivered' }) }, 'always').send();
    await traces?.close();
    expect(collector.received()).toContain('notices.send');
    expect(collector.received()).not.toMatch(/healthz|outbox/);
  });

  it('follow the sampler that is set', async () => {
    const { traces, collector, ask } = await traced({ OTEL_TRACES_SAMPLER: 'always_off' }, async () => 200);
    expect(await ask('/')).toBe(200);
    await traces?.close();
    expect(collector.received()).toBe('');
  });

  it('do not keep the process from ending where the collector hangs, and say so once', async () => {
    const { traces, collector, ask, failures } = await traced({ OTEL_EXPORTER_OTLP_TIMEOUT: '200' }, async () => 200);
    collector.delay = 60_000;
    await ask('/');
    await traces?.close();
    expect(failures.length).toBeLessThanOrEqual(1);
  });
});
