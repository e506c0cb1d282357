import { once } from 'node:events';
import { BlockList } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerJson, createHttpServer, type Handler } from '../../src/server.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import { questions } from '../world/questions.ts';

const OLD = 'https://protection.office.com/threatexplorer';

let state: 'on' | 'off' = 'on';
const elsewhere: Handler = (_request, response) => answerJson(response, 200, '{}');

async function listen(requestsPerMinute: number) {
  const web = webRoutes({
    ...questions,
    linkRules: { index: questions.links, ownHosts: questions.ownHosts, origins: new Map() },
    stateOf: () => state,
    onMiss: () => {},
    publicUrl: 'https://signpost.example',
    requestsPerMinute,
    trustedProxies: new BlockList(),
    clock: Date.now,
  });
  const server = createHttpServer({
    gateway: null,
    web,
    messages: elsewhere,
    isReady: async () => true,
    onError: (error) => {
      throw error;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

let site: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  site = await listen(0);
});
afterAll(() => site.close());
beforeEach(() => {
  state = 'on';
});
const explain = (url: string, of = site) => fetch(`${of.origin}/api/explain?url=${encodeURIComponent(url)}`);

describe('/api/explain', () => {
  it('tells where a link leads, step by step', async () => {
    const answer = await explain(OLD);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      url: OLD,
      decision: 'redirected',
      migration: 'mdo-scc',
      capability: 'explorer',
      target: 'https://security.microsoft.com/threatexplorer',
      steps: [
        { step: 'link' },
        { step: 'host' },
        { step: 'route' },
        { step: 'page' },
        { step: 'setting' },
        { step: 'destination' },
      ],
    });
  });

  it('tells no more of the setting than its state', async () => {
    for (const now of ['on', 'off'] as const) {
      state = now;
      expect(await (await explain(OLD)).json()).toMatchObject({ setting: { state: now } });
      const { setting } = (await (await explain(OLD)).json()) as { setting: object }; // the contract's
      expect(Object.keys(setting)).toEqual(['state']);
    }
    expect(await (await explain('https://evil.example/')).json()).toMatchObject({ setting: null });
  });

  it('takes the fragment for part of the link', async () => {
    expect(await (await explain('https://protection.office.com/#/quarantine')).json()).toMatchObject({
      target: 'https://security.microsoft.com/quarantine',
    });
  });

  it('says what is missing where there is no link', async () => {
    for (const path of ['/api/explain', '/api/explain?url=', '/api/explain?link=x']) {
      const answer = await fetch(`${site.origin}${path}`);
      expect([answer.status, await answer.json()]).toEqual([400, { error: 'the parameter url is missing' }]);
    }
  });

  it('is kept in no cache, and guessed at by nobody', async () => {
    const { headers } = await explain(OLD);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers so many requests a minute', async () => {
    const busy = await listen(2);
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await explain(OLD, busy)).status);
    busy.close();
    expect(statuses).toEqual([200, 200, 429]);
  });
});
