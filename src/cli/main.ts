import { environment } from '../config.ts';
import { EXIT, type Shell } from './command.ts';
import { COMMANDS } from './commands.ts';
import { failed, meant } from './failures.ts';
import { linesOf } from './lines.ts';

const WIDTH = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2;

const USAGE = [
  'usage: signpost <command> [options]',
  '',
  'commands:',
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(WIDTH)}${summary}`),
  '',
  'signpost <command> --help says more.',
  'The environment configures it: docs/configuration.md.',
  '',
  'exit codes: 0 yes; 1 no, or not done; 2 the words are wrong;',
  '78 a mistake in the configuration or the catalogue',
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
  if (name === 'help' && args.length > 0) return run([...args, '--help']);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    shell.print(USAGE);
    return name === undefined ? EXIT.usage : EXIT.yes;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    const hint = meant(name, Object.keys(COMMANDS)) || '; signpost --help lists them';
    shell.complain(`there is no ${name.startsWith('-') ? 'option' : 'command'} "${name}"${hint}`);
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
    return failed(error, name, command, shell);
  }
}

// A closed pipe (`signpost … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
