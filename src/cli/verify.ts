import { parseArgs } from 'node:util';
import { digitsOf } from '../core/settings/receipt.ts';
import { verifyChain } from '../core/settings/verify-chain.ts';
import { sha256 } from '../start/sha256.ts';
import { type CliCommand, EXIT } from './command.ts';
import { nothingKept, openData, receiptsText, tenantFor } from './data.ts';

const usage = `usage: signpost verify [--tenant <id>] [--json]

Checks a tenant's chain of receipts, its end, and that each
setting is what its last receipt made it.

  --tenant <id>  whose chain; default GATEWAY_TENANT_ID,
                 else BOT_TENANT_ID
  --json         print one JSON object

Exit code 0: whole. 1: broken, and the first receipt that
does not hold is named; or there is no database.`;

export const verify: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({
      args: [...args],
      options: { tenant: { type: 'string' }, json: { type: 'boolean' } },
    });
    const tenant = tenantFor(shell, values.tenant);
    await using storage = await openData(shell);
    if (!storage) {
      shell.complain(`${nothingKept(shell)}, and so no chain to check`);
      return EXIT.no;
    }
    const verdict = await verifyChain({ storage: storage.settings, sha256 }, tenant);
    if (values.json) shell.print(JSON.stringify({ tenant, ...verdict }));
    else if (!verdict.whole) shell.print(`broken at receipt ${verdict.number}: ${verdict.problem}`);
    else if (verdict.newest) {
      const at = new Date(verdict.newest.at).toISOString();
      shell.print(`whole: ${receiptsText(verdict.receipts)}, the newest ${digitsOf(verdict.newest)} of ${at}`);
    } else shell.print(`whole: tenant ${tenant} has no receipts yet`);
    return verdict.whole ? EXIT.yes : EXIT.no;
  },
};
