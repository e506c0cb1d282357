import { parseArgs } from 'node:util';
import { readDataConfig } from '../config.ts';
import { backUp, restore as putBack } from '../storage/sqlite-backup.ts';
import { type CliCommand, EXIT, type ExitCode, type Shell, UsageMistake } from './command.ts';
import { progressBar } from './progress.ts';

/** PostgreSQL brings its own tools, which know it better. */
function leaveToPostgres({ complain }: Shell, how: string): ExitCode {
  complain(`the database is PostgreSQL: use its own tools, ${how}`);
  return EXIT.no;
}

function fileIn(args: readonly string[], what: string): string {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0) throw new UsageMistake(`name one file ${what}`);
  return file;
}

export const backup: CliCommand = {
  usage: `usage: signpost backup <file>

Copies the embedded database into a file that does not exist
yet; the server may run meanwhile. For PostgreSQL it names
the line of pg_dump that does it.`,
  run: async (args, shell) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const file = fileIn(positionals, 'to write to');
    const { database } = readDataConfig(shell.environment);
    if (database.kind === 'postgres')
      return leaveToPostgres(shell, `as pg_dump --format=custom --file="${file}" "$DATABASE_URL"`);
    await backUp(database.dataDir, file, progressBar('backup'));
    shell.print(`${file} holds all of ${database.dataDir}`);
    return EXIT.yes;
  },
};

export const restore: CliCommand = {
  usage: `usage: signpost restore [--replace] <file>

Puts a backup in the place of the embedded database. The
server must not run. For PostgreSQL it names the line of
pg_restore that does it.

  --replace  put a database that is there already aside,
             under another name`,
  run: async (args, shell) => {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false } },
    });
    const file = fileIn(positionals, 'to read from');
    const { database } = readDataConfig(shell.environment);
    if (database.kind === 'postgres') {
      // Into another one, what a newer schema has more would stay, and keep the next upgrade from its work.
      const line = `pg_restore --single-transaction --no-owner --dbname="$DATABASE_URL" "${file}"`;
      return leaveToPostgres(shell, `into an empty database, as ${line}`);
    }
    const kept = await putBack(file, database.dataDir, values.replace);
    shell.print(`${database.dataDir} holds what was in ${file}; check it with: signpost verify`);
    if (kept) shell.print(`what was there before is ${kept}`);
    return EXIT.yes;
  },
};
