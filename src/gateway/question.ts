import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type { Origins } from '../core/links/host-mode.ts';
import type { LinkOptions } from '../core/links/read-link.ts';

/** Where a link leads. */
export interface LinkQuestion {
  readonly route: 'link';
  readonly link: string;
  readonly fragment: LinkOptions['fragment'];
}

/** What a request wants of the gateway. */
export type Question = LinkQuestion | { readonly route: 'session' | 'end-session' };

/** Undefined where the request is for somebody else. */
export function readQuestion(
  request: IncomingMessage,
  origins: Origins,
  trustedProxies: BlockList,
): Question | undefined {
  const path = pathOf(request.url ?? '');
  const own = readPath(path);
  if (own || origins.size === 0) return own;
  const host = hostOf(request, trustedProxies);
  return origins.has(host) ? { route: 'link', link: `https://${host}${path}`, fragment: 'unknown' } : undefined;
}

/** The session's two routes. */
const SESSION = /^\/session(\/end)?\/?(?:\?|$)/;

function readPath(path: string): Question | undefined {
  if (!path.startsWith('/go')) return undefined;
  const rest = path.slice('/go'.length);
  if (rest === '' || rest.startsWith('?') || rest.startsWith('/?')) {
    const link = new URLSearchParams(rest.slice(rest.indexOf('?'))).get('to') ?? '';
    return { route: 'link', link, fragment: 'final' };
  }
  if (!rest.startsWith('/')) return undefined;
  const session = rest.startsWith('/session') ? SESSION.exec(rest) : null;
  if (session) return { route: session[1] === undefined ? 'session' : 'end-session' };
  return { route: 'link', link: rest.slice(1), fragment: 'unknown' };
}

/** A request line in absolute form: its host counts before the Host header. RFC 9112, section 3.2.2. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

function pathOf(url: string): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(ABSOLUTE, '');
  return path === url || path.startsWith('/') ? path : `/${path}`;
}

/** The host that was asked for, in lower case and without port: as a trusted proxy says, else as the request does. */
export function hostOf(request: IncomingMessage, trustedProxies: BlockList): string {
  const { headers, url = '' } = request;
  const forwarded = headers['x-forwarded-host'];
  const host =
    typeof forwarded === 'string' && isTrusted(request, trustedProxies)
      ? forwarded.split(',', 1)[0]
      : (ABSOLUTE.exec(url)?.[1] ?? headers.host);
  return (host ?? '').trim().toLowerCase().replace(/:\d*$/, '');
}

function isTrusted({ socket: { remoteAddress, remoteFamily } }: IncomingMessage, trustedProxies: BlockList): boolean {
  return remoteAddress !== undefined && trustedProxies.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4');
}
