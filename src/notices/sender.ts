import type { AdaptiveCard } from '../cards/card.ts';
import type { SendOutcome } from '../core/notices/notice.ts';

/** Sends a card to a conversation, once: no retries of its own, and an outcome within 10 s, or the lease of the notice may end. Never throws. */
export interface NoticeSender {
  /** `address` as the subscription keeps it. In a channel it is a post of its own. */
  send(address: string, card: AdaptiveCard, options?: { readonly freshToken: boolean }): Promise<SendOutcome>;
}
