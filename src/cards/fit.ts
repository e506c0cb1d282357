import type { AdaptiveCard } from './card.ts';

/** Largest card, in bytes as sent: it is to be quick on a phone, and stays far below what Teams takes (100 KB in UTF-16). */
export const CARD_MAX = 25_000;

/** How many bytes a text or a card takes as sent, JSON in UTF-8. */
export const sizeOf = (value: AdaptiveCard | string): number => Buffer.byteLength(JSON.stringify(value));

/** The card with as many of `count` rows as fit, at least `least`. `make` is asked for the card with so many. */
export function fitting(count: number, least: number, make: (shown: number) => AdaptiveCard): AdaptiveCard {
  for (let shown = count; ; shown--) {
    const card = make(shown);
    if (shown <= least || sizeOf(card) <= CARD_MAX) return card;
  }
}
