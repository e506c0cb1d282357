import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress, networkOf } from '../../src/web/client-address.ts';

describe('who asks', () => {
  const proxies = new BlockList();
  proxies.addSubnet('10.0.0.0', 8, 'ipv4');
  proxies.addAddress('2001:db8::1', 'ipv6');
  const asked = (remoteAddress: string | undefined, forwarded?: string) =>
    clientAddress(
      { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage, // all that is read of it
      proxies,
    );

  it('is the other end of the connection, whatever a stranger says of himself', () => {
    expect(asked('203.0.113.7')).toBe('203.0.113.7');
    expect(asked('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(asked('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(asked(undefined, '198.51.100.1')).toBe('');
  });

  it.each([
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['2001:db8::1', '2001:db8:5::9', '2001:db8:5::9'],
    ['10.1.2.3', 'forged, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '198.51.100.1:50123', '198.51.100.1'],
    ['10.1.2.3', '[2001:db8:5::9]:443', '2001:db8:5::9'],
    ['10.1.2.3', '10.4.4.4', '10.4.4.4'],
  ])('is, behind the trusted proxy %s with “%s”, %s', (proxy, forwarded, client) => {
    expect(asked(proxy, forwarded)).toBe(client);
  });

  it.each(['', 'unknown', '_hidden', '999.1.1.1', ',,', '<script>'])(
    'is the proxy itself where it names “%s”',
    (name) => {
      expect(asked('10.1.2.3', name)).toBe('10.1.2.3');
    },
  );

  it('is counted by address, or by network where one has a whole network', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2');
    expect(networkOf('2001:DB8:1:2:0:0:0:a')).toBe('2001:db8:1:2');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('2001:db8::')).toBe('2001:db8:0:0');
  });
});
