import { parseArgs } from 'node:util';
import { ChannelKeys } from '../bot/channel-keys.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { BadConfig, type Config, readConfig } from '../config.ts';
import { CatalogMistakes, NewerSchema, StorageUnavailable, UnusableAddress } from '../core/errors.ts';
import { verifyChain } from '../core/settings/verify-chain.ts';
import { openDirectory } from '../start/open-directory.ts';
import { sha256 } from '../start/sha256.ts';
import { type CliCommand, EXIT, type Shell } from './command.ts';
import { openData, receiptsText } from './data.ts';
import { missingInDatabase } from './missing-in-database.ts';
import { reasonOf } from './reason-of.ts';

const usage = `usage: signpost doctor [--json]

Looks at everything that the program needs, and says what
is wrong and what to do: a line each.

  --json  one JSON object a line: {"check","ok","says"}

Exit code 0: all is well. 1: something is not.`;

/** What one look found: a sentence, and whether it is well. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly says: string;
}

const well = (check: string, says: string): Finding => ({ check, ok: true, says });
const ill = (check: string, says: string): Finding => ({ check, ok: false, says });
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Tokens of the channel and of Entra are refused where the clocks differ by more: the usual skew of JWTs. In milliseconds. */
const SKEW_MAX = 300_000;
const LIMIT = 10_000;

export const doctor: CliCommand = {
  usage,
  run: async (args, shell) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    let sound = true;
    for await (const finding of look(shell)) {
      sound &&= finding.ok;
      shell.print(values.json ? JSON.stringify(finding) : lineOf(finding, shell.colour));
    }
    return sound ? EXIT.yes : EXIT.no;
  },
};

function lineOf({ check, ok, says }: Finding, colour: boolean): string {
  const mark = ok ? 'ok ' : 'BAD';
  const shown = colour ? `\u001b[${ok ? 32 : 31}m${mark}\u001b[0m` : mark;
  return `${shown}  ${check.padEnd(15)}${says}`;
}

async function* look(shell: Shell): AsyncGenerator<Finding> {
  const config = configuration(shell);
  if (!('mode' in config)) {
    yield* config;
    return;
  }
  yield well('configuration', `${config.mode}, cloud endpoints and secrets are in their right form`);
  yield catalog(config);
  yield* await database(shell, config);
  if (config.mode === 'production') {
    yield* await channel(config);
    yield* await directory(config);
  }
  yield publicUrl(config);
}

function configuration({ environment }: Shell): Config | readonly Finding[] {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return error.problems.map((problem) => ill('configuration', problem));
  }
}

function catalog({ catalogDir }: Config): Finding {
  try {
    const { capabilities, migrations } = loadCatalog({ overlayDir: catalogDir, ownHosts: [] });
    return well('catalog', `${capabilities.size} capabilities of ${migrations.size} migrations`);
  } catch (error) {
    if (!(error instanceof CatalogMistakes)) throw error;
    return ill('catalog', error.mistakes.map(({ message }) => message).join('; '));
  }
}

async function database(shell: Shell, { database, gatewayTenant }: Config): Promise<readonly Finding[]> {
  const where = database.kind === 'sqlite' ? `SQLite in ${database.dataDir}` : 'PostgreSQL';
  try {
    await using storage = await openData(shell);
    if (database.kind === 'postgres') {
      const { mayMakeTables } = await import('../storage/postgres.ts');
      if (!(await mayMakeTables(database.url.reveal()))) {
        return [ill('database', `${where} lets this user make no tables: make it the owner of the database`)];
      }
    }
    if (!storage) return [well('database', `${where}: empty until the first start`)];
    const found = [well('database', where)];
    if (gatewayTenant === null) return found;
    const verdict = await verifyChain({ storage: storage.settings, sha256 }, gatewayTenant);
    const says = verdict.whole
      ? `whole, ${receiptsText(verdict.receipts)}`
      : `broken at receipt ${verdict.number} (${verdict.problem}): keep the database as it is, and find out who wrote to it`;
    return [...found, verdict.whole ? well('receipts', says) : ill('receipts', says)];
  } catch (error) {
    if (error instanceof UnusableAddress) return [ill('database', `DATABASE_URL: ${error.message}`)];
    if (error instanceof NewerSchema) return [ill('database', `${error.message}: run the newer one`)];
    const missing = missingInDatabase(error);
    if (missing !== undefined) return [ill('database', missing)];
    if (!(error instanceof StorageUnavailable)) throw error;
    const remedy =
      database.kind === 'sqlite'
        ? 'look at the folder and its disk'
        : 'look at DATABASE_URL, the server and the network';
    return [ill('database', `${where} does not answer (${reasonOf(error)}): ${remedy}`)];
  }
}

/** The channel's keys, and whether this machine's clock is theirs. */
async function channel({ channel: { openIdMetadataUrl } }: Config): Promise<readonly Finding[]> {
  let failure: unknown;
  const keys = new ChannelKeys({
    metadataUrl: openIdMetadataUrl,
    elapsed: () => performance.now(),
    onFailure: (error) => {
      failure = error;
    },
  });
  await keys.refresh();
  if (failure !== undefined) {
    return [
      ill(
        'key server',
        `${openIdMetadataUrl}: ${reason(failure)}; without it nobody can talk to the bot. Is the way out open?`,
      ),
    ];
  }
  const answer = await fetch(openIdMetadataUrl, { method: 'HEAD', signal: AbortSignal.timeout(LIMIT) }).catch(
    () => null,
  );
  const theirs = Date.parse(answer?.headers.get('date') ?? '');
  const skew = Math.abs(Date.now() - theirs);
  const says = Number.isNaN(skew)
    ? 'the key server does not say what time it is'
    : `differs from the key server’s by ${Math.round(skew / 1000)} s`;
  const clock = skew > SKEW_MAX ? ill('clock', `${says}: set it, or every token is refused`) : well('clock', says);
  return [well('key server', openIdMetadataUrl), clock];
}

/** The bot's own token, and what it may ask the directory. */
async function directory(config: Extract<Config, { mode: 'production' }>): Promise<readonly Finding[]> {
  const identity = await openDirectory(config);
  const findings: Finding[] = [];
  try {
    await identity.channelToken?.();
    findings.push(well('bot token', `given by ${config.entra.authorityHost}`));
  } catch (error) {
    return [
      ill(
        'bot token',
        `${reason(error)}: look at BOT_ID, BOT_PASSWORD, BOT_TENANT_ID and AUTHORITY_HOST, and whether the way out is open`,
      ),
    ];
  }
  for (const tenant of config.allowedTenants) {
    const remedy =
      config.bot.type === 'UserAssignedMSI'
        ? 'an administrator runs infra/grant-graph-permissions.sh with the identity’s principal id'
        : `an administrator opens ${config.entra.authorityHost}/${tenant}/adminconsent?client_id=${config.bot.id}`;
    try {
      const missing = (await identity.missingPermissions?.(tenant)) ?? [];
      findings.push(
        missing.length === 0
          ? well('directory', `tenant ${tenant} lets roles be read`)
          : ill('directory', `tenant ${tenant} has not granted ${missing.join(' and ')}: ${remedy}`),
      );
    } catch (error) {
      findings.push(ill('directory', `tenant ${tenant}: ${reason(error)}`));
    }
  }
  return findings;
}

function publicUrl({ mode, publicUrl }: Config): Finding {
  const { hostname, protocol } = new URL(publicUrl);
  const local = hostname === 'localhost' || hostname.startsWith('127.');
  if (mode === 'production' && (local || protocol !== 'https:')) {
    return ill('public URL', `${publicUrl}: Teams reaches a bot by https at a public name only; set PUBLIC_URL`);
  }
  return well('public URL', publicUrl);
}
