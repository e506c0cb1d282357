import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** An OpenTelemetry collector on loopback: keeps what arrives at /v1/traces, as protobuf has it. */
export interface Collector {
  readonly origin: string;
  /** All bodies so far: names and values stand in them as UTF-8. */
  received(): string;
  /** How long it takes to answer, in milliseconds. */
  delay: number;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    bodies.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
    setTimeout(() => response.writeHead(request.url === '/v1/traces' ? 200 : 404).end(), collector.delay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const collector: Collector = {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    received: () => Buffer.concat(bodies).toString('utf8'),
    delay: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return collector;
}
