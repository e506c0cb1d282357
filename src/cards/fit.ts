import type { AdaptiveCard } from './card.ts';

/** Largest card, in UTF-16 units: 25 KB, so that it is quick on a phone (Teams takes 100 KB). */
export const CARD_MAX = 12_500;

/** How large a card is, in UTF-16 units. */
export const sizeOf = (card: AdaptiveCard): number => JSON.stringify(card).length;

/** The card with as many of `count` rows as fit, at least `least`. `make` is asked for the card with so many. */
export function fitting(count: number, least: number, make: (shown: number) => AdaptiveCard): AdaptiveCard {
  for (let shown = count; ; shown--) {
    const card = make(shown);
    if (shown <= least || sizeOf(card) <= CARD_MAX) return card;
  }
}
