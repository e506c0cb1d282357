import type { Words } from '../en.ts';
import { roles } from './forms.ts';

/** What one can say, and what only one person may see. */
export const help = {
  help: {
    title: 'Ce que fait Signpost',
    intro: 'Signpost accompagne le passage des anciens portails d’administration aux nouveaux.',
    welcomeTitle: 'Bonjour, je suis Signpost',
    welcome:
      'J’accompagne le passage des anciens portails d’administration aux nouveaux : je sais si les anciens liens mènent déjà au nouveau portail, et qui en a décidé. Aucune connexion n’est nécessaire.',
    welcomeTeam: (who) => `${who} m’a ajouté ici. Je réponds quand on me mentionne.`,
    addedBySomebody: 'Quelqu’un',
    setUp:
      'Pour l’équipe d’administration : afin que je sache qui peut modifier les paramètres, il faut m’accorder une fois l’accès à l’annuaire. Le guide d’installation explique comment.',
    howShared: 'Dans une conversation de groupe ou un canal, mentionnez-moi d’abord.',
    inPersonalChat: 'Pour savoir ce que vous pouvez faire, envoyez « help » dans notre conversation personnelle.',
    may: 'Vous pouvez modifier les paramètres.',
    mayRead: 'Vous pouvez lire les paramètres, mais pas les modifier.',
    mayNot: (names) => `Pour modifier les paramètres, il faut l’un de ces rôles : ${roles(names)}.`,
    unknown:
      'L’annuaire n’a pas répondu ; je ne peux donc pas dire si vous pouvez modifier les paramètres. Redemandez dans une minute.',
    commands: {
      status: {
        say: '/redirect',
        does: 'si les anciens liens sont redirigés, qui en a décidé et pourquoi',
      },
      off: {
        say: '/redirect off',
        does: 'désactiver la redirection pour un temps, et dire pourquoi',
      },
      on: { say: '/redirect on', does: 'réactiver la redirection' },
      history: {
        say: '/redirect history',
        does: 'chaque changement avec son reçu',
      },
      feedback: {
        say: '/redirect feedback',
        does: 'les avis donnés au moment de désactiver',
      },
      verify: {
        say: '/redirect verify',
        does: 'vérifier qu’aucun reçu n’a été altéré',
      },
    },
  },
  didYouMean: {
    title: 'Je ne connais pas cette commande',
    line: (given) => `« ${given} » n’est pas une de mes commandes. Vouliez-vous dire l’une de celles-ci ?`,
  },
  inPrivate: {
    title: (what) => `${what} : pour une seule personne`,
    line: 'Tout le monde ici n’a pas le droit de le voir : cela ne s’ouvre que pour la personne qui clique sur le bouton.',
    topics: {
      status: 'Redirection des portails',
      off: 'Désactiver la redirection',
      on: 'Activer la redirection',
      history: 'Historique',
      feedback: 'Avis',
      verify: 'Reçus',
      change: 'Un changement',
      notices: 'Notifications',
      misses: 'Questions sans réponse',
      traffic: 'Utilisation des anciens liens',
    },
  },
  refused: {
    change: 'Vous ne pouvez pas modifier ce paramètre',
    read: 'Vous ne pouvez pas voir cela',
    roles: (names) => `Rôle requis dans Microsoft Entra : ${roles(names)}.`,
    unchanged: 'Rien n’a été modifié.',
    ask: 'Si vous pensez que vous devriez pouvoir le faire, adressez-vous à l’équipe d’administration de votre organisation. Un rôle qui vient d’être attribué peut mettre quelques minutes à prendre effet.',
  },
} satisfies Partial<Words>;
