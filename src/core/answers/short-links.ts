import type { ShortLink } from '../capability.ts';

/** Finds a known short or deep link, however it is spelled. */
export type ShortLinks = (url: URL) => ShortLink | undefined;

export function buildShortLinks(links: readonly ShortLink[]): ShortLinks {
  const known = new Map(
    links.flatMap((link) => {
      const url = URL.parse(link.link);
      return url ? [[keyOf(url), link] as const] : [];
    }),
  );
  return (url) => known.get(keyOf(url));
}

/** A fwlink is its number; of the others host, path and query count, without case. */
function keyOf(url: URL): string {
  const path = url.pathname.toLowerCase().replace(/\/+$/, '');
  if (url.hostname === 'go.microsoft.com' && (path === '/fwlink' || path === '/fwlink/p')) {
    const number = [...url.searchParams].find(([name]) => name.toLowerCase() === 'linkid')?.[1];
    return `fwlink ${number}`;
  }
  return `${url.hostname}${path}${url.search}`.toLowerCase();
}
