import type { Catalog } from '../capability.ts';
import type { PortalId } from '../ids.ts';
import { covers, readHostPattern } from '../links/portal-host.ts';
import type { Answer } from './answer.ts';

/** Where a portal opens, and what it is called. */
export interface PortalHome {
  readonly portal: string;
  readonly url: string;
}

/** What becomes of somebody who opens the page's old link. */
export type OldLink = 'leads-there' | 'shows-clicks' | 'says-gone' | 'off' | 'not-affected';

/** An answer, and what else somebody needs to get there. */
export interface Whereabouts {
  readonly answer: Answer;
  /** Where the page went on to from its place. */
  readonly movedOn: PortalHome | null;
  /** Where its portal opens: that of its place, else the one that the old portal moved to. */
  readonly home: PortalHome;
  /** null: it never had an old link, or nobody can say. */
  readonly oldLink: OldLink | null;
  /** Confidence is calibrated: this answer is rather right than wrong. */
  readonly isSure: boolean;
}

const SURE_FROM = 0.5;

/** `settingsKnown`: the answer's redirection is what the settings say, and not just the catalog's default. */
export function whereabouts(catalog: Catalog, answer: Answer, settingsKnown: boolean): Whereabouts {
  const { capability, place } = answer;
  const movedTo = catalog.migrations.get(capability.migration)?.toPortalId;
  return {
    answer,
    movedOn: place?.currentUrl ? { portal: portalAt(catalog, place.currentUrl), url: place.currentUrl } : null,
    home: place ? { portal: place.portal, url: place.home } : homeOf(catalog, movedTo),
    oldLink: settingsKnown ? oldLinkOf(answer) : null,
    isSure: answer.confidence >= SURE_FROM,
  };
}

/** Where a portal opens. */
export function homeOf({ portals }: Pick<Catalog, 'portals'>, id: PortalId | undefined): PortalHome {
  const portal = id === undefined ? undefined : portals.get(id);
  return { portal: portal?.displayName ?? '', url: `https://${portal?.hosts[0] ?? ''}` };
}

/** The portal at this address by name; where nobody knows it, its host. */
function portalAt({ portals }: Catalog, url: string): string {
  const address = new URL(url);
  const portal = [...portals.values()].find(({ hosts }) =>
    hosts.some((host) => {
      const pattern = readHostPattern(host);
      return pattern !== undefined && covers(pattern, address);
    }),
  );
  return portal?.displayName ?? address.hostname;
}

function oldLinkOf({ capability, place, redirection }: Answer): OldLink | null {
  const { legacyPaths, sharedLegacyPaths } = capability;
  if (legacyPaths.length + sharedLegacyPaths.length === 0) return null;
  if (redirection !== 'on') return redirection;
  if (!place) return 'says-gone';
  return place.url === null ? 'shows-clicks' : 'leads-there';
}
