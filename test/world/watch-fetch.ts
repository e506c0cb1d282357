import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'undici:request:create';

/** Notes every request that this process sends by fetch, until stopped: the addresses, in order. */
export function watchFetch(): { stop(): readonly string[] } {
  const addresses: string[] = [];
  const note = (event: unknown): void => {
    // The shape that undici documents for this channel.
    const { request } = event as { request: { origin: string; path: string } };
    addresses.push(`${request.origin}${request.path}`);
  };
  subscribe(CHANNEL, note);
  return {
    stop: () => {
      unsubscribe(CHANNEL, note);
      return addresses;
    },
  };
}
