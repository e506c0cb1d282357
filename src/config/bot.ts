import type { TenantId } from '../core/ids.ts';
import type { Secret } from './secret.ts';
import { entraTenant, guid, list, oneOf, secret } from './values.ts';
import type { Variables } from './variables.ts';

/** The bot's registration with the channel and Entra. */
export type Bot =
  | {
      readonly type: 'SingleTenant';
      /** `BOT_ID`: application id, in lower case. */
      readonly id: string;
      /** `BOT_PASSWORD`: client secret. */
      readonly password: Secret;
      /** `BOT_TENANT_ID`: where the application is registered. */
      readonly tenant: TenantId;
    }
  /** Serves the tenants of `ALLOWED_TENANTS`. */
  | { readonly type: 'MultiTenant'; readonly id: string; readonly password: Secret }
  /** A managed identity of Azure: it has no password. */
  | { readonly type: 'UserAssignedMSI'; readonly id: string; readonly tenant: TenantId };

const BOT_TYPES = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

export const readBotType = (variables: Variables): Bot['type'] =>
  variables.read('BOT_TYPE', oneOf(BOT_TYPES), 'SingleTenant');

/** The bot; undefined where something that its type needs is missing, which has then been refused. */
export function readBot(variables: Variables, type: Bot['type']): Bot | undefined {
  const id = variables.need('BOT_ID', guid, "production needs the bot's application id");
  const tenantOf = () =>
    variables.need('BOT_TENANT_ID', entraTenant, `a ${type} bot needs the tenant it is registered in`);
  if (type === 'UserAssignedMSI') {
    const tenant = tenantOf();
    return id === undefined || tenant === undefined ? undefined : { type, id, tenant };
  }
  const password = variables.need('BOT_PASSWORD', secret, `a ${type} bot needs its client secret`);
  const tenant = type === 'MultiTenant' ? null : tenantOf();
  if (id === undefined || password === undefined || tenant === undefined) return undefined;
  return tenant === null ? { type: 'MultiTenant', id, password } : { type: 'SingleTenant', id, password, tenant };
}

/** Whose activities are taken; those of `BOT_TENANT_ID` where nothing is said. */
export function readAllowedTenants(variables: Variables, type: Bot['type']): ReadonlySet<TenantId> {
  if (type === 'MultiTenant') {
    const why = 'a MultiTenant bot needs the tenants that it serves';
    return new Set(variables.need('ALLOWED_TENANTS', list(entraTenant), why));
  }
  const own = variables.read('BOT_TENANT_ID', entraTenant, undefined);
  return new Set(variables.read('ALLOWED_TENANTS', list(entraTenant), own === undefined ? [] : [own]));
}
