import { loadCatalog } from '../../../src/catalog/load-catalog.ts';
import type { Catalog } from '../../../src/core/capability.ts';
import { capabilityId } from '../../../src/core/ids.ts';
import { decide } from '../../../src/core/links/decide.ts';
import type { Decision } from '../../../src/core/links/decision.ts';
import { buildLinkIndex } from '../../../src/core/links/legacy-links.ts';
import type { LinkOptions } from '../../../src/core/links/read-link.ts';
import type { State } from '../../../src/core/migration.ts';

export const catalog: Catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
export const index = buildLinkIndex(catalog);

export const OWN_HOSTS: LinkOptions['ownHosts'] = new Set(['signpost.example']);

/** How `/go/<URL>` decides: a fragment never arrives. Each setting is in `state`. */
export const byPath = (text: string, state: State = 'on', links = index): Decision =>
  decide(links, () => state, text, { fragment: 'unknown', ownHosts: OWN_HOSTS });

/** How `/go?to=<URL>` decides: a fragment or its absence is final. */
export const byTo = (text: string, state: State = 'on', links = index): Decision =>
  decide(links, () => state, text, { fragment: 'final', ownHosts: OWN_HOSTS });

/** `kind`, `kind capability`, or `kind capability target`: what a decision says, in a line. */
export function line(decision: Decision): string {
  const capability = 'capability' in decision ? decision.capability?.id : undefined;
  const target = 'target' in decision ? decision.target : undefined;
  return [decision.kind, capability, target].filter((part) => part !== undefined).join(' ');
}

/** The shipped catalog with some capabilities changed or added. */
export function indexWith(...changes: readonly Partial<Catalog>[]) {
  return buildLinkIndex(Object.assign({}, catalog, ...changes));
}

/** The shipped capability with some fields changed. */
export function capabilityWith(id: string, change: object): Catalog['capabilities'] {
  const capability = catalog.capabilities.get(capabilityId(id));
  if (!capability) throw new Error(`no capability ${id}`);
  return new Map(catalog.capabilities).set(capability.id, { ...capability, ...change });
}
