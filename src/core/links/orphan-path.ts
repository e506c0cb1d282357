import { storable } from '../storable.ts';
import { readRoute } from './page-route.ts';
import { addressIn } from './read-link.ts';

/** Longest path kept, in UTF-16 units: no old address is half as long. */
const PATH_MAX = 120;

/** What may stand for a person or a thing of theirs: an address, an id, a long number. */
const PERSONAL = /@|[0-9a-f]{8}-[0-9a-f]{4}-|\d{6}|[0-9a-f]{16}/i;

/**
 * The path of a link to an unknown page, in the form in which paths are compared: without query, and with `{x}` in the
 * place of what may name a person. Null where the link is none.
 */
export function orphanPath(link: string): string | null {
  const url = addressIn(link);
  if (!url) return null;
  const path = storable(readRoute(url).path)
    .split('/')
    .map((segment) => (PERSONAL.test(segment) ? '{x}' : segment))
    .join('/')
    .slice(0, PATH_MAX)
    .toWellFormed();
  return path === '' ? '/' : path;
}
