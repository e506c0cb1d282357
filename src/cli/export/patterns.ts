import type { ExportHost, ExportRule } from '../../core/links/export-rules.ts';

/**
 * A path that the WHATWG parser and every engine read alike: no percent-encoding, no dot at the start of a segment, no
 * empty segment. Every other one is left to Signpost.
 */
const SEGMENT = '[A-Za-z0-9_~-][A-Za-z0-9_.~-]*';
export const PLAIN_PATH = `(?:/${SEGMENT})*/?`;

/** What application/x-www-form-urlencoded leaves as it is, and the ASCII that it has to encode: https://url.spec.whatwg.org/#urlencoded-serializing */
const UNIT = '(?:[A-Za-z0-9*._+-]|%(?:[01][0-9A-F]|2[1-9BCF]|3[A-F]|40|5[B-E]|60|7[B-F]))';
/** A query that URLSearchParams would write exactly so. */
export const PLAIN_QUERY = `${UNIT}*=${UNIT}*(?:&${UNIT}*=${UNIT}*)*`;

/** What these patterns leave to Signpost. */
export const LIMITS = [
  'links with percent-encoding or empty segments in their path',
  'parameters that URLSearchParams would write in another way (%20, no =, letters beyond ASCII, &amp;)',
  'parameters that the new address has itself',
];

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A host as links name it: in capitals too. */
export const hostPattern = ({ name, subdomains }: ExportHost): string =>
  `${subdomains ? '(?:[a-z0-9-]+\\.)+' : ''}${escaped(name)}`;

/** What may stand below a rule's path. */
const BELOW = `(?:/${SEGMENT})+/?`;

/** The rule's path within a plain path. Case is the engine's affair. */
export function pathPattern({ segments, below }: Pick<ExportRule, 'segments' | 'below'>): string {
  if (segments.length === 0) return '/?';
  const path = segments.map((segment) => (segment === null ? SEGMENT : escaped(segment))).join('/');
  return `/${path}(?:${below ? `${BELOW}|` : ''}(?:\\.aspx)?/?)`;
}

/** Rules with more parameters cannot be written without look-ahead: their orders would be too many. */
const PARAMETERS_MAX = 3;
const ONE_SEGMENT = new RegExp(`^${SEGMENT}$`);
const QUERY = new RegExp(`^${PLAIN_QUERY}$`);
/** What some engine would take for more than text. */
const SPECIAL = /[\s"'`$\\{}]/;

/** Whether the rule can be written with these patterns. */
export function isWritable({ segments, parameters, answer }: ExportRule): boolean {
  return (
    segments.every((segment) => segment === null || ONE_SEGMENT.test(segment)) &&
    parameters.every((pair) => QUERY.test(new URLSearchParams([[...pair]]).toString())) &&
    parameters.length <= PARAMETERS_MAX &&
    !(answer.kind === 'new-address' && SPECIAL.test(answer.before + answer.after))
  );
}

/** A plain query that has all of the rule's parameters, in whichever order; a rule without parameters takes any. */
export function queryPattern({ parameters }: ExportRule): string {
  if (parameters.length === 0) return '[^?]*';
  const written = parameters.map(([name, value]) => escaped(new URLSearchParams([[name, value]]).toString()));
  const orders = ordersOf(written).map((order) => `(?:[^?]*&)?${order.join('(?:&[^?]*)?&')}(?:&[^?]*)?`);
  return orders.length === 1 ? (orders[0] ?? '') : `(?:${orders.join('|')})`;
}

const ordersOf = (items: readonly string[]): readonly (readonly string[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((first, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));

/** Names whose presence in a query leaves the link to Signpost: the page's own parameters, and what names a page. */
export function refusedNames({ segments, answer }: ExportRule): readonly string[] {
  const own = answer.kind === 'new-address' ? answer.own : [];
  return segments.length === 0 ? [...own, 'hash'] : own;
}

/** A plain query with one of these names in it. */
export const namesPattern = (names: readonly string[]): string =>
  `(?:[^?]*&)?(?:${names.map((name) => escaped(new URLSearchParams([[name, '']]).toString())).join('|')})[^?]*`;
