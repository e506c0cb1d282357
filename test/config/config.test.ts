import { describe, expect, it } from 'vitest';
import { type Config, type Environment, readConfig } from '../../src/config.ts';
import { BOT_ID, OTHER_TENANT, problemsOf, production, refusals, TENANT } from './environments.ts';

const PLAYGROUND: Environment = { MODE: 'playground' };
const PLAYGROUND_TENANT = '00000000-0000-0000-0000-0000000000001';
const playground = (changes: Environment = {}): Config => readConfig({ ...PLAYGROUND, ...changes });

describe('what production needs', () => {
  it('starts with the three facts of the registration', () => {
    expect(production().bot).toMatchObject({ type: 'SingleTenant', id: BOT_ID, tenant: TENANT });
  });

  it('refuses to start without them and names each', () => {
    expect(problemsOf({})).toEqual([
      "BOT_ID: missing; production needs the bot's application id",
      'BOT_PASSWORD: missing; a SingleTenant bot needs its client secret',
      'BOT_TENANT_ID: missing; a SingleTenant bot needs the tenant it is registered in',
    ]);
  });

  it('takes an empty value for an unset one', () => {
    expect(refusals({ BOT_PASSWORD: '' })).toEqual([
      'BOT_PASSWORD: missing; a SingleTenant bot needs its client secret',
    ]);
  });

  it('wants the tenants of a MultiTenant bot, and no tenant of its own', () => {
    const multi = { BOT_TYPE: 'MultiTenant', BOT_TENANT_ID: undefined };
    expect(refusals(multi)).toEqual(['ALLOWED_TENANTS: missing; a MultiTenant bot needs the tenants that it serves']);
    const config = production({ ...multi, ALLOWED_TENANTS: `${TENANT}, ${OTHER_TENANT.toUpperCase()}` });
    expect(config.bot?.type).toBe('MultiTenant');
    expect(config.allowedTenants).toEqual(new Set([TENANT, OTHER_TENANT]));
  });

  it('wants no password of a managed identity', () => {
    const { bot } = production({ BOT_TYPE: 'UserAssignedMSI', BOT_PASSWORD: undefined });
    expect(bot).toEqual({ type: 'UserAssignedMSI', id: BOT_ID, tenant: TENANT });
  });

  it('allows the tenant of its registration where none is named', () => {
    expect(production().allowedTenants).toEqual(new Set([TENANT]));
    expect(production({ ALLOWED_TENANTS: OTHER_TENANT }).allowedTenants).toEqual(new Set([OTHER_TENANT]));
  });

  it.each(['BOT_ID', 'BOT_TENANT_ID', 'ALLOWED_TENANTS', 'GATEWAY_TENANT_ID'])('wants a GUID in %s', (name) => {
    expect(refusals({ [name]: 'contoso.onmicrosoft.com' })).toEqual([expect.stringMatching(`^${name}: .*GUID`)]);
  });

  it('refuses administrators by name: roles come from the directory', () => {
    expect(refusals({ PLAYGROUND_ADMINS: TENANT })).toEqual(['PLAYGROUND_ADMINS: must not be set in production']);
  });
});

describe('what is set where nothing is said', () => {
  it('is this', () => {
    expect(production()).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      port: 3978,
      publicUrl: 'http://localhost:3978',
      metrics: null,
      dataDir: '.data',
      database: { kind: 'sqlite', dataDir: '.data' },
      catalogDir: null,
      gateway: { mounted: false, reason: 'GATEWAY_SECRET is not set' },
      gatewayTenant: TENANT,
      sessionHours: 12,
      feedbackDays: 365,
      missDays: 90,
      turnsPerMinute: 60,
      requestsPerMinute: 600,
      logLevel: 'info',
    });
  });

  it('trusts no proxy', () => {
    expect(production().trustedProxies.check('127.0.0.1')).toBe(false);
  });
});

describe('the playground', () => {
  it('starts with its mode alone, on loopback, for any tenant', () => {
    expect(playground()).toMatchObject({
      mode: 'playground',
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3978',
      bot: null,
      allowedTenants: 'any',
      playgroundAdmins: new Set(),
      channel: { serviceUrlHosts: ['127.0.0.1', 'localhost', '[::1]'] },
      gateway: { mounted: true, secrets: 'kept-in-data-dir', tenant: PLAYGROUND_TENANT },
    });
  });

  it('takes the ids of the Agents Playground, which are no GUIDs', () => {
    const id = '00000000-0000-0000-0000-0000000000020';
    const config = playground({ ALLOWED_TENANTS: PLAYGROUND_TENANT, PLAYGROUND_ADMINS: `${id},${BOT_ID}` });
    expect(config).toMatchObject({
      allowedTenants: new Set([PLAYGROUND_TENANT]),
      playgroundAdmins: new Set([id, BOT_ID]),
    });
  });

  it.each(['PLAYGROUND_ADMINS', 'ALLOWED_TENANTS', 'GATEWAY_TENANT_ID'])('refuses %s where it holds no id', (name) => {
    expect(problemsOf({ ...PLAYGROUND, [name]: 'you' })).toEqual([expect.stringMatching(`^${name}: .*must be a GUID`)]);
  });

  it('refuses a registration: unsigned activities are for no real bot', () => {
    expect(problemsOf({ ...PLAYGROUND, BOT_ID })).toEqual([expect.stringMatching(/^BOT_ID: must not be set/)]);
  });

  it.each([
    ['HOST', '0.0.0.0'],
    ['HOST', '::'],
    ['HOST', 'signpost.example.com'],
    ['METRICS_HOST', '10.0.0.1'],
    ['SERVICE_URL_HOSTS', 'smba.trafficmanager.net'],
  ])('stays on this machine: %s=%s is refused', (name, value) => {
    expect(problemsOf({ ...PLAYGROUND, [name]: value })).toEqual([expect.stringMatching(`^${name}: .*loopback`)]);
  });

  it.each(['localhost', '127.0.0.2', '::1'])('may listen on %s', (host) => {
    expect(playground({ HOST: host }).host).toBe(host);
  });
});

describe('mistakes', () => {
  it('are told all at once, one line each', () => {
    const refused = problemsOf({ MODE: 'test', PORT: 'x', BOT_TYPE: 'Bot', BOT_ID: 'x', LOG_LEVEL: 'x' });
    const names = refused.map((line) => line.slice(0, line.indexOf(':')));
    expect(new Set(names)).toEqual(
      new Set(['MODE', 'PORT', 'BOT_TYPE', 'BOT_ID', 'BOT_PASSWORD', 'BOT_TENANT_ID', 'LOG_LEVEL']),
    );
    expect(refused.filter((line) => line.includes('\n'))).toEqual([]);
  });
});
