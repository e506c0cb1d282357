import type { Words } from '../en.ts';
import { list, number } from './forms.ts';

/** What happened, what is unchanged, what to do. */
export const errors = {
  errors: {
    nothingChanged: 'Rien n’a été modifié.',
    tryAgain: 'Réessayer',
    'unknown-migration': {
      title: 'Ce paramètre n’existe pas',
      happened: (given) => `Je ne connais aucune migration nommée « ${given} ».`,
      near: (ids) => `Vouliez-vous dire ${list(ids, 'disjunction')} ?`,
      all: 'Envoyez /redirect pour les voir toutes.',
    },
    'malformed-input': {
      title: 'Quelque chose manque ou ne convient pas',
      missing: (field) => `${field} : information manquante.`,
      'not-text': (field) => `${field} : la valeur n’a pas été envoyée sous forme de texte.`,
      unknown: (field) => `${field} : cette valeur ne fait pas partie des choix.`,
      'too-long': (field, limit) => `${field} : le texte est trop long, ${number(limit)} caractères au plus.`,
      again: 'Corrigez puis renvoyez, ou redemandez la carte.',
      fields: {
        category: 'La raison (category)',
        comment: 'Le commentaire (comment)',
        duration: 'La durée (duration)',
        until: 'La fin (until)',
        contact: '« On peut me poser des questions à ce sujet » (contact)',
        share: '« Mon commentaire peut figurer dans les notifications des canaux » (share)',
        migration: 'La migration (migration)',
        version: 'La version (version)',
        nonce: 'Le numéro du formulaire (nonce)',
        question: 'La question (question)',
        link: 'Le lien (link)',
        capability: 'La page (capability)',
        helpful: '« Était-ce la bonne réponse ? » (helpful)',
        states: '« Quand ? » (states)',
        reminders: 'Le choix des rappels (reminders)',
      },
    },
    'bad-time': {
      title: 'Cette date ou cette durée ne convient pas',
      unreadable: (given) => `Je ne comprends pas « ${given} » comme une date ou une durée.`,
      past: (given) => `« ${given} » est déjà passé.`,
      'too-far': (given) => `« ${given} », c’est trop loin : la désactivation est temporaire, deux ans au plus.`,
      ambiguous: (given) =>
        `« ${given} » arrive deux fois, car on change d’heure cette nuit-là. Choisissez une autre heure.`,
      again: 'Écrivez par exemple : /redirect off for 4h, for 3d, for 2w ou until 2027-01-31 18:00.',
    },
    'stale-version': {
      title: 'Quelqu’un a été plus rapide',
      unchanged: 'Votre clic n’a rien changé. Voici l’état actuel.',
    },
    'form-used': {
      title: 'Cette carte a déjà servi',
      happened: 'Cette carte a déjà été utilisée, par quelqu’un d’autre ou pour autre chose.',
      again: 'Demandez votre propre carte avec /redirect.',
    },
    'directory-unavailable': {
      title: 'L’annuaire n’a pas répondu',
      happened: 'Je n’ai pas pu savoir quels rôles vous avez : l’annuaire n’a pas répondu.',
      permissionTitle: 'Il manque une autorisation',
      'permission-missing':
        'Je ne peux pas lire les rôles dans l’annuaire : une autorisation n’a pas encore été accordée.',
      again: 'Réessayez dans une minute. Si le problème persiste, prévenez les responsables de Signpost.',
      grant: 'L’équipe d’administration doit l’accorder une fois ; le guide d’installation explique comment.',
    },
    'storage-unavailable': {
      title: 'La base de données n’est pas disponible',
      gone: 'La base de données est injoignable.',
      full: 'Le disque de la base de données est plein.',
      busy: 'La base de données est utilisée par un autre processus.',
      again: 'Réessayez dans une minute. Si le problème persiste, prévenez les responsables de Signpost.',
    },
    unexpected: {
      title: 'Un problème est survenu',
      happened: 'Signpost a fait une erreur et l’a notée dans son journal.',
      again:
        'Vérifiez l’état actuel avec /redirect, puis réessayez. Si le problème persiste, prévenez les responsables de Signpost.',
    },
    'unknown-verb': {
      title: 'Je ne connais pas ce bouton',
      happened: 'Cette carte vient d’une autre version de Signpost.',
      again: 'Envoyez de nouveau /redirect ou help.',
    },
    'too-fast': {
      title: 'Un instant',
      happened: (until) =>
        `Vous avez posé plus de questions que je n’en traite en une minute. Rien n’a été modifié. Je répondrai de nouveau à partir du ${until}.`,
    },
  },
} satisfies Partial<Words>;
