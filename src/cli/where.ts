import { parseArgs } from 'node:util';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { loadSearchIndex } from '../catalog/search-index.ts';
import { readDataConfig } from '../config.ts';
import { answerQuestion } from '../core/answers/answer-question.ts';
import { type ReplyPorts, replyTo } from '../core/answers/reply.ts';
import { buildShortLinks } from '../core/answers/short-links.ts';
import { readLimit, toWhereJson } from '../core/answers/where-json.ts';
import type { StateOf } from '../core/links/decide.ts';
import { buildLinkIndex } from '../core/links/legacy-links.ts';
import { defaultStateOf } from '../core/settings/setting.ts';
import { SettingsInMemory } from '../core/settings/settings-in-memory.ts';
import { wordsFor } from '../wording/languages.ts';
import { type CliCommand, EXIT, type Shell, UsageMistake } from './command.ts';
import { openData } from './data.ts';
import { localeOf } from './locale.ts';
import { replyText } from './reply-text.ts';

const usage = `usage: signpost where [--json] [--limit <n>] <question>
       signpost where [--json] [--limit <n>] --stdin

Says where a page of an old admin portal is now: by its
name, its old link, or what one did there.

  --json       one JSON object a question, best answer first
  --limit <n>  at most so many answers, 1 to 20; default 5
  --stdin      one question a line, each answered at once

Exit code 0: there was an answer. 1: there was none.
With --stdin 0 once every line is answered.`;

export const where: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values, positionals } = parseArgs({
      args: withNegativeLimit(args),
      options: { json: { type: 'boolean' }, limit: { type: 'string' }, stdin: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.stdin && positionals.length > 0) throw new UsageMistake('a question, or --stdin: not both');
    if (!values.stdin && positionals.length === 0) throw new UsageMistake('a question is missing');
    const answer = await answerer(shell, values.json ?? false, readLimit(values.limit));
    if (!values.stdin) return answer(positionals.join(' ')) ? EXIT.yes : EXIT.no;
    for await (const question of shell.input) {
      answer(question);
      if (!values.json) shell.print('');
    }
    return EXIT.yes;
  },
};

/** `--limit -3` asks for no number from 1 to 20, like any other text: parseArgs would refuse it. An argument holds no NUL. */
const withNegativeLimit = (args: readonly string[]): string[] =>
  args.length === 0
    ? []
    : args
        .join('\0')
        .replace(/(?<=^|\0)--limit\0(?=-\d)/, '--limit=')
        .split('\0');

/** Prints the answer to a question; says whether there was one. */
async function answerer(shell: Shell, json: boolean, limit: number): Promise<(question: string) => boolean> {
  const { catalogDir, publicUrl } = readDataConfig(shell.environment);
  const catalog = loadCatalog({ overlayDir: catalogDir, ownHosts: [] });
  const ports: ReplyPorts = {
    catalog,
    links: buildLinkIndex(catalog),
    shortLinks: buildShortLinks(catalog.links),
    index: loadSearchIndex(catalog),
    ownHosts: new Set([new URL(publicUrl).hostname]),
  };
  const stateOf = await presentStates(shell, ports);
  const words = wordsFor(localeOf(shell.environment));
  return (question) => {
    if (json) {
      const answers = toWhereJson(answerQuestion({ ...ports, stateOf }, question), limit);
      shell.print(JSON.stringify(answers));
      return answers.answers.length > 0;
    }
    const reply = replyTo(ports, stateOf, question);
    shell.print(replyText(words, question, reply, { limit, colour: shell.colour }));
    return reply.kind === 'page' || reply.kind === 'choices';
  };
}

/** The states of those settings that the gateway follows; the catalog's own where there is no tenant, or nothing is kept. */
async function presentStates(shell: Shell, { catalog }: ReplyPorts): Promise<StateOf> {
  const { gatewayTenant: tenant } = readDataConfig(shell.environment);
  await using storage = tenant === null ? null : await openData(shell);
  if (tenant === null || storage === null) return defaultStateOf(catalog.migrations);
  const settings = new SettingsInMemory(storage.settings, catalog.migrations);
  await settings.read(tenant);
  return settings.stateOf(tenant);
}
