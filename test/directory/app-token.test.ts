import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import { channelTenant, createAppTokens } from '../../src/directory/app-token.ts';
import { type Authority, startAuthority } from '../world/authority.ts';
import { json, type Reply, serve } from '../world/serve.ts';
import { failureOf } from './token-failure.ts';

const botId = randomUUID();
const password = `secret~${randomUUID()}`;
const tenant = tenantId(randomUUID());
const GRAPH = 'https://graph.example/.default';
const CHANNEL = 'https://api.botframework.com/.default';

let authority: Authority;
const systemCertificates = getCACertificates('default');

beforeAll(async () => {
  authority = await startAuthority({ id: botId, secret: password });
  // What NODE_EXTRA_CA_CERTS does at the start of a process, which one test below tries in one.
  setDefaultCACertificates([...systemCertificates, authority.certificate.cert]);
});
afterAll(async () => {
  setDefaultCACertificates(systemCertificates);
  await authority.close();
});
beforeEach(() => {
  authority.requests.length = 0;
  authority.fault = undefined;
  authority.lifetime = 3599;
});

const singleTenant = (authorityHost = authority.origin) =>
  createAppTokens({ type: 'SingleTenant', botId, password, tenant, authorityHost });
const multiTenant = () => createAppTokens({ type: 'MultiTenant', botId, password, authorityHost: authority.origin });

describe('a token', () => {
  it('for the channel comes from the own tenant of a single-tenant bot', async () => {
    expect(authority.grantOf(await singleTenant().token(CHANNEL, null))).toEqual({ tenant, scope: CHANNEL });
  });

  it('for the channel comes from botframework.com for a multi-tenant bot', async () => {
    const token = await multiTenant().token(CHANNEL, null);
    expect(authority.grantOf(token)).toEqual({ tenant: 'botframework.com', scope: CHANNEL });
  });

  it('for the channel comes from the channel of the cloud in other clouds', () => {
    expect(channelTenant('https://login.microsoftonline.us')).toBe('MicrosoftServices.onmicrosoft.us');
    expect(channelTenant('https://login.partner.microsoftonline.cn')).toBe('microsoftservices.partner.onmschina.cn');
  });

  it('for a tenant comes from that tenant', async () => {
    const tokens = multiTenant();
    for (const actors of [tenantId(randomUUID()), tenantId(randomUUID())]) {
      expect(authority.grantOf(await tokens.token(GRAPH, actors))).toEqual({ tenant: actors, scope: GRAPH });
    }
  });

  it('costs one request to the authority, and nothing is discovered', async () => {
    await singleTenant().token(GRAPH, tenant);
    expect(authority.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /${tenant}/oauth2/v2.0/token`,
    ]);
  });

  it('is kept', async () => {
    const tokens = singleTenant();
    const first = await tokens.token(GRAPH, tenant);
    expect(await tokens.token(GRAPH, tenant)).toBe(first);
    expect(authority.requests).toHaveLength(1);
  });

  it('is kept apart from those for another scope', async () => {
    const tokens = singleTenant();
    const token = await tokens.token(GRAPH, tenant);
    expect(authority.grantOf(await tokens.token(CHANNEL, null))?.scope).toBe(CHANNEL);
    expect(await tokens.token(GRAPH, tenant)).toBe(token);
  });

  it('is asked for anew when it is about to expire', async () => {
    authority.lifetime = 60;
    const tokens = singleTenant();
    const first = await tokens.token(GRAPH, tenant);
    expect(await tokens.token(GRAPH, tenant)).not.toBe(first);
  });

  it('holds until then, although the authority would rather have it refreshed and is gone', async () => {
    const answer = { token_type: 'Bearer', expires_in: 3599, refresh_in: 60, access_token: 'refresh me' };
    authority.fault = () => json(200, answer);
    const tokens = singleTenant();
    await tokens.token(GRAPH, tenant);
    authority.fault = () => 'reset';
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    try {
      expect(await tokens.token(GRAPH, tenant)).toBe('refresh me');
    } finally {
      vi.useRealTimers();
    }
  });

  it('is asked for anew once it is forgotten', async () => {
    const tokens = singleTenant();
    const first = await tokens.token(GRAPH, tenant);
    tokens.forget(tenant);
    expect(await tokens.token(GRAPH, tenant)).not.toBe(first);
  });

  it.each([
    ['single-tenant', singleTenant],
    ['multi-tenant', multiTenant],
  ])('for the channel is asked for anew once the channel’s is forgotten: a %s bot', async (_, tokensOf) => {
    const tokens = tokensOf();
    const first = await tokens.token(CHANNEL, null);
    tokens.forget(null);
    expect(await tokens.token(CHANNEL, null)).not.toBe(first);
  });

  it('is kept for a hundred tenants, and the first of them makes room for one more', async () => {
    const tokens = multiTenant();
    const tenants = Array.from({ length: 100 }, () => tenantId(randomUUID()));
    for (const each of tenants) await tokens.token(GRAPH, each);
    for (const each of tenants) await tokens.token(GRAPH, each);
    expect(authority.requests).toHaveLength(100);
    await tokens.token(GRAPH, tenantId(randomUUID()));
    for (const each of tenants.slice(1)) await tokens.token(GRAPH, each);
    expect(authority.requests).toHaveLength(101);
    const [first = tenant] = tenants;
    await tokens.token(GRAPH, first);
    expect(authority.requests).toHaveLength(102);
  });
});

describe('no token', () => {
  it('is a refusal where the secret is wrong, and the secret is not told', async () => {
    const wrong = 'wrong~secret';
    const tokens = createAppTokens({ type: 'MultiTenant', botId, password: wrong, authorityHost: authority.origin });
    const error = await failureOf(tokens.token(GRAPH, tenant));
    expect(error.problem).toBe('refused');
    expect(error.message).toContain('AADSTS7000215');
    expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.toContain(wrong);
  });

  it('is a refusal where the authority does not know the application in that tenant', async () => {
    authority.fault = () => json(400, { error: 'unauthorized_client', error_description: 'AADSTS700016' });
    expect((await failureOf(singleTenant().token(GRAPH, tenant))).problem).toBe('refused');
  });

  it('is a refusal where the authority wants a person to sign in', async () => {
    authority.fault = () => json(400, { error: 'interaction_required', error_description: 'AADSTS53003' });
    expect((await failureOf(singleTenant().token(GRAPH, tenant))).problem).toBe('refused');
  });

  const UNANSWERED: ReadonlyArray<readonly [string, Reply]> = [
    ['breaks the connection', 'reset'],
    ['says nothing', 'hang'],
    ['fails', json(500, { error: 'server_error' })],
    ['is overloaded', json(503, {})],
    ['has had enough', json(429, { error: 'temporarily_unavailable' })],
    ['answers with a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }],
    [
      'answers with half of it',
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"token_type":' },
    ],
    ['answers without a token', json(200, { token_type: 'Bearer', expires_in: 3599 })],
    ['answers with an empty token', json(200, { token_type: 'Bearer', expires_in: 3599, access_token: '' })],
    ['gives a token with an error', json(500, { token_type: 'Bearer', expires_in: 3599, access_token: 'x' })],
    ['gives a token without an end', json(200, { token_type: 'Bearer', access_token: 'x' })],
    [
      'answers without end',
      { status: 200, headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(2e6)}"` },
    ],
  ];
  it.each(UNANSWERED)('is no answer where the authority %s, and the next ask is answered at once', async (_, fault) => {
    const tokens = singleTenant();
    authority.fault = () => fault;
    expect((await failureOf(tokens.token(GRAPH, tenant))).problem).toBe('no-answer');
    authority.fault = undefined;
    expect(authority.grantOf(await tokens.token(GRAPH, tenant))).toEqual({ tenant, scope: GRAPH });
  });

  it('is no answer while the authority has asked for a pause, and it is left in peace', async () => {
    const tokens = singleTenant();
    authority.fault = () => json(429, { error: 'temporarily_unavailable' }, { 'retry-after': '300' });
    expect((await failureOf(tokens.token(GRAPH, tenant))).problem).toBe('no-answer');
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      authority.fault = undefined;
      vi.setSystemTime(Date.now() + 290_000);
      expect((await failureOf(tokens.token(GRAPH, tenant))).problem).toBe('no-answer');
      expect(authority.requests).toHaveLength(1);
      vi.setSystemTime(Date.now() + 11_000);
      expect(authority.grantOf(await tokens.token(GRAPH, tenant))).toEqual({ tenant, scope: GRAPH });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is no answer where nobody listens, and the reason is told', async () => {
    const gone = await serve(() => 'reset');
    await gone.close();
    const error = await failureOf(singleTenant(gone.origin.replace('http', 'https')).token(GRAPH, tenant));
    expect(error.problem).toBe('no-answer');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('sends the secret to nobody to whom the authority redirects', async () => {
    const asked: string[] = [];
    const elsewhere = await serve(({ body }) => {
      asked.push(body);
      return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: 'x' });
    });
    authority.fault = () => ({ status: 307, headers: { location: elsewhere.origin }, body: '' });
    expect((await failureOf(singleTenant().token(GRAPH, tenant))).problem).toBe('no-answer');
    expect(asked).toEqual([]);
    await elsewhere.close();
  });
});

describe("the authority's certificate", () => {
  /** Asks for a token in a process of its own; `environment` is what it is started with. */
  async function inProcess(environment: Record<string, string>): Promise<string> {
    const module = new URL('../../src/directory/app-token.ts', import.meta.url).href;
    const app = JSON.stringify({ type: 'SingleTenant', botId, password, tenant, authorityHost: authority.origin });
    const script = `
      import { createAppTokens } from ${JSON.stringify(module)};
      const work = createAppTokens(${app}).token(${JSON.stringify(GRAPH)}, null);
      console.log(await work.catch((error) => error.problem + ' ' + error.message));`;
    const args = ['--no-warnings', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
    return stdout.trim();
  }

  it('may be issued by who stands in NODE_EXTRA_CA_CERTS', async () => {
    const token = await inProcess({ NODE_EXTRA_CA_CERTS: authority.certificate.caPath });
    expect(authority.grantOf(token)).toEqual({ tenant, scope: GRAPH });
  });

  it('is refused where nobody known has issued it, before anything is sent', async () => {
    expect(await inProcess({})).toMatch(/^no-answer .*certificate/);
    expect(authority.requests).toEqual([]);
  });
});
