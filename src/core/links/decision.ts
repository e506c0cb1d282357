import type { Capability } from '../capability.ts';
import type { MigrationId, PortalId } from '../ids.ts';
import type { State } from '../migration.ts';
import type { Route } from './page-route.ts';

/** A capability that is offered, and the address that opens it: null where only the clicks are known. */
export interface PageChoice {
  readonly capability: Capability;
  readonly url: string | null;
}

/**
 * What the gateway does with one old link. `migration`: the one whose setting decided, else the one that the old page
 * or its portal belongs to; `target`: where the answer leads, an address on a host that the catalog lists.
 */
export type Decision =
  /** Its setting is on. */
  | {
      readonly kind: 'redirected';
      readonly migration: MigrationId;
      readonly capability: Capability;
      readonly target: string;
    }
  /** Its setting is off: the old address. */
  | { readonly kind: 'off'; readonly migration: MigrationId; readonly capability: Capability; readonly target: string }
  /** No setting moves it: the address as it came. Without migration it is no old address; without capability just a page of a new portal. */
  | {
      readonly kind: 'not-affected';
      readonly migration: MigrationId | null;
      readonly capability: Capability | null;
      readonly target: string;
    }
  /** On, but only the clicks are known, or the page is gone. `home`: where the portal to look in opens. */
  | {
      readonly kind: 'by-hand';
      readonly migration: MigrationId;
      readonly capability: Capability;
      readonly home: string;
    }
  /** The fragment that names the page may be hidden: ask again with `link` and the fragment. `choices`: old addresses. */
  | {
      readonly kind: 'hash-route';
      readonly migration: MigrationId;
      readonly link: string;
      readonly choices: readonly PageChoice[];
      readonly home: string;
    }
  /** No page of this old portal. `closest`: new addresses. */
  | {
      readonly kind: 'unknown-page';
      readonly migration: MigrationId;
      readonly closest: readonly PageChoice[];
      readonly home: string;
    }
  /** Everything else. Nothing of the link is repeated. */
  | { readonly kind: 'unknown-host' };

/** One step on the way to a decision, as a code and its facts. */
export type DecisionStep =
  | { readonly step: 'link'; readonly outcome: 'read'; readonly url: string }
  | { readonly step: 'link'; readonly outcome: 'no-address' | 'user-info' | 'own-address' }
  | {
      readonly step: 'host';
      readonly outcome: 'old-portal' | 'new-portal' | 'hash-route-host';
      readonly portal: PortalId;
      readonly cloud: string | null;
    }
  | { readonly step: 'host'; readonly outcome: 'unknown' }
  | { readonly step: 'route'; readonly outcome: Route['by'] | 'hidden'; readonly path: string }
  | { readonly step: 'page'; readonly outcome: 'listed'; readonly capability: Capability; readonly address: string }
  | { readonly step: 'page'; readonly outcome: 'new-place'; readonly capability: Capability | null }
  | { readonly step: 'page'; readonly outcome: 'not-listed' }
  | { readonly step: 'setting'; readonly outcome: State; readonly migration: MigrationId }
  | { readonly step: 'setting'; readonly outcome: 'none' }
  | { readonly step: 'destination'; readonly outcome: 'address'; readonly host: string }
  | { readonly step: 'destination'; readonly outcome: 'clicks-only' | 'gone' }
  | {
      readonly step: 'parameters';
      readonly outcome: 'carried';
      readonly carried: readonly string[];
      readonly dropped: readonly string[];
    }
  | { readonly step: 'origin'; readonly outcome: 'behind-gateway'; readonly host: string };
