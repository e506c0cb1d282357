import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { loadSearchIndex } from '../../src/catalog/search-index.ts';
import type { ReplyPorts } from '../../src/core/answers/reply.ts';
import { buildShortLinks } from '../../src/core/answers/short-links.ts';
import type { Capability } from '../../src/core/capability.ts';
import { capabilityId } from '../../src/core/ids.ts';
import { buildLinkIndex } from '../../src/core/links/legacy-links.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });

/** What answers questions from the shipped catalogue. */
export const questions: ReplyPorts = {
  catalog,
  links: buildLinkIndex(catalog),
  shortLinks: buildShortLinks(catalog.links),
  index: loadSearchIndex(catalog),
  ownHosts: new Set(['signpost.example']),
};

/** @throws Error where the shipped catalogue has no such page */
export function shippedPage(id: string): Capability {
  const capability = catalog.capabilities.get(capabilityId(id));
  if (!capability) throw new Error(`the shipped catalog has ${id}`);
  return capability;
}
