import type { Words } from '../en.ts';
import { count, list } from './forms.ts';

/** The frame of every page, and what the redirect gateway says. */
export const gateway = {
  page: {
    product: 'Signpost',
    footer:
      'Signpost montre le chemin des anciens portails d’administration aux nouveaux. Ce n’est pas un produit de Microsoft.',
    search: {
      label: 'Où une page est-elle passée ?',
      placeholder: 'Explorateur de menaces, ou un ancien lien',
      button: 'Chercher',
    },
    open: (portal) => `Ouvrir ${portal}`,
  },
  gateway: {
    unknownHost: {
      title: 'Signpost ne connaît pas ce lien',
      happened: 'Il ne mène à aucun des portails d’administration dont Signpost s’occupe ; il n’a donc pas été suivi.',
      do: 'Si vous cherchez une page d’un ancien portail d’administration, cherchez-la par son nom.',
    },
    unknownPage: {
      title: 'Cette page n’existe pas',
      happened: (portal) => `Signpost connaît ${portal}, mais n’y connaît aucune page à cette adresse.`,
      closest: 'Cherchiez-vous l’une de ces pages ?',
      home: (from, to) => `${from} a laissé la place à ${to}.`,
    },
    byHand: {
      title: (page) => `${page} : à quelques clics d’ici`,
      happened: (portal) => `Cette page est maintenant dans ${portal}, et n’y a pas d’adresse propre.`,
      do: 'Ouvrez le portail, puis cliquez sur :',
    },
    gone: {
      title: (page) => `${page} n’existe plus`,
      happened: (from) => `Cette page du portail ${from} a été supprimée et n’a pas été remplacée.`,
    },
    hashRoute: {
      title: 'Un instant',
      happened: (portal) => `Signpost cherche à quelle page du portail ${portal} mène ce lien.`,
      which: 'De quelle page s’agit-il ?',
      choose: (portal) =>
        `Ce lien mène à une page du portail ${portal}. Seul un script peut voir laquelle, à la fin du lien, et votre navigateur n’en exécute pas ici. Choisissez vous-même la page :`,
    },
    session: {
      title: 'Votre session',
      pinned:
        'Les anciens liens continuent de vous mener aux portails avec lesquels vous avez commencé, même si un paramètre est modifié entre-temps.',
      since: 'Début',
      until: 'Fin automatique',
      portal: 'Ce qui change de portail',
      leads: 'Les anciens liens mènent à',
      theOld: (from) => `${from}, comme avant`,
      end: 'Terminer la session',
      endLine: 'Une fois la session terminée, les anciens liens suivront les paramètres actuels.',
      none: 'Vous n’avez pas de session',
      noneLine:
        'Pendant une session, les anciens liens continuent de mener aux portails avec lesquels vous avez commencé, même si un paramètre est modifié entre-temps. Elle s’ouvre avec le premier ancien lien redirigé ; d’ici là, les anciens liens suivent les paramètres actuels.',
    },
  },
  meter: {
    some: (sessions, until) =>
      `Jusqu’à ${count(sessions, 'session antérieure peut encore être liée', 'sessions antérieures peuvent encore être liées')} à l’autre état. La dernière prend fin au plus tard : ${until}.`,
    nobody: 'Tout le monde a suivi : aucune session n’est plus liée à l’autre état.',
  },
  explain: {
    title: 'Où mène un lien, et pourquoi',
    help: { say: '/redirect explain <lien>', does: 'où mène un ancien lien, et pourquoi' },
    usage: 'Donnez-moi un lien, ici ou ainsi : /redirect explain https://protection.office.com/threatexplorer',
    field: 'Ancien lien',
    missing: 'Collez le lien.',
    button: 'Expliquer',
    again: 'Expliquer un autre lien',
    leads: (target) => `Mène à ${target}`,
    decisions: {
      redirected: 'Redirigé vers son nouvel emplacement.',
      off: 'Non redirigé : son paramètre est désactivé. Il ouvre l’ancienne adresse.',
      'not-affected': 'Non redirigé : aucun paramètre ne le concerne. Il s’ouvre tel quel.',
      'by-hand': 'La réponse est une page : le nouvel emplacement n’a pas d’adresse propre, ou la page n’existe plus.',
      'hash-route': 'La réponse est une page qui lit la fin du lien.',
      'unknown-page': 'La réponse est une page : le portail est connu, cette page ne l’est pas.',
      'unknown-host': 'La réponse est une page : ce n’est pas un lien vers un portail que Signpost connaît.',
    },
    steps: {
      link: {
        read: (url) => `Lu comme ${url}.`,
        'no-address': 'Ce n’est pas une adresse web.',
        'user-info': 'L’adresse contient un nom d’utilisateur, ce qui n’est le cas d’aucun vrai lien vers un portail.',
        'own-address': 'C’est l’adresse de ce serveur lui-même.',
      },
      host: {
        'old-portal': (portal) => `Son hôte appartient à ${portal}, un ancien portail.`,
        'new-portal': (portal) => `Son hôte appartient à ${portal}, un nouveau portail.`,
        'hash-route-host': (portal) => `Son hôte hébergeait autrefois des pages du portail ${portal}.`,
        cloud: (cloud) => `C’est l’hôte du cloud ${cloud}.`,
        unknown: 'Son hôte n’appartient à aucun portail que des pages ont quitté ou rejoint.',
      },
      route: {
        path: (path) => `Le chemin désigne la page : ${path}.`,
        fragment: (path) => `La partie après # désigne la page : ${path}.`,
        'hash-parameter': (path) => `Le paramètre d’URL « hash » désigne la page : ${path}.`,
        hidden: 'C’est une page racine ; la page est peut-être désignée après #, ce que le navigateur garde pour lui.',
      },
      page: {
        listed: (page, address) => `C’est la page ${page}, qui figure au catalogue à l’adresse ${address}.`,
        'new-place': (page) => `C’est déjà le nouvel emplacement de la page ${page}.`,
        'new-portal': 'C’est simplement une page d’un nouveau portail.',
        'not-listed': 'Le catalogue ne contient aucune page à cette adresse.',
      },
      setting: {
        on: (title) => `Le paramètre qui décide est activé : ${title}.`,
        off: (title) => `Le paramètre qui décide est désactivé : ${title}.`,
        none: 'Aucun paramètre ne redirige cette page.',
      },
      destination: {
        address: (host) => `Son nouvel emplacement est sur ${host}.`,
        'clicks-only': 'De son nouvel emplacement, on ne connaît que les clics à faire.',
        gone: 'Elle n’a pas de nouvel emplacement.',
      },
      parameters: {
        carried: (names) => `Paramètres d’URL conservés : ${list(names, 'conjunction')}.`,
        dropped: (names) =>
          `Paramètres d’URL omis, car la nouvelle adresse a les siens : ${list(names, 'conjunction')}.`,
      },
      origin: {
        'behind-gateway': (host) =>
          `C’est Signpost lui-même qui sert cet hôte ; le lien mène donc à ce qui se trouve derrière : ${host}.`,
      },
    },
    setting: {
      never: 'Personne n’a encore modifié ce paramètre.',
      since: (when, version) => `Dans cet état depuis le ${when} (version ${version}).`,
      until: (when) => `Réactivation automatique : ${when}.`,
    },
  },
} satisfies Partial<Words>;
