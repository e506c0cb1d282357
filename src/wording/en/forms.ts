/** Dates, numbers and lists are written as in British English: day before month, 24 hours. */
export const LOCALE = 'en-GB';

export const list = (items: readonly string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(LOCALE, { type }).format(items);

const plural = new Intl.PluralRules(LOCALE);
export const count = (n: number, one: string, other: string): string =>
  `${new Intl.NumberFormat(LOCALE).format(n)} ${plural.select(n) === 'one' ? one : other}`;

export const path = (steps: readonly string[]): string => steps.join(' > ');
