import type { Words } from '../en.ts';
import { count, day, list, number, path } from './forms.ts';

/** Where pages moved: cards, compose box, search page, command line. */
export const answers = {
  where: {
    title: 'Wohin ist eine Seite umgezogen?',
    ask: 'Fragen Sie nach einer Seite: mit ihrem Namen, ihrem alten Link oder dem, was Sie dort gemacht haben.',
    how: 'Alle dürfen mich fragen, wohin eine Seite umgezogen ist: mit ihrem Namen („Wo ist der Bedrohungs-Explorer?“), ihrem alten Link oder dem, was Sie dort gemacht haben.',
    example: 'Zum Beispiel: eine Nachricht aus der Quarantäne freigeben',
    field: 'Seite, alter Link oder Aufgabe',
    missing: 'Schreiben Sie, was Sie suchen.',
    button: 'Fragen',
    askAgain: 'Nach einer anderen Seite fragen',
    steps: path,
    open: (portal) => `In ${portal} öffnen`,
    openPage: (portal, page) => `${page} in ${portal} öffnen`,
    openPlace: (page) => `${page} öffnen`,
    openHome: (portal) => `${portal} öffnen`,
    gone: 'Diese Seite gibt es nicht mehr.',
    clicksOnly: 'Sie hat keine eigene Adresse: Öffnen Sie das Portal und klicken Sie sich von dort aus weiter.',
    movedOn: (portal) => `Inzwischen ist sie noch einmal umgezogen, zu ${portal}:`,
    also: (place, note) => (note === null ? `Auch: ${place}` : `Auch: ${place} (${note})`),
    oldLink: {
      'leads-there': ': Ein alter Link, der über Signpost läuft, führt von selbst dorthin.',
      'shows-clicks': ': Ein alter Link, der über Signpost läuft, zeigt diese Klicks an.',
      'says-gone': ': Ein alter Link, der über Signpost läuft, zeigt einen Hinweis, dass es die Seite nicht mehr gibt.',
      off: ': Ein alter Link öffnet weiterhin die alte Seite.',
      'not-affected': ': Keine Einstellung leitet diese Seite um, und ein alter Link bleibt, wie er ist.',
    },
    redirection: {
      on: 'Umleitung eingeschaltet',
      off: 'Umleitung ausgeschaltet',
      'not-affected': 'Nicht betroffen',
    },
    foundBy: {
      alias: (alias) => `Gefunden unter einem anderen Namen: ${alias}`,
      task: (task) => `Gefunden über das, was man dort macht: ${task}`,
      menu: 'Gefunden über Wörter in ihrem Menüpfad.',
      'old-link': (link) => `Gefunden über ihren alten Link: ${link}`,
      'new-link': (link) => `Gefunden über den Link zu ihrem neuen Ort: ${link}`,
      'short-link': (link) => `Gefunden über einen Kurzlink: ${link}`,
    },
    unsure: 'Ganz sicher bin ich nicht, aber das hier kommt am nächsten:',
    rate: 'War die Antwort richtig?',
    right: 'Ja',
    wrong: 'Nein',
    thanks: 'Danke. Das ist notiert, ohne Ihren Namen.',
    sorry:
      'Danke. Das ist notiert, ohne Ihren Namen. Fragen Sie noch einmal mit anderen Worten oder mit dem alten Link.',
    choose: 'Welche Seite meinen Sie?',
    chooseLine: (given) => `Mit „${given}“ könnte eine von diesen gemeint sein:`,
    miss: 'Darauf habe ich keine Antwort',
    missLine: (given) => `Ich kenne keine Seite, die zu „${given}“ passt.`,
    nearest: (names) => `Am nächsten kommt: ${list(names, 'disjunction')}.`,
    perhaps: 'Vielleicht meinen Sie eine dieser Seiten',
    perhapsNames: (names) => `Vielleicht: ${list(names, 'disjunction')}.`,
    nearestTitle: 'Was am nächsten kommt',
    nothingNear: 'Nichts, was ich kenne, kommt dem nahe.',
    tryThis:
      'Versuchen Sie es mit dem alten Namen der Seite, ihrem alten Link oder ein paar Worten zu dem, was Sie dort gemacht haben.',
    home: (portal) => `Sie können auch in ${portal} danach suchen: Dort gibt es ein Suchfeld.`,
    preview: (portal, steps) => (steps === '' ? portal : `${portal}: ${steps}`),
    noneFits:
      'Dazu passt keine Seite. Versuchen Sie es mit ihrem alten Namen, ihrem alten Link oder dem, was Sie dort gemacht haben.',
    oftenAsked: 'Häufig gefragt',
    searchName: 'Signpost',
    searchDescription: 'Herausfinden, wohin eine Seite eines alten Verwaltungsportals umgezogen ist',
    tooOften: 'Zu viele Fragen',
    tooOftenLine: (seconds) =>
      `Aus Ihrem Netzwerk kamen mehr Fragen, als ich in einer Minute beantworte. Fragen Sie in ${count(seconds, 'Sekunde', 'Sekunden')} noch einmal.`,
    commands: {
      ask: {
        say: '/where threat explorer',
        does: 'wo eine Seite jetzt ist: über ihren Namen, ihren alten Link oder das, was Sie dort gemacht haben',
      },
      misses: { say: '/where misses', does: 'die Fragen, die unbeantwortet blieben' },
    },
    insert: 'In eine Antwort einfügen',
    unknownCommand:
      'Diesen Befehl kenne ich nicht. Vielleicht wurde die App inzwischen aktualisiert: Laden Sie Teams neu und versuchen Sie es noch einmal.',
    badQuestion: 'Diese Frage konnte ich nicht lesen.',
    emptyMessage: 'In dieser Nachricht stehen keine Wörter, nach denen ich suchen könnte.',
    dialog: 'Wo ist diese Seite jetzt?',
  },
  misses: {
    title: 'Unbeantwortete Fragen',
    intro: 'Fragen, auf die ich keine Antwort hatte, die häufigsten zuerst. Wer gefragt hat, wird nicht gespeichert.',
    empty: 'Keine Frage blieb unbeantwortet.',
    times: (n) => count(n, 'Mal', 'Mal'),
    line: (question) => ` „${question}“`,
    where: (at, chat, web) =>
      `Zuletzt am ${day(at)}; ${list(
        [...(chat > 0 ? [`${number(chat)} in Teams`] : []), ...(web > 0 ? [`${number(web)} im Web`] : [])],
        'conjunction',
      )}.`,
    more: 'Es gibt weitere, die seltener gestellt wurden.',
    unhelpful: 'Antworten, die als falsch bezeichnet wurden:',
    rating: (page, unhelpful, helpful) => `${page}: ${number(unhelpful)}-mal Nein, ${number(helpful)}-mal Ja.`,
    whatToDo:
      'Eine fehlende Seite können Sie in Ihren eigenen Katalog aufnehmen (CATALOG_DIR), ebenso einen weiteren Namen einer Seite.',
  },
} satisfies Partial<Words>;
