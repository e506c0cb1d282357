import { describe, expect, it } from 'vitest';
import { KEY, OTHER_TENANT, production, refusals, TENANT } from './environments.ts';

describe('where the data is', () => {
  it('is a folder', () => {
    const { database, dataDir, catalogDir } = production({
      DATA_DIR: '/var/lib/signpost',
      CATALOG_DIR: '/etc/signpost',
    });
    expect({ database, dataDir, catalogDir }).toEqual({
      database: { kind: 'sqlite', dataDir: '/var/lib/signpost' },
      dataDir: '/var/lib/signpost',
      catalogDir: '/etc/signpost',
    });
  });

  it('takes a PostgreSQL server by its URL, which no one gets to see', () => {
    const { database } = production({ DATABASE_URL: 'postgres://signpost:hidden@db.example/signpost' });
    expect(database).toMatchObject({ kind: 'postgres' });
    expect(JSON.stringify(database)).not.toContain('hidden');
  });

  it('knows no other database', () => {
    expect(refusals({ DATABASE_URL: 'mysql://db.example/signpost' })).toEqual([
      'DATABASE_URL: must be a URL as postgres://user:password@host/database',
    ]);
  });
});

describe('the gateway', () => {
  it('is mounted with its keys, and follows the bot’s tenant unless told otherwise', () => {
    const { gateway } = production({ GATEWAY_SECRET: `${KEY}, an older ${KEY}` });
    expect(gateway).toMatchObject({ mounted: true, tenant: TENANT });
    if (!gateway.mounted || gateway.secrets === 'kept-in-data-dir') throw new Error('not mounted with the given keys');
    expect(gateway.secrets.map((secret) => secret.reveal())).toEqual([KEY, `an older ${KEY}`]);
    expect(production({ GATEWAY_SECRET: KEY, GATEWAY_TENANT_ID: OTHER_TENANT }).gateway).toMatchObject({
      tenant: OTHER_TENANT,
    });
  });

  it('is not mounted where no tenant is known, and says so', () => {
    const multi = { BOT_TYPE: 'MultiTenant', BOT_TENANT_ID: '', ALLOWED_TENANTS: TENANT, GATEWAY_SECRET: KEY };
    expect(production(multi).gateway).toEqual({
      mounted: false,
      reason: 'neither GATEWAY_TENANT_ID nor BOT_TENANT_ID is set',
    });
  });

  it.each([`short,${KEY}`, `${KEY},short`, `${KEY},`, 'x'.repeat(31)])(
    'refuses a key of fewer than 32 bytes',
    (keys) => {
      expect(refusals({ GATEWAY_SECRET: keys })).toEqual([
        expect.stringMatching(/^GATEWAY_SECRET: entry \d of the list: /),
      ]);
    },
  );

  it('counts bytes, not characters', () => {
    expect(production({ GATEWAY_SECRET: 'ü'.repeat(16) }).gateway.mounted).toBe(true);
  });

  it('serves old hosts with the origin behind each', () => {
    const { gatewayHosts } = production({
      GATEWAY_HOSTS: 'Protection.office.com=https://origin.example, compliance.example=http://10.0.0.1:8080/',
    });
    expect([...gatewayHosts]).toEqual([
      ['protection.office.com', 'https://origin.example'],
      ['compliance.example', 'http://10.0.0.1:8080'],
    ]);
  });

  it.each([
    ['is the host itself', 'a.example=https://a.example'],
    ['is the host itself with the dot of the root', 'a.example=https://a.example.'],
    ['is the host itself on another port', 'a.example=http://A.example:8443'],
    ['is another host of the gateway', 'a.example=https://b.example,b.example=https://a.example'],
    ['is this server', 'a.example=https://signpost.example'],
    ['has a path', 'a.example=https://b.example/old'],
    ['is missing', 'a.example'],
    ['is none', 'a.example=b.example'],
    ['belongs to a host that is none', 'https://a.example=https://b.example'],
    ['belongs to a host that is named twice', 'a.example=https://b.example,A.example=https://c.example'],
  ])('refuses an origin that %s', (_what, pairs) => {
    const refused = refusals({ GATEWAY_HOSTS: pairs, PUBLIC_URL: 'https://signpost.example' });
    expect(refused).toEqual([expect.stringMatching(/^GATEWAY_HOSTS: /)]);
  });
});

describe('limits, proxies and the log', () => {
  it.each([
    ['SESSION_HOURS', 'sessionHours', 1, 744],
    ['FEEDBACK_DAYS', 'feedbackDays', 1, 3650],
    ['MISS_DAYS', 'missDays', 1, 3650],
    ['TURNS_PER_MINUTE', 'turnsPerMinute', 0, 1_000_000],
    ['REQUESTS_PER_MINUTE', 'requestsPerMinute', 0, 1_000_000],
  ] as const)('takes whole numbers in range for %s', (name, property, least, most) => {
    expect(production({ [name]: `${least}` })[property]).toBe(least);
    expect(production({ [name]: `${most}` })[property]).toBe(most);
    const problem = `${name}: must be a whole number from ${least} to ${most}`;
    for (const wrong of [`${least - 1}`, `${most + 1}`, '1.5', 'many', '1e2', '0x10', '9'.repeat(400)]) {
      expect(refusals({ [name]: wrong })).toEqual([problem]);
    }
  });

  it('trusts the proxies and ranges that are named, and no other', () => {
    const { trustedProxies } = production({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1, 2001:db8::/32' });
    expect(['10.9.8.7', '192.0.2.1', '192.0.2.2'].map((address) => trustedProxies.check(address))).toEqual([
      true,
      true,
      false,
    ]);
    expect(trustedProxies.check('2001:db8::1', 'ipv6')).toBe(true);
    expect(trustedProxies.check('2001:db9::1', 'ipv6')).toBe(false);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0.0/8/8', '10.0.0/8'])(
    'refuses TRUSTED_PROXIES=%s',
    (proxies) => {
      expect(refusals({ TRUSTED_PROXIES: proxies })).toEqual([expect.stringMatching(/^TRUSTED_PROXIES: entry 1 /)]);
    },
  );

  it('names the levels where it does not know one', () => {
    expect(production({ LOG_LEVEL: 'silent' }).logLevel).toBe('silent');
    expect(refusals({ LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });
});
