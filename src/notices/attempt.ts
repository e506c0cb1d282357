import type { AdaptiveCard } from '../cards/card.ts';
import type { Notice, NoticeOutcome, SendOutcome } from '../core/notices/notice.ts';
import type { NoticeSender } from './sender.ts';

/** Pauses before the second attempt and before all late ones, in milliseconds; in between each is twice the one before. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 10 * 60_000;

/** How long to wait after so many attempts: at least what the channel asked for, and never the same for all. */
export function pauseAfter(attempts: number, asked: number | null): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
  return Math.max(asked ?? 0, Math.ceil(longest * (1 - Math.random() / 2)));
}

/** Sends a notice, once; where the token is refused, once more with a new one. */
export async function attempt(sender: NoticeSender, notice: Notice, card: AdaptiveCard): Promise<NoticeOutcome> {
  const first = await sender.send(notice.address, card);
  if (first.kind !== 'unauthorized') return outcomeOf(notice, first);
  return outcomeOf(notice, await sender.send(notice.address, card, { freshToken: true }));
}

function outcomeOf({ attempts }: Notice, sent: SendOutcome): NoticeOutcome {
  switch (sent.kind) {
    case 'delivered':
      return sent;
    case 'later':
      return { kind: 'later', pause: pauseAfter(attempts, sent.after) };
    case 'gone':
      return sent;
    case 'failed':
    case 'unauthorized':
      return { kind: 'failed' };
  }
}
