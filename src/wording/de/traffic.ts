import type { Words } from '../en.ts';
import { count, list, number, shortDay } from './forms.ts';

/** How old links were used. */
export const traffic = {
  traffic: {
    title: 'Nutzung alter Links',
    titleOf: (title) => `Nutzung alter Links: ${title}`,
    intro: (uses, days) =>
      `${count(uses, 'alter Link wurde', 'alte Links wurden')} in den letzten ${number(days)} Tagen über Signpost geöffnet.`,
    empty: (days) =>
      `In den letzten ${number(days)} Tagen wurde kein alter Link über Signpost geöffnet. Links, die ohne Signpost geöffnet werden, zählen nicht mit.`,
    chart: 'Alte Links je Tag',
    date: 'Tag',
    uses: 'Anzahl',
    series: { newPortal: 'Zum neuen Portal', oldPortal: 'Zum alten Portal', page: 'Zu einer Seite von Signpost' },
    day: shortDay,
    links: 'Am häufigsten genutzt',
    link: (name, outcomes) => `${name}: ${list(outcomes, 'conjunction')}`,
    outcomes: {
      redirected: (n) => `${number(n)} zum neuen Portal`,
      off: (n) => `${number(n)} zum alten Portal`,
      'not-affected': (n) => `${number(n)} nicht betroffen`,
      'by-hand': (n) => `${number(n)} mit Klickanleitung`,
      'unknown-page': (n) => `${number(n)} unbekannt`,
    },
    orphans: 'Alte Links zu Seiten, die Signpost nicht kennt',
    orphan: (path, times, last) => `${path}: ${count(times, 'Mal', 'Mal')}, zuletzt am ${shortDay(last)}`,
    more: 'Es gibt weitere. Vollständig mit: signpost traffic',
    help: { say: '/redirect traffic', does: 'wie oft und wohin alte Links geführt haben' },
  },
} satisfies Partial<Words>;
