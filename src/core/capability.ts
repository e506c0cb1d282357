import type { CapabilityId, MigrationId, PortalId } from './ids.ts';
import type { Migrations } from './ports.ts';

/** What a page serves; `shared`: several of these. */
type CapabilityCategory = 'security' | 'compliance' | 'mail-flow' | 'shared';

/** Where something is done: a portal, the page's address where it is known, and the clicks that lead there. */
export interface Place {
  readonly portal: PortalId;
  /** An https address on one of the portal's hosts; null where only the clicks are known. */
  readonly url: string | null;
  /** Menu labels in order. */
  readonly navigation: readonly string[];
}

interface Destination extends Place {
  /** Where that page moved on to since; null: it is still there. */
  readonly currentUrl: string | null;
}

interface Alternate extends Place {
  readonly note: string | null;
}

/** Another redirection that covered the page, too: history, no setting of Signpost. */
interface OtherRedirection {
  readonly migration: MigrationId;
  /** A year, month or day. */
  readonly since: string;
}

/** A page or function of an old portal that people look for, and where it is now. */
export interface Capability {
  readonly id: CapabilityId;
  /** The migration whose old portal the page was on. */
  readonly migration: MigrationId;
  /** The old portal's own name for it. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** What people do there, in everyday words: by these it is found, and they are never shown as its name. */
  readonly tasks: readonly string[];
  /** Menu section of the old portal; in parentheses where it never had a page there. */
  readonly section: string;
  /** Old addresses without host, as `/threatexplorer`, `/#/alerts` or `/reportv2?id=TopMalware`. */
  readonly legacyPaths: readonly string[];
  /** The capability on whose old page this one was a part. */
  readonly onPageOf: CapabilityId | null;
  /** Old addresses that belong to `onPageOf`: they open that page. */
  readonly sharedLegacyPaths: readonly string[];
  readonly category: CapabilityCategory;
  /** The migration whose setting decides the page's old links; null: no setting moves it. */
  readonly movedBy: MigrationId | null;
  /** null: the page is gone, `notes` says why. */
  readonly destination: Destination | null;
  readonly alternates: readonly Alternate[];
  readonly alsoRedirectedBy: OtherRedirection | null;
  /** The page was dropped; where there is a destination, it does the same job. */
  readonly retired: boolean;
  readonly notes: string | null;
}

/** A name that a portal bore: from and to as a year, month, day or remark. */
interface FormerName {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The portal's host in a sovereign or government cloud. */
interface CloudHost {
  readonly cloud: string;
  readonly host: string;
}

type PortalStatus = 'current' | 'retiring' | 'retired' | 'redirects' | 'renamed' | 'merged';

export interface Portal {
  readonly id: PortalId;
  /** The vendor's full name for it. */
  readonly name: string;
  /** What answers call it: the name without words that tell nothing there. */
  readonly displayName: string;
  readonly formerNames: readonly FormerName[];
  readonly shortNames: readonly string[];
  /** `host`, `*.host` (one or more labels before it) or `host/prefix`. The first is where the portal opens. */
  readonly hosts: readonly string[];
  readonly otherClouds: readonly CloudHost[];
  /** Its pages stand after `#/`. */
  readonly hashRoutes: boolean;
  /** Hosts of other portals that once served this portal's hash routes. */
  readonly hashRouteHosts: readonly string[];
  readonly purpose: string | null;
  readonly status: PortalStatus;
  readonly successor: PortalId | null;
}

/** A short or deep link met in old texts. */
export interface ShortLink {
  readonly id: string;
  readonly kind: 'fwlink' | 'aka.ms' | 'deep-link';
  readonly link: string;
  /** null: nobody knows where it led. */
  readonly target: string | null;
  readonly what: string;
}

/** A word that means two or more capabilities, in no order: offer a choice. */
interface AmbiguousTerm {
  readonly term: string;
  readonly ids: readonly CapabilityId[];
}

/** Where the pages moved: the shipped facts with the organisation's own laid over them. Each map in the files' order. */
export interface Catalog {
  readonly migrations: Migrations;
  readonly portals: ReadonlyMap<PortalId, Portal>;
  readonly capabilities: ReadonlyMap<CapabilityId, Capability>;
  readonly links: readonly ShortLink[];
  readonly ambiguous: readonly AmbiguousTerm[];
}
