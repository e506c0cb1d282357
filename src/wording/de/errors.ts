import type { Words } from '../en.ts';
import { list, number } from './forms.ts';

/** What happened, what is unchanged, what to do. */
export const errors = {
  errors: {
    nothingChanged: 'Es wurde nichts geändert.',
    tryAgain: 'Erneut versuchen',
    'unknown-migration': {
      title: 'Diese Einstellung gibt es nicht',
      happened: (given) => `Eine Migration namens „${given}“ kenne ich nicht.`,
      near: (ids) => `Meinten Sie ${list(ids, 'disjunction')}?`,
      all: 'Senden Sie /redirect, um alle zu sehen.',
    },
    'malformed-input': {
      title: 'Etwas fehlt oder passt nicht',
      missing: (field) => `${field} fehlt.`,
      'not-text': (field) => `${field} wurde nicht als Text gesendet.`,
      unknown: (field) => `${field} hat einen Wert, der nicht zur Auswahl steht.`,
      'too-long': (field, limit) => `${field} ist zu lang: höchstens ${number(limit)} Zeichen.`,
      again: 'Korrigieren Sie es und senden Sie es noch einmal, oder fordern Sie die Karte neu an.',
      fields: {
        category: 'Der Grund (category)',
        comment: 'Der Kommentar (comment)',
        duration: 'Die Dauer (duration)',
        until: 'Das Ende (until)',
        contact: '„Man darf mich dazu fragen“ (contact)',
        share: '„Mein Kommentar darf in Benachrichtigungen an Kanäle stehen“ (share)',
        migration: 'Die Migration (migration)',
        version: 'Die Version (version)',
        nonce: 'Die Nummer des Formulars (nonce)',
        question: 'Die Frage (question)',
        link: 'Der Link (link)',
        capability: 'Die Seite (capability)',
        helpful: 'Die Angabe, ob es richtig war (helpful)',
        states: '„Wann?“ (states)',
        reminders: 'Die Auswahl der Erinnerungen (reminders)',
      },
    },
    'bad-time': {
      title: 'Diese Zeitangabe passt nicht',
      unreadable: (given) => `„${given}“ verstehe ich nicht als Zeitangabe.`,
      past: (given) => `„${given}“ ist schon vorbei.`,
      'too-far': (given) =>
        `„${given}“ liegt zu weit in der Zukunft: Ausgeschaltet wird nur vorübergehend, höchstens für zwei Jahre.`,
      ambiguous: (given) =>
        `„${given}“ gibt es zweimal, weil in dieser Nacht die Uhren zurückgestellt werden. Wählen Sie eine andere Zeit.`,
      again: 'Schreiben Sie es so: /redirect off for 4h, for 3d, for 2w oder until 2027-01-31 18:00.',
    },
    'stale-version': {
      title: 'Jemand war schneller',
      unchanged: 'Ihr Klick hat nichts geändert. So ist es jetzt:',
    },
    'form-used': {
      title: 'Diese Karte gilt nicht mehr',
      happened: 'Diese Karte wurde schon benutzt, von jemand anderem oder für etwas anderes.',
      again: 'Fordern Sie mit /redirect eine eigene Karte an.',
    },
    'directory-unavailable': {
      title: 'Das Verzeichnis hat nicht geantwortet',
      happened: 'Ich konnte nicht feststellen, welche Rollen Sie haben: Das Verzeichnis hat nicht geantwortet.',
      permissionTitle: 'Eine Berechtigung fehlt',
      'permission-missing':
        'Ich darf die Rollen im Verzeichnis nicht lesen: Eine Berechtigung wurde noch nicht erteilt.',
      again:
        'Versuchen Sie es in einer Minute noch einmal. Bleibt es dabei, melden Sie es den Verantwortlichen für Signpost.',
      grant: 'Die Administration muss sie einmal erteilen; wie das geht, steht in der Installationsanleitung.',
    },
    'storage-unavailable': {
      title: 'Die Datenbank ist nicht verfügbar',
      gone: 'Die Datenbank ist nicht erreichbar.',
      full: 'Der Datenträger der Datenbank ist voll.',
      busy: 'Die Datenbank wird von einem anderen Prozess verwendet.',
      again:
        'Versuchen Sie es in einer Minute noch einmal. Bleibt es dabei, melden Sie es den Verantwortlichen für Signpost.',
    },
    unexpected: {
      title: 'Etwas ist schiefgegangen',
      happened: 'Signpost hat einen Fehler gemacht und ihn in seinem Protokoll vermerkt.',
      again:
        'Prüfen Sie mit /redirect den aktuellen Stand, und versuchen Sie es noch einmal. Bleibt es dabei, melden Sie es den Verantwortlichen für Signpost.',
    },
    'unknown-verb': {
      title: 'Diese Schaltfläche kenne ich nicht',
      happened: 'Diese Karte stammt aus einer anderen Version von Signpost.',
      again: 'Senden Sie noch einmal /redirect oder help.',
    },
    'too-fast': {
      title: 'Einen Augenblick',
      happened: (until) =>
        `Sie haben mehr gefragt, als ich in einer Minute beantworten kann. Es wurde nichts geändert. Ab ${until} antworte ich wieder.`,
    },
  },
} satisfies Partial<Words>;
