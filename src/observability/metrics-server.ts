import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** Prometheus asks once in a while, and for one page: a connection that takes longer than this is none of its. In milliseconds. */
const REQUEST_LIMIT = 10_000;

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `/metrics`, and nothing else, on a listener of its own: it is for Prometheus, not for people. */
export async function serveMetrics(
  registry: Registry,
  at: { readonly host: string; readonly port: number },
  onError: (error: unknown) => void,
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: REQUEST_LIMIT, headersTimeout: REQUEST_LIMIT }, (request, response) => {
    answer(registry, request, response).catch((error: unknown) => {
      onError(error);
      say(response, 500, 'the metrics could not be read\n');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : at.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(registry: Registry, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (url !== '/metrics') say(response, 404, 'there is /metrics only\n');
  else if (method !== 'GET' && method !== 'HEAD') say(response, 405, 'GET or HEAD\n', { allow: 'GET, HEAD' });
  else say(response, 200, await registry.metrics(), { 'content-type': registry.contentType });
}

function say(
  response: ServerResponse,
  status: number,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...more,
  });
  response.end(body);
}
