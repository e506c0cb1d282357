import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type Handler } from '../src/server.ts';

let close = () => {};
afterEach(() => close());

const nothing: Handler = () => {};
const web = { searchPage: nothing, whereApi: nothing, explainApi: nothing, openSearch: nothing };

/** Serves these messages; gives where, and what was told of errors. */
async function serve(messages: Handler, ready = true): Promise<{ origin: string; errors: unknown[] }> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const server = createHttpServer({ gateway: null, web, messages, isReady: async () => ready, onError });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  close = () => {
    server.close();
    server.server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, errors };
}

describe('A handler that throws', () => {
  it.each([401, 404, 429, 503])("is answered 500, though the error bears another service's %d", async (statusCode) => {
    const error = Object.assign(new Error('the channel said no'), { statusCode });
    const { origin, errors } = await serve(() => Promise.reject(error));
    const response = await fetch(`${origin}/api/messages`, { method: 'POST' });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 500,
      body: { error: 'internal error' },
    });
    expect(errors).toEqual([error]);
  });

  it('cuts off an answer that it had begun', async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 9 }).write('half');
      throw new Error('in the middle');
    });
    const reading = fetch(`${origin}/api/messages`, { method: 'POST' }).then((response) => response.text());
    await expect(reading).rejects.toThrow();
  });
});

describe('A load balancer', () => {
  it.each([
    ['/healthz', true, 200],
    ['/healthz', false, 200],
    ['/readyz', true, 200],
    ['/readyz', false, 503],
  ])('asks %s by GET or HEAD and is told the same: ready %s, %d', async (path, ready, status) => {
    const { origin } = await serve(nothing, ready);
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map(async (method) => {
        const answer = await fetch(`${origin}${path}`, { method });
        const headers = ['content-type', 'content-length', 'cache-control'].map((name) => answer.headers.get(name));
        return { status: answer.status, headers, body: await answer.text() };
      }),
    );
    expect(get?.status).toBe(status);
    expect(head).toEqual({ ...get, body: '' });
  });
});
