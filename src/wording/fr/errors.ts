import type { Words } from '../en.ts';
import { list, number } from './forms.ts';

/** What happened, what is unchanged, what to do. */
export const errors = {
  errors: {
    nothingChanged: 'Rien n’a été changé.',
    'unknown-migration': {
      title: 'Ce paramètre n’existe pas',
      happened: (given) => `Je ne connais aucune migration nommée « ${given} ».`,
      near: (ids) => `Vouliez-vous dire ${list(ids, 'disjunction')} ?`,
      all: 'Envoyez /redirect pour les voir toutes.',
    },
    'malformed-input': {
      title: 'Il manque quelque chose, ou cela ne convient pas',
      missing: (field) => `${field} : cela manque.`,
      'not-text': (field) => `${field} : cela n’a pas été envoyé comme texte.`,
      unknown: (field) => `${field} : cette valeur ne fait pas partie des choix.`,
      'too-long': (field, limit) => `${field} : c’est trop long, ${number(limit)} caractères au plus.`,
      again: 'Corrigez cela et renvoyez-le, ou demandez de nouveau la carte.',
      fields: {
        category: 'La raison (category)',
        comment: 'Le commentaire (comment)',
        duration: 'La durée (duration)',
        until: 'La fin (until)',
        contact: '« On peut me poser des questions » (contact)',
        share: '« Peut figurer dans les notifications » (share)',
        migration: 'La migration (migration)',
        version: 'La version (version)',
        nonce: 'Le numéro du formulaire (nonce)',
        question: 'La question (question)',
        capability: 'La page (capability)',
        helpful: 'Si c’était juste (helpful)',
        states: '« Quand ? » (states)',
        reminders: 'Le choix des rappels (reminders)',
      },
    },
    'bad-time': {
      title: 'Je ne peux rien faire de cette date',
      unreadable: (given) => `Je n’arrive pas à lire « ${given} » comme une date ou une durée.`,
      past: (given) => `« ${given} » est déjà passé.`,
      'too-far': (given) => `« ${given} » est trop long : on ne désactive que pour un temps, deux ans au plus.`,
      ambiguous: (given) =>
        `« ${given} » arrive deux fois, car on change d’heure cette nuit-là. Choisissez une autre heure.`,
      again: 'Écrivez par exemple : /redirect off for 4h, for 3d, for 2w ou until 2027-01-31 18:00.',
    },
    'stale-version': {
      title: 'Quelqu’un a été plus rapide',
      by: (who, when) => `${who} a changé ce paramètre, ${when}, après la création de votre carte.`,
      unchanged: 'Votre clic n’a rien changé. Voici ce qu’il en est maintenant.',
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
      again: 'Réessayez dans une minute. Si cela continue, prévenez les responsables de Signpost.',
      grant: 'L’administration doit l’accorder une fois ; le guide d’installation explique comment.',
    },
    'storage-unavailable': {
      title: 'La base de données n’est pas disponible',
      gone: 'La base de données est hors d’atteinte.',
      full: 'Le disque de la base de données est plein.',
      busy: 'La base de données est utilisée par un autre processus.',
      again: 'Réessayez dans une minute. Si cela continue, prévenez les responsables de Signpost.',
    },
    unexpected: {
      title: 'Un problème est survenu',
      happened: 'Signpost a fait une erreur et l’a notée dans son journal.',
      again:
        'Regardez avec /redirect ce qu’il en est, puis réessayez. Si cela continue, prévenez les responsables de Signpost.',
    },
    'unknown-verb': {
      title: 'Je ne connais pas ce bouton',
      happened: 'Cette carte vient d’une autre version de Signpost.',
      again: 'Demandez de nouveau avec /redirect ou help.',
    },
    'too-fast': {
      title: 'Un instant',
      happened: (until) =>
        `Vous avez demandé plus que je ne peux répondre en une minute. Rien n’a été changé. Je répondrai de nouveau à partir de : ${until}.`,
    },
  },
} satisfies Partial<Words>;
