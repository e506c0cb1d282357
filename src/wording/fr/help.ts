import type { Words } from '../en.ts';
import { roles } from './forms.ts';

/** What one can say, and what only one person may see. */
export const help = {
  help: {
    title: 'Ce que fait Signpost',
    intro: 'Signpost accompagne le passage des anciens portails d’administration aux nouveaux.',
    welcomeTitle: 'Bonjour, je suis Signpost',
    welcome:
      'J’accompagne le passage des anciens portails d’administration aux nouveaux : si les anciens liens mènent au nouveau portail, et qui en a décidé. Aucune connexion n’est nécessaire.',
    welcomeTeam: (who) => `${who} m’a ajouté ici. Je réponds quand on me mentionne.`,
    addedBySomebody: 'Quelqu’un',
    setUp:
      'Pour l’administration : pour que je sache qui peut changer les paramètres, il faut accorder une fois l’autorisation sur l’annuaire. Le guide d’installation explique comment.',
    howShared: 'Dans un groupe ou un canal, mentionnez-moi d’abord.',
    inPersonalChat: 'Ce que vous-même pouvez faire, je le dis dans notre conversation personnelle : envoyez-y help.',
    may: 'Vous pouvez changer les paramètres.',
    mayRead: 'Vous pouvez lire les paramètres ; les changer revient à d’autres.',
    mayNot: (names) => `Pour changer les paramètres, il faut être ${roles(names)}.`,
    unknown:
      'L’annuaire n’a pas répondu ; je ne peux donc pas dire si vous pouvez changer les paramètres. Demandez de nouveau dans une minute.',
    commands: {
      status: {
        say: '/redirect',
        does: 'si les anciens liens sont redirigés, qui l’a changé et pourquoi',
      },
      off: {
        say: '/redirect off',
        does: 'désactiver la redirection pour un temps, et dire pourquoi',
      },
      on: { say: '/redirect on', does: 'la réactiver' },
      history: {
        say: '/redirect history',
        does: 'chaque changement avec son reçu',
      },
      feedback: {
        say: '/redirect feedback',
        does: 'ce qui a été écrit au moment de désactiver',
      },
      verify: {
        say: '/redirect verify',
        does: 'vérifier qu’aucun reçu n’a été modifié',
      },
    },
  },
  didYouMean: {
    title: 'Je ne connais pas cette commande',
    line: (given) => `« ${given} » n’est pas une de mes commandes. Vouliez-vous dire l’une de celles-ci ?`,
  },
  inPrivate: {
    title: (what) => `${what} : pour une seule personne`,
    line: 'Tout le monde ici ne peut pas le voir ; cela s’ouvre donc seulement pour la personne qui clique sur le bouton.',
    topics: {
      status: 'Redirection entre portails',
      off: 'Désactiver la redirection',
      on: 'Activer la redirection',
      history: 'Historique',
      feedback: 'Avis',
      verify: 'Reçus',
      change: 'Un changement',
      notices: 'Notifications',
      misses: 'Ce qui reste sans réponse',
      traffic: 'Utilisation des anciens liens',
    },
  },
  refused: {
    change: 'Vous ne pouvez pas changer ce paramètre',
    read: 'Vous ne pouvez pas voir cela',
    roles: (names) => `Il faut l’un de ces rôles dans Microsoft Entra : ${roles(names)}.`,
    unchanged: 'Rien n’a été changé.',
    ask: 'Si vous pensez que vous devriez le pouvoir, adressez-vous à l’administration de votre organisation. Un rôle qui vient d’être attribué peut prendre quelques minutes.',
  },
} satisfies Partial<Words>;
