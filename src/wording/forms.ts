const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a calendar has this instant: somebody may have put anything into the database. */
const isInstant = (at: number | string): boolean =>
  (typeof at === 'number' || DATE.test(at)) && !Number.isNaN(new Date(at).getTime());

/**
 * Dates, numbers, lists and plurals as a BCP 47 locale writes them; hours run to 24. `unreadable` stands in the place of
 * what is no instant.
 */
export const formsOf = (locale: string, unreadable: string) => {
  // made when first used: most languages are not spoken for a while, and each costs milliseconds and megabytes
  let numbers: Intl.NumberFormat | undefined;
  let plurals: Intl.PluralRules | undefined;
  const number = (n: number): string => {
    numbers ??= new Intl.NumberFormat(locale);
    return numbers.format(n);
  };
  const isOne = (n: number): boolean => {
    plurals ??= new Intl.PluralRules(locale);
    return plurals.select(n) === 'one';
  };
  /** A day in UTC: an instant in it, or a date as `2026-11-24`. */
  const dayIn =
    (options: Intl.DateTimeFormatOptions) =>
    (at: number | string): string =>
      isInstant(at)
        ? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(at))
        : unreadable;

  return {
    unreadable,
    number,
    list: (items: readonly string[], type: 'conjunction' | 'disjunction'): string =>
      new Intl.ListFormat(locale, { type }).format(items),
    count: (n: number, one: string, other: string): string => `${number(n)} ${isOne(n) ? one : other}`,
    path: (steps: readonly string[]): string => steps.join(' > '),
    day: dayIn({ dateStyle: 'medium' }),
    shortDay: dayIn({ day: 'numeric', month: 'short' }),
    /** An instant in UTC milliseconds, on the clock of an IANA time zone. */
    time: (at: number, timeZone: string): string =>
      isInstant(at)
        ? new Intl.DateTimeFormat(locale, {
            weekday: 'short',
            day: 'numeric',
            month: 'short',
            year: 'numeric',
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
            timeZone,
            timeZoneName: 'short',
          }).format(new Date(at))
        : unreadable,
  };
};
