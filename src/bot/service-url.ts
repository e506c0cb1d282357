import { BlockList, isIP, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether this IP address, as a socket gives it (`::ffff:127.0.0.1` too), is this machine's own. */
export const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whether a URL's host name, as the URL parser writes it, is this machine. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'));

/** https, or http where nothing leaves this machine. */
export const isSafeTransport = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));

/**
 * Scheme, host, port and plain path segments. The SDK joins paths to a serviceUrl as text: with user info, a query,
 * a fragment or a backslash in it, what it would call is not what was checked here.
 */
const PLAIN = /^https?:\/\/[\w.-]+(:\d{1,5})?(\/[\w.~%-]*)*$/i;
const PLAIN_IPV6 = /^https?:\/\/\[[\da-f:]+\](:\d{1,5})?(\/[\w.~%-]*)*$/i;

/** The URL that a serviceUrl names, or null where it is none that the bot may send to. */
export function readServiceUrl(serviceUrl: string): URL | null {
  if (!PLAIN.test(serviceUrl) && !PLAIN_IPV6.test(serviceUrl)) return null;
  const url = URL.parse(serviceUrl);
  return url && isSafeTransport(url) ? url : null;
}

/** Whether a host is on the list; an entry with a leading dot stands for every subdomain (not for the domain itself). */
export const isHostListed = (hostname: string, hosts: readonly string[]): boolean =>
  hosts.some((host) => {
    const listed = host.toLowerCase();
    return listed.startsWith('.') ? hostname.endsWith(listed) && hostname !== listed : hostname === listed;
  });
