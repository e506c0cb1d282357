import { count, list, number, shortDay } from './forms.ts';

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
    day: shortDay,
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
      `${path}: ${count(times, 'time', 'times')}, last on ${shortDay(last)}`,
    more: 'There are more. All of it: signpost traffic',
    help: { say: '/redirect traffic', does: 'how old links were used' },
  },
};
