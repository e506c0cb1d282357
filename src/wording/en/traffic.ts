import { count, LOCALE, list } from './forms.ts';

const number = (n: number): string => new Intl.NumberFormat(LOCALE).format(n);

/** A date as `2026-11-24`, or the beginning of a day in UTC. */
const day = (date: string | number): string =>
  new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(date));

/** How old links were used. */
export const traffic = {
  traffic: {
    title: 'How old links were used',
    titleOf: (title: string) => `How old links were used: ${title}`,
    intro: (uses: number, days: number) =>
      `${count(uses, 'old link', 'old links')} followed through Signpost in the last ${number(days)} days.`,
    empty: (days: number) =>
      `No old link was followed through Signpost in the last ${number(days)} days. Links that people open without Signpost are not counted.`,
    chart: 'Old links a day',
    date: 'Day',
    uses: 'Links',
    series: { newPortal: 'To the new portal', oldPortal: 'To the old portal', page: 'Stopped at a page' },
    day,
    links: 'Most used',
    link: (name: string, outcomes: readonly string[]) => `${name}: ${list(outcomes, 'conjunction')}`,
    outcomes: {
      redirected: (n: number) => `${number(n)} to the new portal`,
      off: (n: number) => `${number(n)} to the old portal`,
      'not-affected': (n: number) => `${number(n)} not affected`,
      'by-hand': (n: number) => `${number(n)} shown what to click`,
      'unknown-page': (n: number) => `${number(n)} unknown`,
    },
    orphans: 'Old links to pages that Signpost does not know',
    orphan: (path: string, times: number, last: number) =>
      `${path}: ${count(times, 'time', 'times')}, last on ${day(last)}`,
    more: 'There are more. All of it: signpost traffic',
    help: { say: '/redirect traffic', does: 'how old links were used' },
  },
};
