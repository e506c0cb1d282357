import type { Words } from '../en.ts';
import { count, list, number, shortDay } from './forms.ts';

/** How old links were used. */
export const traffic = {
  traffic: {
    title: 'Wie alte Links genutzt wurden',
    titleOf: (title) => `Wie alte Links genutzt wurden: ${title}`,
    intro: (uses, days) =>
      `In den letzten ${number(days)} Tagen ${count(uses, 'alter Link', 'alte Links')} über Signpost geöffnet.`,
    empty: (days) =>
      `In den letzten ${number(days)} Tagen wurde kein alter Link über Signpost geöffnet. Links, die ohne Signpost geöffnet werden, sind nicht gezählt.`,
    chart: 'Alte Links je Tag',
    date: 'Tag',
    uses: 'Anzahl',
    series: { newPortal: 'Zum neuen Portal', oldPortal: 'Zum alten Portal', page: 'Auf einer Seite geendet' },
    day: shortDay,
    links: 'Am häufigsten genutzt',
    link: (name, outcomes) => `${name}: ${list(outcomes, 'conjunction')}`,
    outcomes: {
      redirected: (n) => `${number(n)} zum neuen Portal`,
      off: (n) => `${number(n)} zum alten Portal`,
      'not-affected': (n) => `${number(n)} nicht betroffen`,
      'by-hand': (n) => `${number(n)} mit gezeigten Klicks`,
      'unknown-page': (n) => `${number(n)} unbekannt`,
    },
    orphans: 'Alte Links zu Seiten, die Signpost nicht kennt',
    orphan: (path, times, last) => `${path}: ${count(times, 'Mal', 'Mal')}, zuletzt am ${shortDay(last)}`,
    more: 'Es gibt weitere. Alles zusammen: signpost traffic',
    help: { say: '/redirect traffic', does: 'wie alte Links genutzt wurden' },
  },
} satisfies Partial<Words>;
