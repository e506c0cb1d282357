import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';

/** What a stub says: an answer, nothing at all, or a connection that breaks. */
export type Reply =
  | 'hang'
  | 'reset'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Served {
  readonly origin: string;
  close(): Promise<void>;
}

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** An HTTP server, with `tls` an HTTPS server, on a free port of 127.0.0.1. */
export async function serve(
  answer: (asked: Asked) => Reply | Promise<Reply>,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Served> {
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', headers } = request;
    const reply = await answer({
      method,
      url: new URL(request.url ?? '/', origin),
      headers,
      body: await text(request),
    });
    if (reply === 'hang') return;
    if (reply === 'reset') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers); // gives nothing back where restify has been loaded
    response.end(reply.body);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
