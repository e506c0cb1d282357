import { type Parameter, readRoute } from './page-route.ts';

/** An old address as the catalog writes it, read. */
export interface LegacyPath {
  /** In the form in which paths are compared; null: any one segment. None: the root page only. */
  readonly segments: readonly (string | null)[];
  /** In lower case. */
  readonly parameters: readonly Parameter[];
  /** How many segments are not just any. */
  readonly literals: number;
  /** Equal for two spellings of one address. */
  readonly key: string;
}

/** Undefined where the text is no old address: it begins with `/`, and names no host. */
export function readLegacyPath(text: string): LegacyPath | undefined {
  if (!/^\/(?!\/)\S*$/.test(text)) return undefined;
  const url = URL.parse(`https://old.invalid${text}`);
  if (!url) return undefined;
  const route = readRoute(url);
  if (route.by === 'path' && url.hash !== '') return undefined;
  const segments = segmentsOf(route.path).map((segment) => (/^\{.+\}$/.test(segment) ? null : segment));
  if (segments.includes('')) return undefined;
  const parameters = route.parameters().map(([name, value]): Parameter => [name.toLowerCase(), value.toLowerCase()]);
  return {
    segments,
    parameters,
    literals: segments.filter((segment) => segment !== null).length,
    key: JSON.stringify([segments, [...parameters].sort(([a], [b]) => (a < b ? -1 : 1))]),
  };
}

/** The segments of a normal path. */
export const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);
