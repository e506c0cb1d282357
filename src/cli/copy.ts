import { parseArgs } from 'node:util';
import { BadConfig, type DataConfig, readDataConfig } from '../config.ts';
import { tenantId } from '../core/ids.ts';
import { verifyChain } from '../core/settings/verify-chain.ts';
import { sha256 } from '../start/sha256.ts';
import { copyToPostgres } from '../storage/copy-to-postgres.ts';
import { openPostgres } from '../storage/postgres.ts';
import { openSqliteToRead } from '../storage/sqlite.ts';
import type { Storage } from '../storage/storage.ts';
import { type CliCommand, EXIT, type Shell, UsageMistake } from './command.ts';
import { receiptsText } from './data.ts';
import { progressBar } from './progress.ts';

const usage = `usage: signpost copy --to <postgres url>

Copies all that the embedded database in DATA_DIR holds into
an empty PostgreSQL database, and checks every chain of
receipts on both sides. The server must not run. Start it
with DATABASE_URL afterwards.`;

/** The number of receipts and the newest hash of a tenant's chain; null where it is broken. */
async function chainOf(storage: Storage | null, tenant: string): Promise<string | null> {
  if (!storage) return null;
  const verdict = await verifyChain({ storage: storage.settings, sha256 }, tenantId(tenant));
  return verdict.whole ? `${receiptsText(verdict.receipts)}, ${verdict.newest?.hash ?? 'none'}` : null;
}

/** The configuration with the target as its database; what is wrong with the target is said of the option. @throws UsageMistake */
function configFor({ environment }: Shell, target: string): DataConfig {
  try {
    return readDataConfig({ ...environment, DATABASE_URL: target });
  } catch (error) {
    const problem = error instanceof BadConfig && error.problems.find((each) => each.startsWith('DATABASE_URL: '));
    throw problem ? new UsageMistake(problem.replace('DATABASE_URL:', '--to')) : error;
  }
}

export const copy: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } } });
    if (values.to === undefined) throw new UsageMistake('--to is missing');
    const { dataDir } = configFor(shell, values.to);
    const { rows, tenants } = await copyToPostgres(dataDir, values.to, progressBar('copy'));
    await using opened = new AsyncDisposableStack();
    const source = openSqliteToRead(dataDir);
    opened.defer(() => source?.close());
    const target = await openPostgres(values.to);
    opened.defer(() => target.close());
    let same = true;
    for (const tenant of tenants) {
      const [before, after] = [await chainOf(source, tenant), await chainOf(target, tenant)];
      const whole = before !== null && before === after;
      same &&= whole;
      shell.print(`tenant ${tenant}: ${whole ? `whole on both sides, ${before}` : 'NOT the same on both sides'}`);
    }
    shell.print(`${rows} rows copied; set DATABASE_URL and start`);
    return same ? EXIT.yes : EXIT.no;
  },
};
