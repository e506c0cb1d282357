import type { Decision, DecisionStep } from './decision.ts';

/** The gateway's own old hosts, in lower case, each with the origin behind it. */
export type Origins = ReadonlyMap<string, string>;

/** The same address on the origin behind its host; undefined where its host is none of the gateway's. */
function behindGateway(address: string, origins: Origins): URL | undefined {
  const url = URL.parse(address);
  const origin = url && URL.parse(origins.get(url.hostname) ?? '');
  if (!url || !origin) return undefined;
  // Part by part: a path that begins with `//` would name another host if it were read anew.
  url.protocol = origin.protocol;
  url.hostname = origin.hostname;
  url.port = origin.port;
  return url;
}

/** The decision with a target that is not the gateway itself: it would come back here for ever. */
export function awayFromGateway(
  decision: Decision,
  origins: Origins | undefined,
  trace: ((step: DecisionStep) => void) | undefined,
): Decision {
  if (!origins || origins.size === 0 || !('target' in decision)) return decision;
  const url = behindGateway(decision.target, origins);
  if (!url) return decision;
  trace?.({ step: 'origin', outcome: 'behind-gateway', host: url.host });
  return { ...decision, target: url.href };
}
