import type { Words } from '../en.ts';
import { count, list } from './forms.ts';

/** Subscriptions, notices and reminders. */
export const notices = {
  notice: {
    off: (title) => `Umleitung ausgeschaltet: ${title}`,
    keptOff: (title) => `Umleitung bleibt ausgeschaltet: ${title}`,
    on: (title) => `Umleitung eingeschaltet: ${title}`,
    because: {
      personal: 'Sie erhalten diese Nachricht, weil Sie Benachrichtigungen über Änderungen abonniert haben.',
      groupChat:
        'Dieser Chat erhält diese Nachricht, weil hier jemand Benachrichtigungen über Änderungen abonniert hat.',
      channel:
        'Dieser Kanal erhält diese Nachricht, weil hier jemand Benachrichtigungen über Änderungen abonniert hat.',
    },
    stop: 'Wenn Sie keine mehr erhalten möchten, wählen Sie „Benachrichtigungen beenden“ oder senden Sie /notify off.',
    stopButton: 'Benachrichtigungen beenden',
  },
  reminder: {
    endsSoon: (title) => `Umleitung wird bald wieder eingeschaltet: ${title}`,
    ends: (from, to, when) => `Ab ${when} führen alte Links zu ${from} wieder zu ${to}.`,
    letItEnd:
      'Soll die Umleitung wieder eingeschaltet werden, müssen Sie nichts tun. Soll sie ausgeschaltet bleiben, wählen Sie „Ausgeschaltet lassen …“: Ihr Grund steht schon im Formular.',
    stillOff: (title) => `Umleitung immer noch ausgeschaltet: ${title}`,
    noEnd: 'Es wurde kein Ende festgelegt. Muss die Umleitung ausgeschaltet bleiben?',
    becauseYou: 'Sie erhalten diese Nachricht, weil Sie die Umleitung ausgeschaltet haben.',
    again: (days) => `Wenn sich nichts ändert, frage ich in ${count(days, 'Tag', 'Tagen')} noch einmal.`,
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
    say: 'Eine Benachrichtigung sagt, wer die Umleitung ein- oder ausgeschaltet hat, warum und bis wann.',
    allSettings: 'Für: alle Einstellungen.',
    settings: (titles) => `Für: ${list(titles, 'conjunction')}.`,
    states: {
      both: 'Wann: wenn die Umleitung eingeschaltet, ausgeschaltet oder ausgeschaltet gelassen wird.',
      on: 'Wann: wenn die Umleitung eingeschaltet wird.',
      off: 'Wann: wenn die Umleitung ausgeschaltet oder ausgeschaltet gelassen wird.',
    },
    reminders: 'Außerdem: eine Erinnerung, solange die Umleitung auf unbestimmte Zeit ausgeschaltet ist.',
    noReminders: 'Keine Erinnerung, solange die Umleitung auf unbestimmte Zeit ausgeschaltet ist.',
    since: (when) => `Abonniert: ${when}.`,
    nobody: 'Niemand hat sie abonniert.',
    outcome: { delivered: 'Zugestellt', failed: 'Fehlgeschlagen' },
    last: (when) => `: die letzte Benachrichtigung, ${when}.`,
    noneYet: 'Bisher kam keine.',
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
    moreButton: 'Weitere Unterhaltungen',
    filter: {
      title: 'Welche Benachrichtigungen hier ankommen',
      settings: 'Für welche Einstellungen? Ohne Auswahl: für alle',
      states: 'Wann?',
      statesMissing: 'Wählen Sie aus, wann Benachrichtigungen kommen.',
      choices: {
        both: 'Wenn die Umleitung ein- oder ausgeschaltet wird',
        on: 'Nur wenn sie eingeschaltet wird',
        off: 'Nur wenn sie ausgeschaltet wird',
      },
      remindersLabel: 'Erinnerungen',
      reminders: 'Erinnern, solange die Umleitung auf unbestimmte Zeit ausgeschaltet ist',
      submit: 'Speichern',
    },
    list: {
      title: 'Wer Benachrichtigungen erhält',
      intro: (n) => `${count(n, 'Unterhaltung', 'Unterhaltungen')}, neueste zuerst.`,
      empty:
        'Keine Unterhaltung hat Benachrichtigungen abonniert. Senden Sie /notify here dort, wo sie ankommen sollen.',
      names: { personal: 'Ein persönlicher Chat', groupChat: 'Ein Gruppenchat', channel: 'Ein Kanal' },
      name: (name, end) => `${name} …${end}`,
      thisOne: (name) => `${name} (diese Unterhaltung)`,
    },
    commands: {
      here: {
        say: '/notify here',
        does: 'diese Unterhaltung über jede Änderung benachrichtigen; /notify off beendet das',
      },
      status: {
        say: '/notify status',
        does: 'welche Benachrichtigungen hier ankommen und ob die letzte zugestellt wurde',
      },
      list: { say: '/notify list', does: 'alle Unterhaltungen, die Benachrichtigungen erhalten' },
    },
  },
} satisfies Partial<Words>;
