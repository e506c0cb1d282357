import type { PortalId } from '../ids.ts';
import type { DecisionStep } from './decision.ts';
import type { Origins } from './host-mode.ts';
import type { LinkIndex, OldPortal } from './legacy-links.ts';
import { type Route, readRoute } from './page-route.ts';
import { decodeOnce, normalFragment } from './portal-host.ts';

export interface LinkOptions {
  /** `unknown`: the browser asked by path, and kept a fragment to itself. `final`: the text holds it, or there is none. */
  readonly fragment: 'unknown' | 'final';
  /** This server's own host names, in lower case, without port. */
  readonly ownHosts: ReadonlySet<string>;
  /** Old hosts that the gateway itself serves: nothing leads back there. */
  readonly origins?: Origins;
}

/** Takes down the steps of a decision; undefined: nobody asked for them. */
export type Trace = ((step: DecisionStep) => void) | undefined;

/** A link to a portal that the catalog knows. */
export interface Link {
  /** As it came, without its port. */
  readonly url: URL;
  readonly route: Route;
  readonly portal: PortalId;
  /** The portal, where pages moved away from it. */
  readonly old: OldPortal | undefined;
  /** Pages moved to the portal. */
  readonly isNew: boolean;
  /** The host is another portal's; it once served this one's hash routes. */
  readonly onLoan: boolean;
  /** A fragment may name the page, and be hidden from us. */
  readonly hidden: boolean;
  /** Where destinations lie in the link's cloud: public host name to the cloud's host name. */
  readonly inCloud: ReadonlyMap<string, string>;
}

/** The link in the text; undefined where it is none that may be followed, or leads to no known portal. */
export function readLink(index: LinkIndex, text: string, options: LinkOptions, trace: Trace): Link | undefined {
  const url = readAddress(text, options.ownHosts, trace);
  if (!url) return undefined;
  const route = readRoute(url);
  const onRootPage = route.by !== 'path' || route.path === '';
  const hidden = onRootPage && options.fragment === 'unknown' && url.hash === '';
  const lender = hidden || route.by !== 'path' ? index.hashRouteHosts.get(url.hostname) : undefined;
  const host = index.hosts.find(url.hostname, onRootPage ? '' : route.path, normalFragment(url));
  const portal = lender?.portal.id ?? host?.portal;
  const old = portal && index.oldPortals.get(portal);
  const isNew = portal !== undefined && index.newPortals.has(portal);
  if (portal === undefined || !(old || isNew)) {
    trace?.({ step: 'host', outcome: 'unknown' });
    return undefined;
  }
  const outcome = lender ? 'hash-route-host' : isNew ? 'new-portal' : 'old-portal';
  trace?.({ step: 'host', outcome, portal, cloud: host?.cloud ?? null });
  return { url, route, portal, old, isNew, onLoan: lender !== undefined, hidden, inCloud: host?.inCloud ?? new Map() };
}

function readAddress(text: string, ownHosts: ReadonlySet<string>, trace: Trace): URL | undefined {
  const url = addressIn(text);
  const problem = !url
    ? 'no-address'
    : url.username !== '' || url.password !== ''
      ? 'user-info'
      : ownHosts.has(url.hostname)
        ? 'own-address'
        : undefined;
  if (!url || problem) {
    trace?.({ step: 'link', outcome: problem ?? 'no-address' });
    return undefined;
  }
  if (url.port !== '') url.port = '';
  trace?.({ step: 'link', outcome: 'read', url: url.href });
  return url;
}

/** The address in the text, which may be percent-encoded as a whole. */
export const addressIn = (text: string): URL | undefined =>
  webAddress(text) ?? (text.includes('%') ? webAddress(decodeOnce(text)) : undefined);

/** Links copied from HTML have `&amp;` for `&`. That one slash stands for two is the parser's own forgiveness. */
function webAddress(text: string): URL | undefined {
  const url = URL.parse(text.replaceAll('&amp;', '&'));
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}
