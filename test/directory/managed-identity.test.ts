import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tenantId } from '../../src/core/ids.ts';
import { createAppTokens } from '../../src/directory/app-token.ts';
import { json, type Reply, type Served, serve } from '../world/serve.ts';
import { failureOf } from './token-failure.ts';

const botId = randomUUID();
const tenant = tenantId(randomUUID());

describe('a managed identity', () => {
  let host: Served;
  let reply: (query: URLSearchParams) => Reply;
  const own = () => createAppTokens({ type: 'UserAssignedMSI', botId, tenant, authorityHost: 'https://login.example' });

  beforeAll(async () => {
    // The endpoint that Azure's hosts offer inside: https://learn.microsoft.com/azure/app-service/overview-managed-identity
    host = await serve(({ url }) => reply(url.searchParams));
  });
  afterAll(() => host.close());
  beforeEach(() => {
    vi.stubEnv('IDENTITY_ENDPOINT', `${host.origin}/msi/token`);
    vi.stubEnv('IDENTITY_HEADER', 'header');
    reply = (query) =>
      json(200, {
        access_token: `${query.get('client_id')} for ${query.get('resource')}`,
        expires_on: String(Math.floor(Date.now() / 1000) + 3600),
        resource: query.get('resource'),
        token_type: 'Bearer',
      });
  });
  afterEach(() => vi.unstubAllEnvs());

  it('gives tokens of its own tenant', async () => {
    const tokens = own();
    expect(await tokens.token('https://one.example/.default', null)).toBe(`${botId} for https://one.example`);
    expect(await tokens.token('https://two.example/.default', tenant)).toBe(`${botId} for https://two.example`);
  });

  it('has none for another tenant', async () => {
    const error = await failureOf(own().token('https://graph.example/.default', tenantId(randomUUID())));
    expect(error.problem).toBe('refused');
  });

  it.each<[string, Reply]>([
    ['says nothing', 'hang'],
    ['does not know it', json(400, { statusCode: 400, message: 'No managed identity found' })],
    ['breaks the connection', 'reset'],
  ])('gives no answer where the host %s', async (what, fault) => {
    reply = () => fault;
    const error = await failureOf(own().token(`https://${encodeURIComponent(what)}.example/.default`, null));
    expect(error.problem).toBe('no-answer');
  });
});
