import type { Words } from '../en.ts';
import { roles } from './forms.ts';

/** What one can say, and what only one person may see. */
export const help = {
  help: {
    title: 'Was Signpost macht',
    intro: 'Signpost begleitet den Umzug von alten Verwaltungsportalen zu neuen.',
    welcomeTitle: 'Guten Tag, hier ist Signpost',
    welcome:
      'Ich begleite den Umzug von alten Verwaltungsportalen zu neuen: Ich weiß, ob alte Links schon zum neuen Portal führen und wer das geändert hat. Eine Anmeldung ist nicht nötig.',
    welcomeTeam: (who) => `${who} hat mich hier hinzugefügt. Ich antworte, wenn man mich erwähnt.`,
    addedBySomebody: 'Jemand',
    setUp:
      'Für die Administration: Damit ich weiß, wer Einstellungen ändern darf, muss einmal die Berechtigung für das Verzeichnis erteilt werden. Wie das geht, steht in der Installationsanleitung.',
    howShared: 'In einem Gruppenchat oder Kanal erwähnen Sie mich bitte zuerst.',
    inPersonalChat: 'Was Sie selbst dürfen, sage ich Ihnen im persönlichen Chat: Senden Sie mir dort „help“.',
    may: 'Sie dürfen Einstellungen ändern.',
    mayRead: 'Sie dürfen die Einstellungen lesen, aber nicht ändern.',
    mayNot: (names) => `Einstellungen ändern darf, wer eine dieser Rollen hat: ${roles(names)}.`,
    unknown:
      'Das Verzeichnis hat nicht geantwortet, deshalb weiß ich nicht, ob Sie Einstellungen ändern dürfen. Fragen Sie in einer Minute noch einmal.',
    commands: {
      status: {
        say: '/redirect',
        does: 'ob alte Links umgeleitet werden, wer das geändert hat und warum',
      },
      off: {
        say: '/redirect off',
        does: 'die Umleitung für eine Weile ausschalten und sagen, warum',
      },
      on: { say: '/redirect on', does: 'die Umleitung wieder einschalten' },
      history: {
        say: '/redirect history',
        does: 'jede Änderung mit ihrem Beleg',
      },
      feedback: {
        say: '/redirect feedback',
        does: 'welches Feedback beim Ausschalten gegeben wurde',
      },
      verify: {
        say: '/redirect verify',
        does: 'prüfen, ob alle Belege unverändert sind',
      },
    },
  },
  didYouMean: {
    title: 'Diesen Befehl kenne ich nicht',
    line: (given) => `„${given}“ gehört nicht zu meinen Befehlen. Meinten Sie einen von diesen?`,
  },
  inPrivate: {
    title: (what) => `${what}: nur für eine Person`,
    line: 'Das dürfen hier nicht alle sehen. Deshalb öffnet es sich nur für die Person, die auf die Schaltfläche klickt.',
    topics: {
      status: 'Portalumleitung',
      off: 'Umleitung ausschalten',
      on: 'Umleitung einschalten',
      history: 'Verlauf',
      feedback: 'Feedback aus der Organisation',
      verify: 'Belege',
      change: 'Eine Änderung',
      notices: 'Benachrichtigungen',
      misses: 'Unbeantwortete Fragen',
      traffic: 'Nutzung alter Links',
    },
  },
  refused: {
    change: 'Sie dürfen diese Einstellung nicht ändern',
    read: 'Das dürfen Sie nicht sehen',
    roles: (names) => `Dafür ist in Microsoft Entra diese Rolle erforderlich: ${roles(names)}.`,
    unchanged: 'Es wurde nichts geändert.',
    ask: 'Wenn Sie meinen, dass Sie es dürfen sollten, wenden Sie sich an die Administration Ihrer Organisation. Eine eben erst zugewiesene Rolle wirkt manchmal erst nach ein paar Minuten.',
  },
} satisfies Partial<Words>;
