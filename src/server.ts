import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import type { Request, Response, Server } from 'restify';
import Router from 'restify/lib/router.js';
import RestifyServer from 'restify/lib/server.js';

/** A route's handler on Node's own request and response: restify mounts, the handlers answer. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Sees a request before any route does; says whether it has answered. */
type FirstHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Routes {
  /** The redirect gateway; null where it is not mounted. */
  readonly gateway: FirstHandler | null;
  readonly web: Readonly<Record<'searchPage' | 'whereApi' | 'explainApi' | 'openSearch', Handler>>;
  readonly messages: Handler;
  /** 200 only while storage answers and the start is complete. */
  readonly isReady: () => Promise<boolean>;
  /** Told of whatever a handler has thrown. */
  readonly onError: (error: unknown) => void;
}

/** One body for each status: an error page tells a stranger nothing but the status. */
const ERROR_BODIES: Readonly<Record<number, string>> = {
  400: '{"error":"bad request"}',
  401: '{"error":"unauthorized"}',
  403: '{"error":"forbidden"}',
  404: '{"error":"not found"}',
  405: '{"error":"method not allowed"}',
  413: '{"error":"too large"}',
  415: '{"error":"unsupported encoding"}',
  500: '{"error":"internal error"}',
  503: '{"error":"unavailable"}',
};

/**
 * Longest head of a request. A question of 2,000 characters is to be read whole, one of 15 KB to be cut, and each byte may
 * come as three; Node's own limit is 16 KB.
 */
const HEAD_MAX = 65_536;

/** Mounts what is served. Every answer is JSON and not kept by caches, unless its handler says otherwise. */
export function createHttpServer({ gateway, web, messages, isReady, onError }: Routes): Server {
  const log = pino({ enabled: false }); // restify's own lines: the handlers and `onError` say what there is to say
  const server = new RestifyServer({ name: '', log, router: new Router({ log }) });
  Object.assign(server.server, { maxHeaderSize: HEAD_MAX }); // an option of Node's servers to which restify has no way
  // restify listens for upgrades and answers none: whoever asks for HTTP/2 or a web socket would wait for ever.
  server.server.removeAllListeners('upgrade');
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    next();
  });
  const route = routeWith(onError);
  server.post('/api/messages', route(messages));
  const healthz: Handler = (_request, response) => answerJson(response, 200, '{"status":"ok"}');
  const readyz: Handler = async (_request, response) => {
    if (await isReady()) answerJson(response, 200, '{"status":"ready"}');
    else answerError(response, 503);
  };
  for (const [path, handle] of [
    ['/', web.searchPage],
    ['/opensearch.xml', web.openSearch],
    ['/api/where', web.whereApi],
    ['/api/explain', web.explainApi],
    ['/healthz', healthz],
    ['/readyz', readyz],
  ] as const) {
    server.get(path, route(handle));
    server.head(path, route(handle));
  }
  server.on('restifyError', (_request: Request, response: Response, error: unknown, done: () => void) => {
    const status = statusOf(error);
    if (status >= 500) onError(error);
    if (!response.headersSent) response.sendRaw(status, bodyOf(status), JSON_HEADERS);
    done();
  });
  standBefore(server.server, gateway ?? (() => false), onError);
  return server;
}

/**
 * Lets `first` see each request before restify does any work for it: restify's own way to do so takes a tenth of the
 * requests a second that this one answers (`npm run bench -- gateway`). What restify cannot read never reaches it: it would
 * throw where nobody can catch it, and the process would end.
 */
function standBefore(server: HttpServer, first: FirstHandler, onError: (error: unknown) => void): void {
  for (const event of ['request', 'checkContinue'] as const) {
    const restify = server.listeners(event);
    server.removeAllListeners(event);
    server.on(event, (request, response) => {
      try {
        if (first(request, response)) return;
      } catch (error) {
        onError(error);
        fail(response);
        return;
      }
      if (!isReadable(request)) answerError(response, 400);
      else for (const listener of restify) Reflect.apply(listener, server, [request, response]);
    });
  }
}

/** A name or an address with or without port. Anything else would become part of the path where restify joins the two. */
const HOST = /^[\w.:[\]-]*$/;

/** Whether the request names an address, as restify puts it together (lib/request.js, getUrl). */
function isReadable({ url = '', headers }: IncomingMessage): boolean {
  const host = headers.host || 'localhost';
  if (!HOST.test(host)) return false;
  return url.startsWith('/') ? URL.canParse(`http://${host}${url}`) : URL.canParse(url, `http://${host}`);
}

/** Whatever a handler throws is ours: an error of another service's may bear that one's status. */
const routeWith =
  (onError: Routes['onError']) =>
  (handle: Handler) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(request, response);
    } catch (error) {
      onError(error);
      fail(response);
    }
  };

/** Ends an answer of which nothing more can come. */
function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else answerError(response, 500);
}

/** restify's own errors carry a status; whatever else was thrown is ours. */
const statusOf = (error: unknown): number => {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
};

const bodyOf = (status: number): string => ERROR_BODIES[status] ?? '{"error":"request refused"}';

const JSON_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

export function answerJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The constant answer of a status. */
const answerError = (response: ServerResponse, status: number): void => answerJson(response, status, bodyOf(status));
