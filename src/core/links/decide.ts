import type { Capability } from '../capability.ts';
import type { MigrationId } from '../ids.ts';
import type { State } from '../migration.ts';
import type { Decision, DecisionStep, PageChoice } from './decision.ts';
import { awayFromGateway } from './host-mode.ts';
import type { LinkIndex, OldPortal } from './legacy-links.ts';
import { comparableParameters, findPage, type ListedPage } from './page-tree.ts';
import { type Link, type LinkOptions, readLink, type Trace } from './read-link.ts';

/** The state of a migration's setting: the present one, or the one that a session is pinned to. */
export type StateOf = (migration: MigrationId) => State;

/** What to do with an old link. Any text gets a decision; nothing is thrown. */
export const decide = (index: LinkIndex, stateOf: StateOf, text: string, options: LinkOptions): Decision =>
  awayFromGateway(judge(index, stateOf, text, options, undefined), options.origins, undefined);

interface Explanation {
  readonly decision: Decision;
  readonly steps: readonly DecisionStep[];
}

/** The same decision, and the steps that led to it. */
export function explainDecision(index: LinkIndex, stateOf: StateOf, text: string, options: LinkOptions): Explanation {
  const steps: DecisionStep[] = [];
  const trace: Trace = (step) => steps.push(step);
  const decision = awayFromGateway(judge(index, stateOf, text, options, trace), options.origins, trace);
  return { decision, steps };
}

function judge(index: LinkIndex, stateOf: StateOf, text: string, options: LinkOptions, trace: Trace): Decision {
  const link = readLink(index, text, options, trace);
  if (!link) return { kind: 'unknown-host' };
  const { old, route } = link;
  const page = old && findPage(old.pages, route);
  if (old && mayHideItsPage(link, old, page)) {
    trace?.({ step: 'route', outcome: 'hidden', path: '/' });
    return { kind: 'hash-route', link: link.url.href, choices: oldAddresses(old, link), ...movedFrom(old, link) };
  }
  trace?.({ step: 'route', outcome: route.by, path: route.path === '' ? '/' : route.path });
  const there = index.places.find(link.portal, link.url, route);
  if (!there && old && page) return follow(index, stateOf, old, page, link, trace);
  if (there || link.isNew || !old) {
    trace?.({ step: 'page', outcome: 'new-place', capability: there ?? null });
    return { kind: 'not-affected', migration: null, capability: there ?? null, target: link.url.href };
  }
  trace?.({ step: 'page', outcome: 'not-listed' });
  return { kind: 'unknown-page', closest: closestTo(old, link), ...movedFrom(old, link) };
}

/** A root page may be any page behind a fragment, unless its query is a listed address. */
function mayHideItsPage({ hidden, onLoan, route }: Link, old: OldPortal, page: ListedPage | undefined): boolean {
  if (!hidden || !(onLoan || old.portal.hashRoutes)) return false;
  const byQuery = route.path !== '' || (!onLoan && page !== undefined && page.address.parameters.length > 0);
  return !(page && byQuery);
}

/** A listed page goes where its setting says. */
function follow(
  index: LinkIndex,
  stateOf: StateOf,
  old: OldPortal,
  page: ListedPage,
  link: Link,
  trace: Trace,
): Decision {
  const { capability, written } = page;
  trace?.({ step: 'page', outcome: 'listed', capability, address: written });
  const { movedBy, destination } = capability;
  if (movedBy === null) {
    trace?.({ step: 'setting', outcome: 'none' });
    return { kind: 'not-affected', migration: capability.migration, capability, target: link.url.href };
  }
  const state = stateOf(movedBy);
  trace?.({ step: 'setting', outcome: state, migration: movedBy });
  if (state === 'off') return { kind: 'off', migration: movedBy, capability, target: link.url.href };
  const address = destination?.url ? inCloudOf(link, destination.url) : undefined;
  if (!address) {
    trace?.({ step: 'destination', outcome: destination ? 'clicks-only' : 'gone' });
    return { kind: 'by-hand', migration: movedBy, capability, home: homeFor(index, old, capability, link) };
  }
  trace?.({ step: 'destination', outcome: 'address', host: address.hostname });
  return { kind: 'redirected', migration: movedBy, capability, target: carryOver(link, address, trace) };
}

/** The new address with the link's parameters; a name that it has itself is dropped. */
function carryOver(link: Link, address: URL, trace: Trace): string {
  const parameters = link.route.parameters();
  if (parameters.length === 0) return address.href;
  const own = new Set(address.searchParams.keys());
  const carried = parameters.filter(([name]) => !own.has(name));
  for (const [name, value] of carried) address.searchParams.append(name, value);
  trace?.({
    step: 'parameters',
    outcome: 'carried',
    carried: carried.map(([name]) => name),
    dropped: parameters.map(([name]) => name).filter((name) => own.has(name)),
  });
  return address.href;
}

/** A new address on the host that its portal has in the link's cloud. */
function inCloudOf({ inCloud }: Link, address: string): URL | undefined {
  const url = URL.parse(address);
  if (!url) return undefined;
  const host = inCloud.get(url.hostname);
  if (host !== undefined) url.hostname = host;
  return url;
}

/** Where the portal opens that has the page now; where the page is gone, the one that the old portal moved to. */
function homeFor({ portals }: LinkIndex, old: OldPortal, { destination }: Capability, link: Link): string {
  const portal = destination ? portals.get(destination.portal) : undefined;
  return opening(portal?.hosts[0] ?? old.migration.toHost, link);
}

const opening = (host: string, link: Link): string => inCloudOf(link, `https://${host}`)?.href ?? link.url.href;

const movedFrom = (
  { migration }: OldPortal,
  link: Link,
): { readonly migration: MigrationId; readonly home: string } => ({
  migration: migration.id,
  home: opening(migration.toHost, link),
});

/** The portal's old addresses to choose from, on the link's own host. */
function oldAddresses({ listed, portal }: OldPortal, { url, onLoan }: Link): readonly PageChoice[] {
  const base = `https://${onLoan ? portal.hosts[0] : url.hostname}`;
  return listed.flatMap((capability) => {
    const written = capability.legacyPaths.find((path) => !path.includes('{'));
    return written === undefined ? [] : [{ capability, url: URL.parse(written, base)?.href ?? null }];
  });
}

function closestTo({ closest }: OldPortal, link: Link): readonly PageChoice[] {
  const report = comparableParameters(link.route)().find(([name]) => name === 'id')?.[1] ?? '';
  return closest(`${link.route.path} ${report}`).map((capability) => {
    const address = capability.destination?.url;
    return { capability, url: address ? (inCloudOf(link, address)?.href ?? null) : null };
  });
}
