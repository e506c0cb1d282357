import { BlockList, isIP } from 'node:net';
import { BadValue, type Parse } from './variables.ts';

/** Whether a host, as a URL or HOST names it, is this machine itself. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));

/** A host's name in lower case, or an address (IPv6 in brackets), as a URL's `hostname` has it; no scheme, no port. */
export const hostName: Parse<string> = (given) => {
  const looksRight = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)$/i.test(given);
  const hostname = looksRight ? URL.parse(`https://${given}`)?.hostname : undefined;
  if (hostname === undefined) throw new BadValue('must be a host name without scheme, port and path');
  return hostname;
};

/** What a server can listen on: an address, or a name without brackets. */
export const listenHost: Parse<string> = (given) => {
  if (isIP(given) !== 0) return given;
  if (given.startsWith('[')) throw new BadValue('must be an IP address without brackets, or a host name');
  return hostName(given);
};

/** A host's name, or `.name` for all hosts below it. One label alone after the dot would let in a whole top-level domain. */
export const hostPattern: Parse<string> = (given) => {
  if (!given.startsWith('.')) return hostName(given);
  const name = hostName(given.slice(1));
  if (!name.includes('.')) throw new BadValue('must have at least two labels after its leading dot');
  return `.${name}`;
};

function webUrl(given: string): URL {
  const url = URL.parse(given);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username !== '' || url.password !== '' || given.includes('#') || /\s/.test(given)) {
    throw new BadValue('must be a URL as https://host/path, without user name and fragment');
  }
  return url;
}

/** A URL exactly as given, https, or http on loopback. */
export const secureUrl: Parse<string> = (given) => {
  const url = webUrl(given);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new BadValue('must be https, or http on loopback');
  return given;
};

/** Scheme, host and port of a URL that has nothing else. */
export const webOrigin: Parse<string> = (given) => {
  const url = webUrl(given);
  if (url.pathname !== '/' || given.includes('?'))
    throw new BadValue('must be an origin as https://host, without path');
  return url.origin;
};

/** An origin, https, or http on loopback. */
export const secureOrigin: Parse<string> = (given) => webOrigin(secureUrl(given));

export const httpsOrigin: Parse<string> = (given) => {
  const origin = webOrigin(given);
  if (!origin.startsWith('https:')) throw new BadValue('must be https');
  return origin;
};

/** OAuth 2.0 scope of all permissions that an application was granted: the one form that client credentials take. */
export const applicationScope: Parse<string> = (given) => {
  secureUrl(given);
  if (!given.endsWith('/.default')) throw new BadValue('must end with /.default');
  return given;
};

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** An address, or a range as `10.0.0.0/8`. */
export const addressRange: Parse<Range> = (given) => {
  const [address = '', bits, ...more] = given.split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  if (version === 0 || !isRange || more.length > 0)
    throw new BadValue('must be an IP address or a range as 10.0.0.0/8');
  return { address, bits: Number(bits ?? longest), family: version === 4 ? 'ipv4' : 'ipv6' };
};

export function rangesToList(ranges: readonly Range[]): BlockList {
  const addresses = new BlockList();
  for (const { address, bits, family } of ranges) addresses.addSubnet(address, bits, family);
  return addresses;
}
