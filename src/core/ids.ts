declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** An Entra tenant: a GUID in lower case (the Agents Playground's own is none). */
export type TenantId = Branded<'TenantId'>;
/** A person's Entra object id: a GUID in lower case. */
export type ObjectId = Branded<'ObjectId'>;
/** A migration of the catalog, as `mdo-scc`. */
export type MigrationId = Branded<'MigrationId'>;
/** A capability of the catalog, as `threat-explorer`. */
export type CapabilityId = Branded<'CapabilityId'>;
/** A portal of the catalog, as `defender`. */
export type PortalId = Branded<'PortalId'>;
/** What makes one form or button one change, however often it is sent: a random UUID. */
export type Nonce = Branded<'Nonce'>;
/** A Bot Framework conversation, without the thread within a channel. */
export type ConversationId = Branded<'ConversationId'>;

/** Casts below are the one place where a checked string gets its brand. */
export const tenantId = (id: string): TenantId => id.toLowerCase() as TenantId;
export const objectId = (id: string): ObjectId => id.toLowerCase() as ObjectId;
export const migrationId = (id: string): MigrationId => id as MigrationId;
export const capabilityId = (id: string): CapabilityId => id as CapabilityId;
export const portalId = (id: string): PortalId => id as PortalId;
export const conversationId = (id: string): ConversationId => id as ConversationId;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isGuid = (text: string): boolean => GUID.test(text);

/** A GUID; the Agents Playground's own ids have a digit more. */
const ENTRA_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12,13}$/i;
/** Whether a person or a tenant can have this id. */
export const isEntraId = (text: string): boolean => ENTRA_ID.test(text);

/** The nonce in this text, or undefined where it is none. */
export const readNonce = (text: string): Nonce | undefined =>
  isGuid(text) ? (text.toLowerCase() as Nonce) : undefined;
