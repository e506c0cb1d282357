import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP } from 'node:net';

/** IPv4 in the dress of IPv6, as a socket that listens on both has it. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** An address without zone, brackets and port, as proxies write it; undefined where it is none. */
function readAddress(written: string): string | undefined {
  const bare = written.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, '$1');
  const address = bare.replace(MAPPED, '').replace(/%.*$/s, '');
  if (isIP(address) !== 0) return address;
  const withoutPort = address.replace(/:\d+$/, '');
  return isIP(withoutPort) === 4 ? withoutPort : undefined;
}

const isTrusted = (address: string, proxies: BlockList): boolean =>
  proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Who asks: the other end of the connection, or, where that is a trusted proxy, whom it names last in X-Forwarded-For,
 * and so on: what stands before the first address that is not trusted may be anybody's invention.
 */
export function clientAddress({ socket, headers }: IncomingMessage, proxies: BlockList): string {
  let client = readAddress(socket.remoteAddress ?? '') ?? '';
  const named = String(headers['x-forwarded-for'] ?? '').split(',');
  while (client !== '' && isTrusted(client, proxies)) {
    const before = readAddress(named.pop() ?? '');
    if (before === undefined) return client;
    client = before;
  }
  return client;
}

/** Groups of an IPv6 address that name a network: a home or a machine gets a /64, and may ask from each address in it. */
const NETWORK_GROUPS = 4;

/** What is counted as one client: an IPv4 address, or an IPv6 network. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(':');
}
