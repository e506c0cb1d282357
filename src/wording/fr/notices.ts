import type { Words } from '../en.ts';
import { count, list } from './forms.ts';

/** Subscriptions, notices and reminders. */
export const notices = {
  notice: {
    off: (title) => `Redirection désactivée : ${title}`,
    keptOff: (title) => `Redirection laissée désactivée : ${title}`,
    on: (title) => `Redirection activée : ${title}`,
    because: {
      personal: 'Vous recevez ce message parce que vous avez demandé les notifications de changement.',
      groupChat:
        'Cette conversation reçoit ce message parce que quelqu’un ici l’a abonnée aux notifications de changement.',
      channel: 'Ce canal reçoit ce message parce que quelqu’un ici l’a abonné aux notifications de changement.',
    },
    stop: 'Pour ne plus en recevoir, choisissez « Arrêter les notifications » ou envoyez /notify off.',
    stopButton: 'Arrêter les notifications',
  },
  reminder: {
    endsSoon: (title) => `La redirection sera bientôt réactivée : ${title}`,
    ends: (from, to, when) => `À partir du ${when}, les anciens liens vers ${from} mèneront de nouveau à ${to}.`,
    letItEnd:
      'Si la redirection doit être réactivée, vous n’avez rien à faire. Si elle doit rester désactivée, choisissez « Laisser désactivée… » : votre raison figure déjà dans le formulaire.',
    stillOff: (title) => `Redirection toujours désactivée : ${title}`,
    noEnd: 'Aucune date de fin n’a été fixée. La redirection doit-elle rester désactivée ?',
    becauseYou: 'Vous recevez ce message parce que vous avez désactivé la redirection.',
    again: (days) => `Si rien ne change, je reposerai la question dans ${count(days, 'jour', 'jours')}.`,
    turnOn: 'Activer…',
  },
  notify: {
    here: {
      personal: 'Vous recevez ici les notifications de changement',
      groupChat: 'Cette conversation reçoit les notifications de changement',
      channel: 'Ce canal reçoit les notifications de changement',
    },
    none: {
      personal: 'Vous ne recevez ici aucune notification de changement',
      groupChat: 'Cette conversation ne reçoit aucune notification de changement',
      channel: 'Ce canal ne reçoit aucune notification de changement',
    },
    say: 'Une notification dit qui a activé ou désactivé la redirection, pourquoi, et jusqu’à quand.',
    allSettings: 'Pour : tous les paramètres.',
    settings: (titles) => `Pour : ${list(titles, 'conjunction')}.`,
    states: {
      both: 'Quand : la redirection est activée, désactivée ou laissée désactivée.',
      on: 'Quand : la redirection est activée.',
      off: 'Quand : la redirection est désactivée ou laissée désactivée.',
    },
    reminders: 'Et aussi : un rappel tant que la redirection reste désactivée sans date de fin.',
    noReminders: 'Pas de rappel tant que la redirection reste désactivée sans date de fin.',
    since: (when) => `Abonnement : ${when}.`,
    nobody: 'Personne ne s’y est abonné.',
    outcome: { delivered: 'Remise', failed: 'Échec' },
    last: (when) => ` : la dernière notification, ${when}.`,
    noneYet: 'Aucune n’est encore arrivée.',
    failed: (n) => `${count(n, 'notification n’a pas pu être remise', 'notifications n’ont pas pu être remises')}.`,
    waiting: (n) => `${count(n, 'notification est', 'notifications sont')} en route.`,
    over: 'Terminé',
    reasons: {
      stopped: (when) => ` : quelqu’un y a mis fin, ${when}.`,
      removed: (when) => ` : Signpost a été retiré, ${when}.`,
      forbidden: (when) => ` : Teams a refusé une notification (403), ${when}.`,
      'not-found': (when) => ` : Teams n’a plus trouvé la conversation (404), ${when}.`,
    },
    startButton: {
      personal: 'M’abonner aux changements',
      groupChat: 'Abonner cette conversation',
      channel: 'Abonner ce canal',
    },
    filterButton: 'Choisir…',
    statusButton: 'Notifications ici',
    listButton: 'Toutes les conversations',
    moreButton: 'Autres conversations',
    filter: {
      title: 'Quelles notifications recevoir ici',
      settings: 'Pour quels paramètres ? Sans choix : pour tous',
      states: 'Quand ?',
      statesMissing: 'Choisissez quand envoyer les notifications.',
      choices: {
        both: 'Quand la redirection est activée ou désactivée',
        on: 'Seulement quand elle est activée',
        off: 'Seulement quand elle est désactivée',
      },
      remindersLabel: 'Rappels',
      reminders: 'Envoyer des rappels tant que la redirection reste désactivée sans date de fin',
      submit: 'Enregistrer',
    },
    list: {
      title: 'Qui reçoit les notifications',
      intro: (n) => `${count(n, 'conversation', 'conversations')}, de la plus récente à la plus ancienne.`,
      empty: 'Aucune conversation n’est abonnée aux notifications. Envoyez /notify here là où elles doivent arriver.',
      names: {
        personal: 'Une conversation personnelle',
        groupChat: 'Une conversation de groupe',
        channel: 'Un canal',
      },
      name: (name, end) => `${name} …${end}`,
      thisOne: (name) => `${name} (celle-ci)`,
    },
    commands: {
      here: {
        say: '/notify here',
        does: 'informer cette conversation de chaque changement ; /notify off y met fin',
      },
      status: {
        say: '/notify status',
        does: 'quelles notifications arrivent ici, et si la dernière a été remise',
      },
      list: { say: '/notify list', does: 'toutes les conversations qui reçoivent des notifications' },
    },
  },
} satisfies Partial<Words>;
