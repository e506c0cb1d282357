import { execute } from '../cards/actions.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { line, messageCard } from '../cards/message.ts';
import type { PrivateView } from './private-view.ts';
import type { Turn } from './turn.ts';

/** Longest value that a button of ours carries; what somebody typed may be of any length, and the card holds it thrice. */
const DATA_MAX = 200;

/**
 * What everyone in a group or channel sees in place of something that not all of them may: what it is about, and a
 * button whose answer Teams shows to the one who presses it (user-specific views, Universal Actions for Adaptive Cards).
 */
export function privateCard(
  { reader, personId }: Turn,
  { topic, verb, data: given, opensByItself }: PrivateView,
): AdaptiveCard {
  const { inPrivate, buttons } = reader.words;
  const data = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.slice(0, DATA_MAX)]));
  const card = messageCard({
    title: inPrivate.title(inPrivate.topics[topic]),
    lines: [line(inPrivate.line)],
    actions: [execute({ title: buttons.open, verb, data })],
  });
  if (!opensByItself) return card;
  return { ...card, refresh: { action: { type: 'Action.Execute', verb, data }, userIds: [personId] } };
}
