import type { AdaptiveCard } from '../../cards/card.ts';
import { explainCard, explainHelpCard } from '../../cards/explain.ts';
import { explainFor, maySeeSetting } from '../../core/links/explain-link.ts';
import type { Turn } from '../turn.ts';

/**
 * Why a link goes where it goes. Whether a link is redirected is public, and so shown to a whole group; more of the
 * setting is for its readers, in their personal chat.
 */
export async function showExplanation(
  { ports, actor, kind, reader }: Turn,
  link: string | undefined,
): Promise<AdaptiveCard> {
  if (link === undefined) return explainHelpCard(reader);
  const explanation = await explainFor(ports, ports.links, actor.tenant, link);
  const { setting } = explanation;
  const readable = kind === 'personal' && setting !== null && (await maySeeSetting(ports, actor, setting.migration));
  return explainCard(reader, ports.where.catalog, explanation, readable ? setting : null);
}
