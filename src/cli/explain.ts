import { parseArgs } from 'node:util';
import { settingSentences, stepSentences } from '../cards/explain.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readDataConfig } from '../config.ts';
import { tenantId } from '../core/ids.ts';
import { explainFor, explanationRecord, type LinkRules } from '../core/links/explain-link.ts';
import { buildLinkIndex } from '../core/links/legacy-links.ts';
import { wordsFor } from '../wording/languages.ts';
import { type CliCommand, EXIT, UsageMistake } from './command.ts';
import { openData } from './data.ts';
import { localeOf } from './locale.ts';

const usage = `usage: signpost explain [--json] <url>

Says where the gateway leads an old link, step by step, as
the settings of GATEWAY_TENANT_ID (else BOT_TENANT_ID) are
now. Put the link in quotation marks: it is taken as a
whole, and what stands behind # counts.

  --json  print one JSON object`;

/** Where nobody's settings can be read, the catalog's own decide. */
const NOTHING_KEPT = { settings: async () => [] };
const NOBODY = tenantId('');

export const explain: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [url, ...more] = positionals;
    if (url === undefined || more.length > 0) throw new UsageMistake('give one link, in quotation marks');
    const { catalogDir, publicUrl, gatewayHosts, gatewayTenant: tenant } = readDataConfig(shell.environment);
    const catalog = loadCatalog({ overlayDir: catalogDir, ownHosts: [] });
    const { migrations } = catalog;
    const rules: LinkRules = {
      index: buildLinkIndex(catalog),
      ownHosts: new Set([new URL(publicUrl).hostname]),
      origins: gatewayHosts,
    };
    await using data = tenant === null ? null : await openData(shell);
    const storage = data?.settings ?? NOTHING_KEPT;
    const explanation = await explainFor({ storage, migrations }, rules, tenant ?? NOBODY, url);
    if (values.json) {
      shell.print(JSON.stringify(explanationRecord(explanation, explanation.setting)));
      return EXIT.yes;
    }
    const words = wordsFor(localeOf(shell.environment));
    shell.print(words.explain.decisions[explanation.decision.kind]);
    if ('target' in explanation.decision) shell.print(words.explain.leads(explanation.decision.target));
    for (const [at, sentence] of stepSentences(words, catalog, explanation.steps).entries()) {
      shell.print(`${at + 1}. ${sentence}`);
    }
    const { setting } = explanation;
    for (const sentence of setting ? settingSentences({ words, timeZone: 'UTC' }, setting) : []) {
      shell.print(`   ${sentence}`);
    }
    return EXIT.yes;
  },
};
