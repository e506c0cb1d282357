import { playgroundId } from '../config/values.ts';
import { BadValue } from '../config/variables.ts';
import { readDataConfig } from '../config.ts';
import { type TenantId, tenantId } from '../core/ids.ts';
import type { Storage } from '../storage/storage.ts';
import { type Shell, UsageMistake } from './command.ts';

/**
 * The database, opened to read beside a running server; null where nothing has been kept yet. To be had by `await using`:
 * one that stays open keeps the process from its end.
 */
export async function openData(shell: Shell): Promise<(Storage & AsyncDisposable) | null> {
  const storage = await openStorage(shell);
  return storage && { ...storage, [Symbol.asyncDispose]: () => storage.close() };
}

async function openStorage({ environment }: Shell): Promise<Storage | null> {
  const { database } = readDataConfig(environment);
  if (database.kind === 'postgres') {
    const { openPostgresToRead } = await import('../storage/postgres.ts');
    return openPostgresToRead(database.url.reveal());
  }
  const { openSqliteToRead } = await import('../storage/sqlite.ts');
  return openSqliteToRead(database.dataDir);
}

/** Said where `openData` has found nothing: another folder may be meant. */
export function nothingKept({ environment }: Shell): string {
  const { database } = readDataConfig(environment);
  return database.kind === 'sqlite'
    ? `there is no database in ${database.dataDir} yet`
    : 'the PostgreSQL database holds nothing of Signpost’s yet';
}

/** How long a chain is. */
export const receiptsText = (receipts: number): string => `${receipts} ${receipts === 1 ? 'receipt' : 'receipts'}`;

/** The tenant that was named, else the one that the gateway follows. @throws UsageMistake */
export function tenantFor({ environment }: Shell, given: string | undefined): TenantId {
  if (given !== undefined) return tenantIn(given);
  const { gatewayTenant } = readDataConfig(environment);
  if (gatewayTenant === null) {
    throw new UsageMistake('whose? name a tenant with --tenant <id>, or set GATEWAY_TENANT_ID or BOT_TENANT_ID');
  }
  return gatewayTenant;
}

/** A mistyped id would be a tenant of which nothing is kept, and whose chain is whole. @throws UsageMistake */
function tenantIn(given: string): TenantId {
  try {
    return tenantId(playgroundId(given));
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new UsageMistake(`--tenant ${error.message}`);
  }
}
