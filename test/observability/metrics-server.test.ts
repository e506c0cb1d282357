import { connect } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MetricsServer, serveMetrics } from '../../src/observability/metrics-server.ts';

describe('the metrics listener', () => {
  let registry: Registry;
  let server: MetricsServer;
  const errors: unknown[] = [];
  const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

  beforeEach(async () => {
    registry = new Registry();
    new Counter({ name: 'links_total', help: 'Links.', registers: [registry] }).inc(3);
    errors.length = 0;
    server = await serveMetrics(registry, { host: '127.0.0.1', port: 0 }, (error) => errors.push(error));
  });
  afterEach(() => server.close());

  it('gives Prometheus its text', async () => {
    const response = await ask('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.has('server')).toBe(false);
    expect(await response.text()).toContain('links_total 3');
  });

  it.each([
    ['another path', '/', 'GET', 404],
    ['a path below', '/metrics/x', 'GET', 404],
    ['another method', '/metrics', 'POST', 405],
  ])('gives %s nothing', async (_, path, method, status) => {
    const response = await ask(path, { method });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('links_total');
  });

  it('says 500 and nothing more where the metrics cannot be read', async () => {
    const failure = new Error('secret');
    new Counter({ name: 'bad_total', help: 'Bad.', registers: [registry], collect: () => Promise.reject(failure) });
    const response = await ask('/metrics');
    expect([response.status, await response.text()]).toEqual([500, 'the metrics could not be read\n']);
    expect(errors).toEqual([failure]);
  });

  it('closes at once, whoever is still connected', async () => {
    const socket = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    await server.close();
    await new Promise((resolve) => socket.once('close', resolve));
    await expect(ask('/metrics')).rejects.toThrow();
  });
});
