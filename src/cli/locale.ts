import type { Environment } from '../config.ts';

/** The BCP 47 tag of the language for messages, as POSIX's variables name it (`de_AT.UTF-8`): the first that is set counts. */
export function localeOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): string | undefined {
  const locale = LC_ALL || LC_MESSAGES || LANG;
  return locale?.replace(/[.@].*$/, '').replace('_', '-');
}
