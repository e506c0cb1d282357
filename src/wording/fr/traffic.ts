import type { Words } from '../en.ts';
import { count, list, number, shortDay } from './forms.ts';

/** How old links were used. */
export const traffic = {
  traffic: {
    title: 'Utilisation des anciens liens',
    titleOf: (title) => `Utilisation des anciens liens : ${title}`,
    intro: (uses, days) =>
      `${count(uses, 'ancien lien suivi', 'anciens liens suivis')} en passant par Signpost ces ${number(days)} derniers jours.`,
    empty: (days) =>
      `Aucun ancien lien n’a été suivi en passant par Signpost ces ${number(days)} derniers jours. Les liens ouverts sans Signpost ne sont pas comptés.`,
    chart: 'Anciens liens par jour',
    date: 'Jour',
    uses: 'Liens',
    series: {
      newPortal: 'Vers le nouveau portail',
      oldPortal: 'Vers l’ancien portail',
      page: 'Vers une page de Signpost',
    },
    day: shortDay,
    links: 'Les plus utilisés',
    link: (name, outcomes) => `${name} : ${list(outcomes, 'conjunction')}`,
    outcomes: {
      redirected: (n) => `${number(n)} vers le nouveau portail`,
      off: (n) => `${number(n)} vers l’ancien portail`,
      'not-affected': (n) => count(n, 'non concerné', 'non concernés'),
      'by-hand': (n) => `${number(n)} avec les clics à suivre`,
      'unknown-page': (n) => count(n, 'inconnu', 'inconnus'),
    },
    orphans: 'Anciens liens vers des pages que Signpost ne connaît pas',
    orphan: (path, times, last) => `${path} : ${count(times, 'fois', 'fois')}, dernière fois le ${shortDay(last)}`,
    more: 'Il y en a d’autres. Pour tout voir : signpost traffic',
    help: { say: '/redirect traffic', does: 'comment les anciens liens ont été utilisés' },
  },
} satisfies Partial<Words>;
