import { describe, expect, test } from 'vitest';
import { isHostListed, isLoopbackAddress, readServiceUrl } from '../../src/bot/service-url.ts';

describe('loopback', () => {
  test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });
  test.each(['', '0.0.0.0', '10.0.0.1', '128.0.0.1', '::', '::2', '::ffff:10.0.0.1', 'localhost', '127.0.0.1:80'])(
    '%j is not',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});

describe('a serviceUrl', () => {
  test.each([
    'https://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/amer/01234567-89ab-cdef-0123-456789abcdef/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'http://localhost:56150/_connector',
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
  ])('%s is one', (url) => {
    expect(readServiceUrl(url)?.href.startsWith(url)).toBe(true);
  });
  test.each(['http://smba.trafficmanager.net/', 'http://[::2]/', 'https://[::1/', 'https://', 'javascript:alert(1)'])(
    '%s is none',
    (url) => {
      expect(readServiceUrl(url)).toBe(null);
    },
  );
});

describe('the list of hosts', () => {
  const hosts = ['smba.trafficmanager.net', '.Teams.example'];
  test('holds the host itself, and what is below a leading dot', () => {
    expect(isHostListed('smba.trafficmanager.net', hosts)).toBe(true);
    expect(isHostListed('a.b.teams.example', hosts)).toBe(true);
  });
  test.each(['teams.example', '.teams.example', 'eu.smba.trafficmanager.net', 'xteams.example', ''])(
    'and nothing else: %j',
    (host) => {
      expect(isHostListed(host, hosts)).toBe(false);
    },
  );
});
