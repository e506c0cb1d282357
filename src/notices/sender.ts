import type { AdaptiveCard } from '../cards/card.ts';

/** What became of one attempt to send one notice; who sends reads nothing else of the channel's answer. */
export type SendOutcome =
  | { readonly kind: 'delivered' }
  /** Try again later (412, 429, 502, 503, 504, no answer); `after` in milliseconds where the channel named a time. `ambiguous`: it may have been stored. */
  | { readonly kind: 'later'; readonly after: number | null; readonly ambiguous: boolean }
  /** The token was refused (401): once more with a new one. */
  | { readonly kind: 'unauthorized' }
  /** 403 or 404: nobody there wants it any more. */
  | { readonly kind: 'gone'; readonly reason: 'forbidden' | 'not-found' }
  /** This notice will not go through, whoever tries (500, 400, 413). */
  | { readonly kind: 'failed'; readonly status: number };

/** Sends a card to a conversation, once: no retries of its own, and an outcome within 10 s, or the lease of the notice may end. Never throws. */
export interface NoticeSender {
  /** `address` as the subscription keeps it. In a channel it is a post of its own. */
  send(address: string, card: AdaptiveCard, options?: { readonly freshToken: boolean }): Promise<SendOutcome>;
}
