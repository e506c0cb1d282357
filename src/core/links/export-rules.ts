import type { Capability, Catalog } from '../capability.ts';
import { decide, type StateOf } from './decide.ts';
import type { LinkRules } from './explain-link.ts';
import { type HostPages, type Page, pagesByHost } from './host-pages.ts';
import type { Parameter } from './page-route.ts';

/** Where a rule leads. */
type RuleAnswer =
  /** A new address. The link's parameters, as URLSearchParams writes them, stand between `before` and `after`; `own`: names that the address has itself. */
  | {
      readonly kind: 'new-address';
      readonly address: string;
      readonly before: string;
      readonly after: string;
      readonly own: readonly string[];
    }
  /** The address as it came; where the gateway itself serves its host, on the origin behind that. */
  | { readonly kind: 'as-it-came' };

/** A decision that can be told from a link's path and query. */
export interface ExportRule {
  /** In lower case; null: any one segment. None: the root page. */
  readonly segments: readonly (string | null)[];
  /** What the query must have, in lower case. */
  readonly parameters: readonly Parameter[];
  /** Whether the rule holds for what lies below its path, too. */
  readonly below: boolean;
  readonly capability: Capability;
  readonly answer: RuleAnswer;
}

/** Hosts for which the same rules hold. */
export interface ExportSite {
  readonly hosts: readonly ExportHost[];
  /** The first that fits decides. */
  readonly rules: readonly ExportRule[];
}

export interface ExportHost {
  readonly name: string;
  /** One or more labels stand before the name. */
  readonly subdomains: boolean;
}

export interface ExportRules {
  readonly sites: readonly ExportSite[];
  /** Pages that have moved to an address, and for which there is no rule on any host. */
  readonly left: readonly Capability[];
}

/** What an engine can do: it is asked about each rule by itself. */
export type Engine = (rule: ExportRule, host: ExportHost) => boolean;

/** A segment in the place of `{x}`, and a parameter that no address names. */
const ANY = 'signpost-any';
const PROBE = 'signpost-probe=1';

/**
 * The decisions of old links as rules. Each comes from asking `decide`; what neither it nor the engine can tell for sure
 * is left out, together with every rule that would decide such a link in its place.
 */
export function exportRules(catalog: Catalog, links: LinkRules, stateOf: StateOf, engine: Engine): ExportRules {
  const sites = new Map<string, { hosts: ExportHost[]; rules: readonly ExportRule[] }>();
  const left = new Set<Capability>();
  const known = pagesByHost(catalog, links.index);
  for (const host of [...known, ...servedBySubdomain(known, links.origins)]) {
    const rules = rulesOf(host, links, stateOf, engine, left);
    if (rules.length === 0) continue;
    const key = JSON.stringify(rules.map(({ capability, ...rule }) => ({ ...rule, capability: capability.id })));
    const site = sites.get(key) ?? { hosts: [], rules };
    site.hosts.push(host.host);
    sites.set(key, site);
  }
  const ruled = new Set([...sites.values()].flatMap(({ rules }) => rules.map(({ capability }) => capability)));
  return { sites: [...sites.values()], left: [...left].filter((capability) => !ruled.has(capability)) };
}

/** Hosts that the gateway serves and that are known by the end of their names only: they have origins of their own. */
const servedBySubdomain = (known: readonly HostPages[], origins: LinkRules['origins']): readonly HostPages[] =>
  [...origins.keys()].flatMap((name) => {
    const covers = ({ host }: HostPages) => host.subdomains && name.endsWith(`.${host.name}`);
    const [nearest] = known.filter(covers).toSorted((a, b) => b.host.name.length - a.host.name.length);
    const isNamed = known.some(({ host }) => !host.subdomains && host.name === name);
    return nearest && !isNamed ? [{ host: { name, subdomains: false }, pages: nearest.pages }] : [];
  });

/** What must be left out: nothing with a lower rank may decide a link that begins so. */
type Blocked = readonly (string | null)[];

function rulesOf(
  { host, pages }: HostPages,
  links: LinkRules,
  stateOf: StateOf,
  engine: Engine,
  left: Set<Capability>,
): readonly ExportRule[] {
  const rules: ExportRule[] = [];
  const blocked: Blocked[] = [];
  for (const page of pages) {
    const { segments } = page;
    const rule = ruleFor(page, host, links, stateOf);
    const here = blocked.filter((other) => overlap(other, segments));
    if (!rule || !engine(rule, host) || here.some(({ length }) => length === segments.length)) {
      if (rule?.answer.kind === 'new-address') left.add(rule.capability);
      blocked.push(segments);
      continue;
    }
    const below = segments.length > 0 && !here.some(({ length }) => length > segments.length);
    if (!below) blocked.push([...segments, null]);
    rules.push({ ...rule, below });
  }
  return rules;
}

const overlap = (a: Blocked, b: Blocked): boolean =>
  a.every((segment, at) => {
    const other = b[at];
    return segment === null || other === null || other === undefined || segment === other;
  });

/** The decision about one page on one host; null where it is not one that leads to an address. */
function ruleFor(page: Page, host: ExportHost, links: LinkRules, stateOf: StateOf): ExportRule | null {
  if (page.is.kind !== 'old') return null;
  const { segments, parameters } = page;
  const { capability } = page.is;
  const origin = `https://${host.subdomains ? `${ANY}.` : ''}${host.name}`;
  const path = `${origin}/${segments.map((segment) => encodeURIComponent(segment ?? ANY)).join('/')}`;
  const query = new URLSearchParams(parameters.map(([...pair]) => pair)).toString();
  const [link, probe] = [query, query === '' ? PROBE : `${query}&${PROBE}`].map((q) =>
    q === '' ? path : `${path}?${q}`,
  );
  const [plain, carried] = [link, probe].map((text = '') =>
    decide(links.index, stateOf, text, { fragment: 'unknown', ownHosts: links.ownHosts, origins: links.origins }),
  );
  if (!plain || !carried || !('target' in plain) || !('target' in carried)) return null;
  if (plain.capability !== capability || plain.migration === null) return null;
  const rule = { segments, parameters, below: false, capability };
  if (plain.kind !== 'redirected') return { ...rule, answer: { kind: 'as-it-came' } };
  const written = `${query === '' ? '' : `${query}&`}${PROBE}`;
  const at = carried.target.indexOf(written);
  if (at < 0) return null;
  const before = carried.target.slice(0, at);
  const after = carried.target.slice(at + written.length);
  const own = [...new Set(new URL(before).searchParams.keys())];
  return { ...rule, answer: { kind: 'new-address', address: plain.target, before, after, own } };
}
