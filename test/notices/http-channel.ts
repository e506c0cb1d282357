import { z } from 'zod';
import type { SendOutcome } from '../../src/core/notices/notice.ts';
import type { NoticeSender } from '../../src/notices/sender.ts';
import { json, type Reply, serve } from '../world/serve.ts';

const Address = z.object({ to: z.string(), origin: z.string() });
const Posted = z.object({ receipt: z.number() });

/** What arrived of one receipt at one conversation, and how often its answer was lost. */
export interface Copies {
  arrived: number;
  lost: number;
}

/** A channel over HTTP that loses answers and is too busy now and then. */
export async function startHttpChannel({ lost, busy }: { readonly lost: number; readonly busy: number }) {
  const copies = new Map<string, Copies>();
  const served = await serve(({ url, body }): Reply => {
    if (Math.random() < busy) return json(429, {}, { 'retry-after': '1' });
    const key = `${decodeURIComponent(url.pathname.slice(1))} ${Posted.parse(JSON.parse(body)).receipt}`;
    const copy = copies.get(key) ?? { arrived: 0, lost: 0 };
    copies.set(key, copy);
    copy.arrived++;
    if (Math.random() >= lost) return json(200, {});
    copy.lost++;
    return 'reset';
  });
  return {
    copies,
    address: (to: string): string => JSON.stringify({ to, origin: served.origin }),
    close: served.close,
  };
}
export type HttpChannel = Awaited<ReturnType<typeof startHttpChannel>>;

/** Sends to such a channel, as the bot's sender does to Teams. */
export const httpSender: NoticeSender = {
  send: async (address, card): Promise<SendOutcome> => {
    const { to, origin } = Address.parse(JSON.parse(address));
    const receipt = Number(/Receipt (\d+) ·/.exec(JSON.stringify(card))?.[1]);
    try {
      const { status, headers } = await fetch(`${origin}/${encodeURIComponent(to)}`, {
        method: 'POST',
        body: JSON.stringify({ receipt }),
        signal: AbortSignal.timeout(5_000),
      });
      if (status === 200) return { kind: 'delivered' };
      return { kind: 'later', after: Number(headers.get('retry-after')) * 1_000, ambiguous: false };
    } catch {
      return { kind: 'later', after: null, ambiguous: true };
    }
  },
};
