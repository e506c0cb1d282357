import type { ObjectId, TenantId } from './ids.ts';
import type { RoleName } from './roles.ts';

/** Who acts. Without an object id a person has no roles. */
export interface Actor {
  readonly tenant: TenantId;
  readonly objectId: ObjectId | null;
  readonly name: string;
}

/** What the directory says of a person at this moment. */
export type Standing =
  | { readonly kind: 'member'; readonly roles: ReadonlySet<RoleName> }
  | { readonly kind: 'guest' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'stranger' };

/** Longest display name kept: Microsoft Graph's own limit for `displayName`, 256 characters. */
export const NAME_MAX = 256;
