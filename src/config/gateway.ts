import type { TenantId } from '../core/ids.ts';
import { hostName, webOrigin } from './addresses.ts';
import type { Mode } from './mode.ts';
import type { Secret } from './secret.ts';
import { key, list } from './values.ts';
import { BadValue, type Parse, type Variables } from './variables.ts';

/** The redirect gateway, or why it is not mounted, for the log. */
export type GatewayConfig =
  | { readonly mounted: false; readonly reason: string }
  | {
      readonly mounted: true;
      /**
       * `GATEWAY_SECRET`: keys of session cookies, at least 32 bytes each; the first signs, all verify.
       * In the playground, where none is given, one is made and kept in `DATA_DIR`.
       */
      readonly secrets: readonly Secret[] | 'kept-in-data-dir';
      /** `GATEWAY_TENANT_ID`: whose settings the gateway follows. */
      readonly tenant: TenantId;
    };

export function readGateway(variables: Variables, mode: Mode, tenant: TenantId | null): GatewayConfig {
  const secrets = variables.read('GATEWAY_SECRET', list(key), mode === 'playground' ? 'kept-in-data-dir' : null);
  if (secrets === null) return { mounted: false, reason: 'GATEWAY_SECRET is not set' };
  if (tenant === null) return { mounted: false, reason: 'neither GATEWAY_TENANT_ID nor BOT_TENANT_ID is set' };
  return { mounted: true, secrets, tenant };
}

const hostPair: Parse<readonly [host: string, origin: string]> = (given) => {
  const [host, origin, ...more] = given.split('=');
  if (host === undefined || origin === undefined || more.length > 0) throw new BadValue('must be host=origin');
  return [hostName(host), webOrigin(origin)];
};

/** `a.example.` is the same host as `a.example`. */
const withoutRoot = (host: string): string => host.replace(/\.$/, '');

/** Host mode's hosts with their origins. An origin that is served here would send people round in circles. */
const hostPairs: Parse<ReadonlyMap<string, string>> = (given) => {
  const pairs = list(hostPair)(given);
  const hosts = new Map(pairs);
  if (hosts.size < pairs.length) throw new BadValue('names a host twice');
  const served = pairs.findIndex(([, origin]) => hosts.has(withoutRoot(new URL(origin).hostname)));
  if (served >= 0) throw new BadValue(`entry ${served + 1} of the list: its origin is itself a host of the gateway`);
  return hosts;
};

export const readGatewayHosts = (variables: Variables): ReadonlyMap<string, string> =>
  variables.read('GATEWAY_HOSTS', hostPairs, new Map());
