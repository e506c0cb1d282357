import type { AdaptiveCard } from '../../cards/card.ts';
import { explainCard, explainForm } from '../../cards/explain.ts';
import { explainFor, maySeeSetting } from '../../core/links/explain-link.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';

/** Longest link that the form takes, in UTF-16 units: what browsers and mail programs agree on. */
const LINK_MAX = 2_000;

/**
 * Why a link goes where it goes. Whether a link is redirected is public, and so shown to a whole group; more of the
 * setting is for its readers, in their personal chat.
 */
export async function showExplanation({ ports, actor, isPersonal, reader }: Turn, link: string): Promise<AdaptiveCard> {
  const explanation = await explainFor(ports, ports.links, actor.tenant, link);
  const { setting } = explanation;
  const readable = isPersonal && setting !== null && (await maySeeSetting(ports, actor, setting.migration));
  return explainCard(reader, ports.where.catalog, explanation, readable ? setting : null);
}

/** The field for a link. */
export const askLink = async ({ reader }: Turn): Promise<AdaptiveCard> => explainForm(reader, LINK_MAX);

export const explainActions = {
  'explain.form': askLink,
  'explain.link': (turn: Turn, data: CardData) => showExplanation(turn, data.needed('link').trim()),
};
