import { BadConfig, EX_CONFIG, environment } from '../config.ts';
import { CatalogMistakes, SignpostError, StorageUnavailable } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { type CliCommand, EXIT, type Shell, UsageMistake } from './command.ts';
import { linesOf } from './lines.ts';

/** What `signpost` can do. A new command is one file and one line here. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<CliCommand> }>> = {
  where: { summary: 'say where a page is now', load: async () => (await import('./where.ts')).where },
  explain: {
    summary: 'say where an old link leads, and why',
    load: async () => (await import('./explain.ts')).explain,
  },
  export: {
    summary: 'write the redirects as rules for nginx, Caddy, Cloudflare or Azure Front Door',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  verify: { summary: 'check the chain of receipts', load: async () => (await import('./verify.ts')).verify },
  backup: {
    summary: 'copy the embedded database into a file, while it is in use',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: 'put a backup in the place of the embedded database',
    load: async () => (await import('./backup.ts')).restore,
  },
  copy: {
    summary: 'move from the embedded database to PostgreSQL',
    load: async () => (await import('./copy.ts')).copy,
  },
  doctor: {
    summary: 'say what is wrong with this installation',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  traffic: { summary: 'print how old links were used', load: async () => (await import('./traffic.ts')).traffic },
  feedback: { summary: 'print what people wrote', load: async () => (await import('./feedback.ts')).feedback },
};

const WIDTH = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2;

const USAGE = [
  'usage: signpost <command> [options]',
  '',
  'commands:',
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(WIDTH)}${summary}`),
  '',
  'signpost <command> --help says more. The environment configures it; see docs/configuration.md.',
].join('\n');

/** No colour in pipes, for terminals that know none, or where somebody wants none: https://no-color.org */
function showsColour({ NO_COLOR, TERM }: Shell['environment']): boolean {
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

const shell: Shell = {
  environment: environment(),
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`signpost: ${line}\n`),
  get input() {
    return linesOf(process.stdin.setEncoding('utf8'));
  },
  colour: showsColour(environment()),
};

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    shell.print(USAGE);
    return name === undefined ? EXIT.usage : EXIT.yes;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    const near = nearest(name, Object.keys(COMMANDS));
    const meant = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    shell.complain(`there is no command "${name}"${meant || '; signpost --help lists them'}`);
    return EXIT.usage;
  }
  const command = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    shell.print(command.usage);
    return EXIT.yes;
  }
  try {
    return await command.run(args, shell);
  } catch (error) {
    return failed(error, command);
  }
}

const STORAGE_PROBLEMS = {
  gone: 'the database cannot be reached; signpost doctor says more',
  full: 'the disk of the database is full',
  busy: 'another process has the database open; stop it first',
} as const;

function failed(error: unknown, { usage }: CliCommand): number {
  if (error instanceof UsageMistake || isParseError(error)) {
    shell.complain(error.message);
    process.stderr.write(`${usage}\n`);
    return EXIT.usage;
  }
  if (error instanceof BadConfig) {
    error.problems.forEach(shell.complain);
    return EX_CONFIG;
  }
  if (error instanceof CatalogMistakes) {
    for (const { message } of error.mistakes) shell.complain(message);
    return EX_CONFIG;
  }
  if (error instanceof SignpostError) {
    shell.complain(error instanceof StorageUnavailable ? STORAGE_PROBLEMS[error.problem] : error.message);
    return EXIT.no;
  }
  throw error;
}

/** util.parseArgs throws a TypeError with a code of its own. */
const isParseError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

// A closed pipe (`signpost … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
