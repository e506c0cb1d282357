/** One entry of a portal's hosts, read: `host`, `*.host`, `host/prefix` or `host/#fragment`. */
export interface HostPattern {
  readonly host: string;
  /** One or more labels stand before the host. */
  readonly subdomains: boolean;
  /** How the path must begin, normal; empty: any. */
  readonly path: string;
  /** How the fragment must begin, normal; empty: any. */
  readonly fragment: string;
}

/** `*.com` would be half the web: a wildcard's host has two labels or more. */
const WILDCARD = /^\*\.(?=[^/]+\.[^/])/;

/** Undefined where the text is none: a scheme, a port, user info or a query has no place in it. */
export function readHostPattern(text: string): HostPattern | undefined {
  const subdomains = WILDCARD.test(text);
  const rest = subdomains ? text.slice(2) : text;
  if (!/^[^/\s:@?*]+(?:\/[^\s?]*)?$/.test(rest)) return undefined;
  const url = URL.parse(`https://${rest}`);
  return url
    ? { host: url.hostname, subdomains, path: normalPath(url.pathname), fragment: normalFragment(url) }
    : undefined;
}

/**
 * The form in which paths are compared: decoded once, in lower case, without trailing slashes and a trailing `.aspx`.
 * The root page is the empty text.
 */
export const normalPath = (path: string): string => foldPath(path.includes('%') ? decodeOnce(path) : path);

/** The same for a path that is decoded already. */
export const foldPath = (decoded: string): string =>
  trimSlashes(trimSlashes(decoded.toLowerCase()).replace(/\.aspx$/, ''));

/** The fragment without `#` and without a query of its own, in the form of a path. */
export const normalFragment = ({ hash }: URL): string => normalPath(hash.slice(1).split('?', 1)[0] ?? '');

/** Text that is no percent-encoding stays as it is. */
export function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trimSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end--;
  return text.slice(0, end);
}

/** Whether `text` begins with all of `prefix`'s segments; both normal. */
export const beginsWith = (text: string, prefix: string): boolean =>
  prefix === '' || (text.startsWith(prefix) && (text.length === prefix.length || text[prefix.length] === '/'));

/** Whether the address lies on the pattern's host, below its prefix. */
export function covers(pattern: HostPattern, url: URL): boolean {
  const onHost = pattern.subdomains ? url.hostname.endsWith(`.${pattern.host}`) : url.hostname === pattern.host;
  return (
    onHost && beginsWith(normalPath(url.pathname), pattern.path) && beginsWith(normalFragment(url), pattern.fragment)
  );
}
