import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { openObservability } from '../../src/start/open-observability.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { startCollector } from '../world/collector.ts';
import { TENANT, temporaryFolder } from '../world/settings.ts';

it('traces every part of the storage', async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.origin; // the exporter reads the process's own environment
  onTestFinished(() => void delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const observability = await openObservability({ metrics: null }, process.env, new Map(), pino({ enabled: false }));
  const storage = observability.storage(await openSqlite(folder.path));
  onTestFinished(() => storage.close());

  const uses = {
    settings: () => storage.settings.head(TENANT),
    subscriptions: () => storage.subscriptions.list(TENANT),
    outbox: () => storage.outbox.waiting(),
    timers: () => storage.timers.due(1),
    misses: () => storage.misses.counts(TENANT, 1),
    linkCounts: () => storage.linkCounts.forget(0),
    sessionCounts: () => storage.sessionCounts.since(TENANT, 0),
  };
  const server = createServer(async (_request, response) => {
    for (const use of Object.values(uses)) await use();
    response.end();
  });
  observability.requests(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`); // a TCP server has a port
  await new Promise((resolve) => server.close(resolve));
  await observability.close();

  const parts = Object.entries(storage).flatMap(([name, part]) => (typeof part === 'object' ? [name] : []));
  expect(Object.keys(uses).sort()).toEqual(parts.sort());
  expect(parts.filter((part) => !collector.received().includes(`storage.${part}.`))).toEqual([]);
});
