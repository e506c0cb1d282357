import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { explainCard, explainForm } from '../../src/cards/explain.ts';
import type { Catalog } from '../../src/core/capability.ts';
import { explainLink } from '../../src/core/links/explain-link.ts';
import { buildLinkIndex } from '../../src/core/links/legacy-links.ts';
import type { Setting } from '../../src/core/settings/setting.ts';

/** Why links go where they go. `setting`: what a reader sees of it; `harm`: what somebody may write. */
export function explainSamples(
  reader: Reader,
  catalog: Catalog,
  setting: Setting,
  harm: string,
): Readonly<Record<string, AdaptiveCard>> {
  const rules = { index: buildLinkIndex(catalog), ownHosts: new Set<string>(), origins: new Map() };
  const explained = (url: string, seen: Setting | null = null): AdaptiveCard =>
    explainCard(
      reader,
      catalog,
      explainLink(rules, () => 'on', url),
      seen,
    );
  return {
    'explain-form': explainForm(reader, 2_000),
    'explain-redirected': explained('https://protection.office.com/threatexplorer?tid=1&dltarget=x', setting),
    'explain-not-affected': explained('https://security.microsoft.com/quarantine'),
    'explain-unknown-page': explained(`https://protection.office.com/${'very-long-name/'.repeat(20)}`),
    'explain-worst': explained(`https://protection.office.com/${harm}?${harm}`),
    'explain-no-link': explained(harm),
  };
}
