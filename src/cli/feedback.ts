import { parseArgs } from 'node:util';
import { csvOf } from '../cards/feedback-csv.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readDataConfig } from '../config.ts';
import { hasSetting } from '../core/migration.ts';
import { wordsFor } from '../wording/languages.ts';
import { type CliCommand, EXIT, UsageMistake } from './command.ts';
import { nothingKept, openData, tenantFor } from './data.ts';
import { localeOf } from './locale.ts';

const usage = `usage: signpost feedback [--tenant <id>] [--csv | --json]

Prints what people wrote when they turned redirection off,
newest first.

  --tenant <id>  whose; default GATEWAY_TENANT_ID, else
                 BOT_TENANT_ID
  --csv          as CSV (RFC 4180) with a header; cells that
                 a spreadsheet would run are made harmless
  --json         one JSON object a line`;

/** More than any organisation writes, and a bound all the same. */
const ALL = 1_000_000;

export const feedback: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({
      args: [...args],
      options: { tenant: { type: 'string' }, csv: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    if (values.csv && values.json) throw new UsageMistake('--csv, or --json: not both');
    const tenant = tenantFor(shell, values.tenant);
    const { catalogDir } = readDataConfig(shell.environment);
    const catalog = loadCatalog({ overlayDir: catalogDir, ownHosts: [] });
    const migrations = [...catalog.migrations.values()].filter(hasSetting).map(({ id }) => id);
    const words = wordsFor(localeOf(shell.environment));
    await using storage = await openData(shell);
    if (!storage) shell.complain(nothingKept(shell));
    const changes = (await storage?.settings.feedback({ tenant, migrations, limit: ALL })) ?? [];
    if (storage && changes.length === 0 && !values.csv && !values.json) shell.print('no feedback yet');
    if (values.csv) shell.print(csvOf(words, changes).replace(/\n$/, ''));
    for (const { receipt, actor, feedback } of values.csv ? [] : changes) {
      const at = new Date(receipt.at).toISOString();
      const { number, migration, category } = receipt;
      const name = actor?.name ?? null;
      const comment = feedback?.comment ?? '';
      if (values.json)
        shell.print(JSON.stringify({ number, at, migration, category, name, contact: feedback?.contact, comment }));
      else shell.print(`${at}  ${migration}  ${category}  ${name ?? ''}\n  ${comment.replaceAll('\n', '\n  ')}`);
    }
    return EXIT.yes;
  },
};
