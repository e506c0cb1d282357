import type { Kysely, Selectable } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { ChainHead } from '../core/settings/receipt.ts';
import type { Setting } from '../core/settings/setting.ts';
import type { Schema } from './schema.ts';

export const readSetting = ({ migration, state, version, since, until }: Selectable<Schema['settings']>): Setting => ({
  migration,
  state,
  version,
  since,
  until,
});

export const readHead = (db: Kysely<Schema>, tenant: TenantId): Promise<ChainHead | undefined> =>
  db.selectFrom('chain_heads').select(['number', 'hash']).where('tenant', '=', tenant).executeTakeFirst();
