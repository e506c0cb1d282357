import type { Words } from '../en.ts';
import { roles } from './forms.ts';

/** What one can say, and what only one person may see. */
export const help = {
  help: {
    title: 'Was Signpost macht',
    intro: 'Signpost begleitet den Umzug von alten Verwaltungsportalen zu neuen.',
    welcomeTitle: 'Guten Tag, hier ist Signpost',
    welcome:
      'Ich begleite den Umzug von alten Verwaltungsportalen zu neuen: ob alte Links zum neuen Portal führen, und wer das geändert hat. Eine Anmeldung ist nicht nötig.',
    welcomeTeam: (who) => `${who} hat mich hier hinzugefügt. Ich antworte, wenn man mich erwähnt.`,
    addedBySomebody: 'Jemand',
    setUp:
      'Für die Administration: Damit ich weiß, wer Einstellungen ändern darf, muss einmal die Berechtigung für das Verzeichnis erteilt werden. Wie das geht, steht in der Installationsanleitung.',
    howShared: 'In einer Gruppe oder einem Kanal erwähnen Sie mich bitte zuerst.',
    inPersonalChat: 'Was Sie selbst dürfen, sage ich im persönlichen Chat: Senden Sie dort help.',
    may: 'Sie dürfen Einstellungen ändern.',
    mayRead: 'Sie dürfen die Einstellungen lesen; ändern dürfen sie andere.',
    mayNot: (names) => `Einstellungen ändern darf nur: ${roles(names)}.`,
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
      on: { say: '/redirect on', does: 'sie wieder einschalten' },
      history: {
        say: '/redirect history',
        does: 'jede Änderung mit ihrem Beleg',
      },
      feedback: {
        say: '/redirect feedback',
        does: 'was beim Ausschalten geschrieben wurde',
      },
      verify: {
        say: '/redirect verify',
        does: 'prüfen, dass kein Beleg verändert wurde',
      },
    },
  },
  didYouMean: {
    title: 'Diesen Befehl kenne ich nicht',
    line: (given) => `„${given}“ gehört nicht zu meinen Befehlen. Meinten Sie einen von diesen?`,
  },
  inPrivate: {
    title: (what) => `${what}: für eine Person`,
    line: 'Das dürfen hier nicht alle sehen. Deshalb öffnet es sich nur für die Person, die auf die Schaltfläche klickt.',
    topics: {
      status: 'Umleitung zwischen Portalen',
      off: 'Umleitung ausschalten',
      on: 'Umleitung einschalten',
      history: 'Verlauf',
      feedback: 'Feedback aus der Organisation',
      verify: 'Belege',
      change: 'Eine Änderung',
      notices: 'Benachrichtigungen',
      misses: 'Was unbeantwortet bleibt',
      traffic: 'Wie alte Links genutzt wurden',
    },
  },
  refused: {
    change: 'Sie dürfen diese Einstellung nicht ändern',
    read: 'Das dürfen Sie nicht sehen',
    roles: (names) => `Dazu braucht es eine dieser Rollen in Microsoft Entra: ${roles(names)}.`,
    unchanged: 'Es wurde nichts geändert.',
    ask: 'Wenn Sie meinen, dass Sie es dürfen sollten, wenden Sie sich an die Administration Ihrer Organisation. Eine eben erst erteilte Rolle kann ein paar Minuten brauchen.',
  },
} satisfies Partial<Words>;
