import type { Capability } from '../capability.ts';
import { type LegacyPath, readLegacyPath, segmentsOf } from './legacy-path.ts';
import type { Parameter, Route } from './page-route.ts';

/** One old address of a capability. */
export interface ListedPage {
  readonly capability: Capability;
  /** The address as the catalog writes it. */
  readonly written: string;
  readonly address: LegacyPath;
}

/** The old addresses of one portal, a level for each segment of their paths. */
export interface PageTree {
  readonly pages: ListedPage[];
  readonly literal: Map<string, PageTree>;
  /** Below here any one segment fits. */
  any: PageTree | null;
}

export const emptyTree = (): PageTree => ({ pages: [], literal: new Map(), any: null });

/** Adds the capability's old addresses. */
export function addPages(tree: PageTree, capability: Capability): void {
  for (const written of capability.legacyPaths) {
    const address = readLegacyPath(written);
    if (!address) continue;
    let level = tree;
    for (const segment of address.segments) level = below(level, segment);
    level.pages.push({ capability, written, address });
  }
}

function below(level: PageTree, segment: string | null): PageTree {
  const known = segment === null ? level.any : level.literal.get(segment);
  if (known) return known;
  const tree = emptyTree();
  if (segment === null) level.any = tree;
  else level.literal.set(segment, tree);
  return tree;
}

/**
 * The listed page that the route names: the one with the longest path, then with the most literal segments, then with
 * the most parameters. The root page is named by nothing but itself.
 */
export function findPage(tree: PageTree, route: Route): ListedPage | undefined {
  const parameters = comparableParameters(route);
  if (route.path === '') return bestOf(tree.pages, parameters);
  let best: ListedPage | undefined;
  let levels: readonly PageTree[] = [tree];
  for (const segment of segmentsOf(route.path)) {
    levels = levels.flatMap((level) => childrenOf(level, segment));
    if (levels.length === 0) break;
    best =
      bestOf(levels.length === 1 && levels[0] ? levels[0].pages : levels.flatMap(({ pages }) => pages), parameters) ??
      best;
  }
  return best;
}

function childrenOf({ literal, any }: PageTree, segment: string): readonly PageTree[] {
  const child = literal.get(segment);
  if (!any || segment === '') return child ? [child] : [];
  return child ? [child, any] : [any];
}

function bestOf(pages: readonly ListedPage[], parameters: () => readonly Parameter[]): ListedPage | undefined {
  let best: ListedPage | undefined;
  for (const page of pages) {
    if (fits(page.address, parameters) && (!best || outranks(page.address, best.address))) best = page;
  }
  return best;
}

const outranks = (a: LegacyPath, b: LegacyPath): boolean =>
  a.literals === b.literals ? a.parameters.length > b.parameters.length : a.literals > b.literals;

const fits = ({ parameters }: LegacyPath, given: () => readonly Parameter[]): boolean =>
  parameters.every(([name, value]) => given().some((parameter) => parameter[0] === name && parameter[1] === value));

/** Reports of the Security & Compliance Center name themselves by `id`, or inside the JSON of `dljson`. */
export const REPORT_PATH = '/reportv2';

/** The route's parameters in lower case, read when first asked for. */
export function comparableParameters(route: Route): () => readonly Parameter[] {
  let read: readonly Parameter[] | undefined;
  return () => {
    read ??= readParameters(route);
    return read;
  };
}

function readParameters({ path, parameters }: Route): readonly Parameter[] {
  const read = parameters().map(([name, value]): Parameter => [name.toLowerCase(), value.toLowerCase()]);
  if (path !== REPORT_PATH || read.some(([name]) => name === 'id')) return read;
  const report = parameters().find(([name]) => name.toLowerCase() === 'dljson')?.[1];
  const id = report === undefined ? undefined : reportIdIn(report);
  return id === undefined ? read : [...read, ['id', id.toLowerCase()]];
}

function reportIdIn(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const id = typeof value === 'object' && value !== null && 'reportId' in value ? value.reportId : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
