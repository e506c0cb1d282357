import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { type GateConfig, type GateVerdict, gate } from '../../src/bot/gate.ts';
import { refuse } from '../../src/bot/refuse.ts';

/** A plain server that asks the gate about each request. */
export interface Gated {
  readonly port: number;
  /** The gate's verdicts, in order. */
  readonly verdicts: GateVerdict[];
  /** Sends a body, with a Content-Length unless the headers say `transfer-encoding: chunked`. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Outcome>;
  close(): Promise<void>;
}

export interface Outcome {
  readonly status: number;
  /** `in`, or what the gate found wrong. */
  readonly rule: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

export async function startGated(config: GateConfig): Promise<Gated> {
  const verdicts: GateVerdict[] = [];
  const server = createServer((request, response) => {
    gate(config, request).then(
      (verdict) => {
        verdicts.push(verdict);
        response.setHeader('test-rule', verdict.pass ? 'in' : verdict.rule);
        if (verdict.pass) response.end();
        else refuse(request, response, verdict);
      },
      (error: unknown) => response.writeHead(500).end(`the gate threw ${error}`),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });

  const post: Gated['post'] = (body, headers = {}) =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent });
      request.setHeader('content-type', 'application/json; charset=utf-8');
      if (!headers['transfer-encoding']) request.setHeader('content-length', Buffer.byteLength(body));
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
      request.on('error', reject).on('response', (response) => {
        const { statusCode: status = 0, headers } = response;
        const rule = String(headers['test-rule']);
        text(response).then((body) => resolve({ status, rule, body, headers }), reject);
      });
      request.end(body);
    });

  return {
    port,
    verdicts,
    post,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
