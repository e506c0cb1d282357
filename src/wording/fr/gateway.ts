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
      do: 'Si vous cherchez une page d’un ancien portail d’administration, demandez-la par son nom.',
    },
    unknownPage: {
      title: 'Cette page n’existe pas',
      happened: (portal) => `Signpost connaît ${portal}, mais aucune de ses pages à cette adresse.`,
      closest: 'Cherchiez-vous l’une de celles-ci ?',
      home: (from, to) => `${from} a laissé la place à ${to}.`,
    },
    byHand: {
      title: (page) => `${page} : à quelques clics d’ici`,
      happened: (portal) => `Cette page est maintenant dans ${portal}, et n’y a pas d’adresse à elle.`,
      do: 'Ouvrez le portail, puis cliquez :',
    },
    gone: {
      title: (page) => `${page} n’existe plus`,
      happened: (from) => `Cette page du portail ${from} a été abandonnée et n’a pas de successeur.`,
    },
    hashRoute: {
      title: 'Un instant',
      happened: (portal) => `Signpost cherche à quelle page du portail ${portal} mène ce lien.`,
      choose:
        'Votre navigateur n’exécute pas de script ici, et seul un script peut voir la fin de ce lien. Choisissez vous-même la page :',
    },
    session: {
      title: 'Votre session',
      pinned:
        'Les anciens liens continuent de vous mener aux portails avec lesquels vous avez commencé, quoi que l’on change entre-temps.',
      since: 'Début',
      until: 'Fin automatique',
      portal: 'Ce qui déménage',
      leads: 'Les anciens liens mènent à',
      theOld: (from) => `${from}, comme avant`,
      end: 'Terminer la session',
      endLine: 'Ensuite, les anciens liens suivront les paramètres actuels.',
      none: 'Vous n’avez pas de session',
      noneLine: 'Les anciens liens suivent les paramètres actuels. Le premier qui est redirigé commence une session.',
    },
  },
  meter: {
    some: (sessions, until) =>
      `Jusqu’à ${count(sessions, 'session d’avant peut encore être liée', 'sessions d’avant peuvent encore être liées')} à l’autre état. La dernière prend fin au plus tard : ${until}.`,
    nobody: 'Tout le monde a suivi : aucune session n’est plus liée à l’autre état.',
  },
  explain: {
    title: 'Pourquoi un lien mène où il mène',
    help: { say: '/redirect explain <lien>', does: 'pourquoi un ancien lien mène où il mène' },
    usage: 'Donnez-moi le lien : /redirect explain https://protection.office.com/threatexplorer',
    link: 'Lien',
    leads: (target) => `Mène à ${target}`,
    decisions: {
      redirected: 'Redirigé vers son nouvel emplacement.',
      off: 'Non redirigé : son paramètre est désactivé. Il ouvre l’ancienne adresse.',
      'not-affected': 'Non redirigé : aucun paramètre ne le concerne. Il s’ouvre tel quel.',
      'by-hand': 'La réponse est une page : le nouvel emplacement n’a pas d’adresse à lui, ou la page n’existe plus.',
      'hash-route': 'La réponse est une page qui lit la fin du lien.',
      'unknown-page': 'La réponse est une page : le portail est connu, cette page ne l’est pas.',
      'unknown-host': 'La réponse est une page : ce n’est pas un lien vers un portail que Signpost connaît.',
    },
    steps: {
      link: {
        read: (url) => `Lu comme ${url}.`,
        'no-address': 'Ce n’est pas une adresse web.',
        'user-info': 'L’adresse contient un nom d’utilisateur, ce que ne fait aucun lien honnête vers un portail.',
        'own-address': 'C’est l’adresse de ce serveur lui-même.',
      },
      host: {
        'old-portal': (portal) => `Son hôte appartient à ${portal}, un ancien portail.`,
        'new-portal': (portal) => `Son hôte appartient à ${portal}, un nouveau portail.`,
        'hash-route-host': (portal) => `Son hôte servait autrefois des pages du portail ${portal}.`,
        cloud: (cloud) => `C’est l’hôte du cloud ${cloud}.`,
        unknown: 'Son hôte n’appartient à aucun portail d’où, ou vers lequel, des pages sont parties.',
      },
      route: {
        path: (path) => `Le chemin désigne la page : ${path}.`,
        fragment: (path) => `La partie après # désigne la page : ${path}.`,
        'hash-parameter': (path) => `Le paramètre « hash » désigne la page : ${path}.`,
        hidden: 'C’est une page racine ; la page est peut-être désignée après #, ce que le navigateur garde pour lui.',
      },
      page: {
        listed: (page, address) => `C’est ${page}, inscrite comme ${address}.`,
        'new-place': (page) => `C’est déjà le nouvel emplacement de la page ${page}.`,
        'new-portal': 'C’est simplement une page d’un nouveau portail.',
        'not-listed': 'Le catalogue n’a pas de page à cette adresse.',
      },
      setting: {
        on: (title) => `Le paramètre qui décide est activé : ${title}.`,
        off: (title) => `Le paramètre qui décide est désactivé : ${title}.`,
        none: 'Aucun paramètre ne redirige cette page.',
      },
      destination: {
        address: (host) => `Son nouvel emplacement est sur ${host}.`,
        'clicks-only': 'De son nouvel emplacement, seuls les clics sont connus.',
        gone: 'Elle n’a pas de nouvel emplacement.',
      },
      parameters: {
        carried: (names) => `Paramètres emportés : ${list(names, 'conjunction')}.`,
        dropped: (names) => `Paramètres laissés, car la nouvelle adresse a les siens : ${list(names, 'conjunction')}.`,
      },
      origin: {
        'behind-gateway': (host) =>
          `C’est Signpost lui-même qui sert cet hôte ; le lien mène donc à ce qui se trouve derrière : ${host}.`,
      },
    },
    setting: {
      never: 'Personne n’a encore changé ce paramètre.',
      since: (when, version) => `Ainsi depuis ${when} (version ${version}).`,
      until: (when) => `Se réactive de lui-même : ${when}.`,
    },
  },
} satisfies Partial<Words>;
