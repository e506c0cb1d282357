import type { Words } from '../en.ts';
import { count, list } from './forms.ts';

/** The frame of every page, and what the redirect gateway says. */
export const gateway = {
  page: {
    product: 'Signpost',
    footer: 'Signpost zeigt den Weg von alten Verwaltungsportalen zu neuen. Es ist kein Produkt von Microsoft.',
    search: {
      label: 'Wohin ist eine Seite umgezogen?',
      placeholder: 'Bedrohungs-Explorer oder ein alter Link',
      button: 'Suchen',
    },
    open: (portal) => `${portal} öffnen`,
  },
  gateway: {
    unknownHost: {
      title: 'Diesen Link kennt Signpost nicht',
      happened: 'Er führt zu keinem der Verwaltungsportale, die Signpost betreut. Deshalb wurde er nicht geöffnet.',
      do: 'Wenn Sie eine Seite eines alten Verwaltungsportals suchen, geben Sie ihren Namen ein.',
    },
    unknownPage: {
      title: 'Diese Seite gibt es nicht',
      happened: (portal) => `Signpost kennt ${portal}, aber dort keine Seite mit dieser Adresse.`,
      closest: 'Haben Sie eine dieser Seiten gesucht?',
      home: (from, to) => `${from} ist zu ${to} umgezogen.`,
    },
    byHand: {
      title: (page) => `${page}: nur ein paar Klicks von hier`,
      happened: (portal) => `Diese Seite ist jetzt in ${portal} und hat dort keine eigene Adresse.`,
      do: 'Öffnen Sie das Portal und klicken Sie dann auf:',
    },
    gone: {
      title: (page) => `${page} gibt es nicht mehr`,
      happened: (from) => `Diese Seite von ${from} wurde eingestellt und nicht ersetzt.`,
    },
    hashRoute: {
      title: 'Einen Augenblick',
      happened: (portal) => `Signpost sieht nach, zu welcher Seite von ${portal} dieser Link führt.`,
      which: 'Welche Seite ist es?',
      choose: (portal) =>
        `Dieser Link führt zu einer Seite von ${portal}. Zu welcher, sieht nur ein Skript an seinem Ende, und Ihr Browser führt hier keine aus. Wählen Sie die Seite selbst:`,
    },
    session: {
      title: 'Ihre Sitzung',
      pinned:
        'Alte Links führen Sie weiterhin zu den Portalen, mit denen Sie begonnen haben, auch wenn inzwischen etwas geändert wird.',
      since: 'Begonnen',
      until: 'Endet automatisch',
      portal: 'Was umzieht',
      leads: 'Alte Links führen zu',
      theOld: (from) => `${from}, wie bisher`,
      end: 'Sitzung beenden',
      endLine: 'Sobald sie beendet ist, folgen alte Links den aktuellen Einstellungen.',
      none: 'Sie haben keine Sitzung',
      noneLine:
        'In einer Sitzung führen alte Links weiterhin zu den Portalen, mit denen Sie begonnen haben, auch wenn inzwischen etwas geändert wird. Sie beginnt mit dem ersten alten Link, der umgeleitet wird; bis dahin folgen alte Links den aktuellen Einstellungen.',
    },
  },
  meter: {
    some: (sessions, until) =>
      `Bis zu ${count(sessions, 'ältere Sitzung kann', 'ältere Sitzungen können')} noch an den anderen Zustand gebunden sein. Die letzte endet spätestens: ${until}.`,
    nobody: 'Der Wechsel ist überall angekommen: Keine Sitzung ist mehr an den anderen Zustand gebunden.',
  },
  explain: {
    title: 'Wohin ein Link führt und warum',
    help: { say: '/redirect explain <Link>', does: 'wohin ein alter Link führt und warum' },
    usage: 'Geben Sie mir einen Link, hier oder so: /redirect explain https://protection.office.com/threatexplorer',
    field: 'Alter Link',
    missing: 'Fügen Sie den Link ein.',
    button: 'Erklären',
    again: 'Einen anderen Link erklären',
    leads: (target) => `Führt zu ${target}`,
    decisions: {
      redirected: 'Wird zum neuen Ort umgeleitet.',
      off: 'Wird nicht umgeleitet: Seine Einstellung ist ausgeschaltet. Er öffnet die alte Adresse.',
      'not-affected': 'Wird nicht umgeleitet: Keine Einstellung gilt für ihn. Er öffnet sich unverändert.',
      'by-hand':
        'Wird mit einer Seite beantwortet: Der neue Ort hat keine eigene Adresse, oder die Seite gibt es nicht mehr.',
      'hash-route': 'Wird mit einer Seite beantwortet, die das Ende des Links liest.',
      'unknown-page': 'Wird mit einer Seite beantwortet: Das Portal ist bekannt, diese Seite davon nicht.',
      'unknown-host': 'Wird mit einer Seite beantwortet: Das ist kein Link zu einem Portal, das Signpost kennt.',
    },
    steps: {
      link: {
        read: (url) => `Gelesen als ${url}.`,
        'no-address': 'Das ist keine Webadresse.',
        'user-info': 'Die Adresse enthält einen Benutzernamen; das kommt in keinem echten Link zu einem Portal vor.',
        'own-address': 'Das ist die Adresse dieses Servers selbst.',
      },
      host: {
        'old-portal': (portal) => `Der Host gehört zu ${portal}, einem alten Portal.`,
        'new-portal': (portal) => `Der Host gehört zu ${portal}, einem neuen Portal.`,
        'hash-route-host': (portal) => `Auf dem Host lagen früher Seiten von ${portal}.`,
        cloud: (cloud) => `Das ist der Host in der Cloud ${cloud}.`,
        unknown: 'Der Host gehört zu keinem Portal, von dem oder zu dem Seiten umgezogen sind.',
      },
      route: {
        path: (path) => `Der Pfad nennt die Seite: ${path}.`,
        fragment: (path) => `Der Teil nach # nennt die Seite: ${path}.`,
        'hash-parameter': (path) => `Der Parameter „hash“ nennt die Seite: ${path}.`,
        hidden: 'Es ist eine Startseite; die Seite kann nach # stehen, und das behält der Browser für sich.',
      },
      page: {
        listed: (page, address) => `Das ist ${page}, im Katalog als ${address}.`,
        'new-place': (page) => `Das ist schon der neue Ort von ${page}.`,
        'new-portal': 'Das ist einfach eine Seite eines neuen Portals.',
        'not-listed': 'Der Katalog enthält keine Seite mit dieser Adresse.',
      },
      setting: {
        on: (title) => `Die entscheidende Einstellung ist eingeschaltet: ${title}.`,
        off: (title) => `Die entscheidende Einstellung ist ausgeschaltet: ${title}.`,
        none: 'Keine Einstellung leitet diese Seite um.',
      },
      destination: {
        address: (host) => `Der neue Ort der Seite ist auf ${host}.`,
        'clicks-only': 'Vom neuen Ort der Seite sind nur die Klicks bekannt.',
        gone: 'Die Seite hat keinen neuen Ort.',
      },
      parameters: {
        carried: (names) => `Übernommene Parameter: ${list(names, 'conjunction')}.`,
        dropped: (names) => `Weggelassene Parameter, weil die neue Adresse eigene hat: ${list(names, 'conjunction')}.`,
      },
      origin: {
        'behind-gateway': (host) =>
          `Diesen Host bedient Signpost selbst; der Link führt deshalb zu dem, was dahinter steht: ${host}.`,
      },
    },
    setting: {
      never: 'Noch niemand hat diese Einstellung geändert.',
      since: (when, version) => `In diesem Zustand seit ${when} (Version ${version}).`,
      until: (when) => `Schaltet sich automatisch wieder ein: ${when}.`,
    },
  },
} satisfies Partial<Words>;
