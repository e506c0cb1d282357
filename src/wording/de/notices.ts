import type { Words } from '../en.ts';
import { count, list } from './forms.ts';

/** Subscriptions, notices and reminders. */
export const notices = {
  notice: {
    off: (title) => `Umleitung ausgeschaltet: ${title}`,
    keptOff: (title) => `Umleitung bleibt ausgeschaltet: ${title}`,
    on: (title) => `Umleitung eingeschaltet: ${title}`,
    because: {
      personal: 'Sie erhalten das, weil Sie Benachrichtigungen über Änderungen abonniert haben.',
      groupChat: 'Dieser Chat erhält das, weil hier jemand Benachrichtigungen über Änderungen abonniert hat.',
      channel: 'Dieser Kanal erhält das, weil hier jemand Benachrichtigungen über Änderungen abonniert hat.',
    },
    stop: 'Um keine mehr zu erhalten, wählen Sie „Benachrichtigungen beenden“ oder senden Sie /notify off.',
    stopButton: 'Benachrichtigungen beenden',
  },
  reminder: {
    endsSoon: (title) => `Umleitung schaltet sich bald wieder ein: ${title}`,
    ends: (from, to, when) => `Alte Links zu ${from} führen dann wieder zu ${to}: ${when}.`,
    letItEnd:
      'Soll sie sich wieder einschalten, müssen Sie nichts tun. Soll sie ausgeschaltet bleiben, wählen Sie „Ausgeschaltet lassen …“: Ihr Grund steht schon im Formular.',
    stillOff: (title) => `Umleitung immer noch ausgeschaltet: ${title}`,
    noEnd: 'Es wurde kein Ende gesetzt. Wird das noch gebraucht?',
    becauseYou: 'Sie erhalten das, weil Sie sie ausgeschaltet haben.',
    again: (days) => `Wenn sich nichts ändert, frage ich in ${count(days, 'Tag', 'Tagen')} wieder.`,
    turnOn: 'Einschalten …',
  },
  notify: {
    here: {
      personal: 'Sie erhalten hier Benachrichtigungen über Änderungen',
      groupChat: 'Dieser Chat erhält Benachrichtigungen über Änderungen',
      channel: 'Dieser Kanal erhält Benachrichtigungen über Änderungen',
    },
    none: {
      personal: 'Sie erhalten hier keine Benachrichtigungen über Änderungen',
      groupChat: 'Dieser Chat erhält keine Benachrichtigungen über Änderungen',
      channel: 'Dieser Kanal erhält keine Benachrichtigungen über Änderungen',
    },
    say: 'Eine Benachrichtigung sagt, wer die Umleitung ein- oder ausgeschaltet hat, warum, und bis wann.',
    allSettings: 'Für: jede Einstellung.',
    settings: (titles) => `Für: ${list(titles, 'conjunction')}.`,
    states: {
      both: 'Wann: wenn die Umleitung eingeschaltet, ausgeschaltet oder ausgeschaltet gelassen wird.',
      on: 'Wann: wenn die Umleitung eingeschaltet wird.',
      off: 'Wann: wenn die Umleitung ausgeschaltet oder ausgeschaltet gelassen wird.',
    },
    reminders: 'Dazu: eine Erinnerung, solange die Umleitung ohne Ende ausgeschaltet ist.',
    noReminders: 'Keine Erinnerung, solange die Umleitung ohne Ende ausgeschaltet ist.',
    since: (when) => `Abonniert: ${when}.`,
    nobody: 'Niemand hat sie abonniert.',
    outcome: { delivered: 'Zugestellt', failed: 'Fehlgeschlagen' },
    last: (when) => `: die letzte Benachrichtigung, ${when}.`,
    noneYet: 'Es kam noch keine.',
    failed: (n) => `${count(n, 'Benachrichtigung konnte', 'Benachrichtigungen konnten')} nicht zugestellt werden.`,
    waiting: (n) => `${count(n, 'Benachrichtigung ist', 'Benachrichtigungen sind')} unterwegs.`,
    over: 'Beendet',
    reasons: {
      stopped: (when) => `: Jemand dort hat das Abonnement beendet, ${when}.`,
      removed: (when) => `: Signpost wurde entfernt, ${when}.`,
      forbidden: (when) => `: Teams hat eine Benachrichtigung abgelehnt (403), ${when}.`,
      'not-found': (when) => `: Teams hat die Unterhaltung nicht mehr gefunden (404), ${when}.`,
    },
    startButton: {
      personal: 'Änderungen abonnieren',
      groupChat: 'Für diesen Chat abonnieren',
      channel: 'Für diesen Kanal abonnieren',
    },
    filterButton: 'Auswählen …',
    statusButton: 'Benachrichtigungen hier',
    listButton: 'Alle Unterhaltungen',
    moreButton: 'Weitere',
    filter: {
      title: 'Welche Benachrichtigungen hierher kommen',
      settings: 'Für welche Einstellungen? Ohne Auswahl kommen alle',
      states: 'Wann?',
      statesMissing: 'Wählen Sie aus, wann Benachrichtigungen kommen.',
      choices: {
        both: 'Wenn die Umleitung ein- oder ausgeschaltet wird',
        on: 'Nur wenn sie eingeschaltet wird',
        off: 'Nur wenn sie ausgeschaltet wird',
      },
      remindersLabel: 'Erinnerungen',
      reminders: 'Erinnern, solange die Umleitung ohne Ende ausgeschaltet ist',
      submit: 'Speichern',
    },
    list: {
      title: 'Wer Benachrichtigungen erhält',
      intro: (n) => `${count(n, 'Unterhaltung', 'Unterhaltungen')}, die neuesten zuerst.`,
      empty:
        'Keine Unterhaltung hat Benachrichtigungen abonniert. Senden Sie /notify here dort, wo sie ankommen sollen.',
      names: { personal: 'Ein persönlicher Chat', groupChat: 'Ein Gruppenchat', channel: 'Ein Kanal' },
      name: (name, end) => `${name} …${end}`,
      thisOne: (name) => `${name} (diese Unterhaltung)`,
    },
    commands: {
      here: { say: '/notify here', does: 'jede Änderung dieser Unterhaltung melden; /notify off beendet das' },
      status: { say: '/notify status', does: 'welche Benachrichtigungen hierher kommen und wie es der letzten erging' },
      list: { say: '/notify list', does: 'alle Unterhaltungen, die Benachrichtigungen erhalten' },
    },
  },
} satisfies Partial<Words>;
