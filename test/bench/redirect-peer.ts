import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { serve } from '@hono/node-server';
import fastify from 'fastify';
import { Hono } from 'hono';
import { z } from 'zod';

/** A redirect as Signpost answers it: where to, and the header that says why. */
const Redirect = z.object({ location: z.string(), decision: z.string() });
const links = new Map(Object.entries(z.record(Redirect).parse(JSON.parse(process.env.LINKS ?? '{}'))));

/** What is used of Express here. */
interface ExpressApp {
  disable(setting: string): void;
  get(path: string, handle: (request: { readonly url: string }, response: ExpressResponse) => void): void;
  listen(port: number, hostname: string): unknown;
}
interface ExpressResponse {
  status(status: number): ExpressResponse;
  set(headers: Readonly<Record<string, string>>): ExpressResponse;
  end(): void;
}

const port = Number(process.env.PORT);
const hostname = '127.0.0.1';

const headersOf = (url: string | undefined) => {
  const link = links.get(url ?? '');
  return {
    Location: link?.location ?? '',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Cookie',
    'Signpost-Decision': link?.decision ?? '',
    'Content-Length': '0',
  };
};

/** Each looks a link up in a Map and answers with the same headers, in its framework's usual way. */
const PEERS: Readonly<Record<string, () => unknown>> = {
  'node:http': () =>
    createServer((request, response) => {
      response.writeHead(302, headersOf(request.url));
      response.end();
    }).listen(port, hostname),

  fastify: () => {
    const app = fastify();
    app.get('/go/*', (request, reply) => reply.code(302).headers(headersOf(request.url)).send());
    return app.listen({ port, host: hostname });
  },

  express: () => {
    const express = createRequire(import.meta.url)('express') as () => ExpressApp; // it comes without types
    const app = express();
    app.disable('x-powered-by');
    app.get('/go/*link', (request, response) => response.status(302).set(headersOf(request.url)).end());
    return app.listen(port, hostname);
  },

  hono: () => {
    const app = new Hono();
    app.get('/go/*', ({ req, body }) => {
      const { pathname, search } = new URL(req.url);
      return body(null, 302, headersOf(pathname + search));
    });
    return serve({ fetch: app.fetch, port, hostname });
  },
};

await PEERS[process.env.KIND ?? '']?.();
