import { foldPath, normalFragment, normalPath } from './portal-host.ts';

/** Name and value, as URLSearchParams reads them. */
export type Parameter = readonly [name: string, value: string];

/** Which page an address names. On the root page the fragment or `hash=` may name it: `/x` and `/#/x` are one page. */
export interface Route {
  readonly by: 'path' | 'fragment' | 'hash-parameter';
  /** In the form in which paths are compared; empty: the root page. */
  readonly path: string;
  /** The query's parameters in order, a hash route's own last, without the `hash=` that named the page. */
  readonly parameters: () => readonly Parameter[];
}

export function readRoute(url: URL): Route {
  const path = normalPath(url.pathname);
  const inQuery = (): readonly Parameter[] => [...url.searchParams];
  if (path !== '') return { by: 'path', path, parameters: inQuery };
  if (url.hash.startsWith('#/')) {
    return {
      by: 'fragment',
      path: normalFragment(url),
      parameters: () => [...inQuery(), ...ownParameters(url.hash)],
    };
  }
  const named = url.search === '' ? undefined : inQuery().find(isHash)?.[1];
  if (named === undefined) return { by: 'path', path, parameters: inQuery };
  return {
    by: 'hash-parameter',
    path: foldPath(named.replace(/^\/?/, '/').split('?', 1)[0] ?? ''),
    parameters: () => [...inQuery().filter((parameter) => !isHash(parameter)), ...ownParameters(named)],
  };
}

const isHash = ([name]: Parameter): boolean => name.toLowerCase() === 'hash';

function ownParameters(route: string): readonly Parameter[] {
  const query = route.indexOf('?');
  return query < 0 ? [] : [...new URLSearchParams(route.slice(query))];
}
