import { list, number } from './forms.ts';

/** What happened, what is unchanged, what to do. */
export const errors = {
  errors: {
    nothingChanged: 'Nothing was changed.',
    tryAgain: 'Try again',
    'unknown-migration': {
      title: 'There is no such setting',
      happened: (given: string) => `I know no migration called “${given}”.`,
      near: (ids: readonly string[]) => `Did you mean ${list(ids, 'disjunction')}?`,
      all: 'Send /redirect to see all of them.',
    },
    'malformed-input': {
      title: 'Something is missing or does not fit',
      missing: (field: string) => `${field} is missing.`,
      'not-text': (field: string) => `${field} was not sent as text.`,
      unknown: (field: string) => `${field} has a value that is not one of the choices.`,
      'too-long': (field: string, limit: number) => `${field} is too long: at most ${number(limit)} characters.`,
      again: 'Correct it and send it again, or ask for a new card.',
      fields: {
        category: 'The reason (category)',
        comment: 'The comment',
        duration: 'How long (duration)',
        until: 'The end (until)',
        contact: '“You may ask me” (contact)',
        share: '“May be shared” (share)',
        migration: 'The migration',
        version: 'The version',
        nonce: 'The form’s number (nonce)',
        question: 'The question',
        link: 'The link (link)',
        capability: 'The page (capability)',
        helpful: 'Whether it was right (helpful)',
        states: '“When?” (states)',
        reminders: 'The reminders (reminders)',
      },
    },
    'bad-time': {
      title: 'I cannot use that time',
      unreadable: (given: string) => `I cannot read “${given}” as a time.`,
      past: (given: string) => `“${given}” has passed already.`,
      'too-far': (given: string) => `“${given}” is too long: an off is meant to be temporary, two years at most.`,
      ambiguous: (given: string) =>
        `“${given}” happens twice, because the clocks go back that night. Choose another time.`,
      again: 'Write it like this: /redirect off for 4h, for 3d, for 2w, or until 2027-01-31 18:00.',
    },
    'stale-version': {
      title: 'Somebody was faster',
      unchanged: 'Your click changed nothing. Here is how it is now.',
    },
    'form-used': {
      title: 'This card has been used',
      happened: 'This card was used already, by somebody else or for something else.',
      again: 'Ask for a card of your own with /redirect.',
    },
    'directory-unavailable': {
      title: 'The directory did not answer',
      happened: 'I could not find out which roles you hold: the directory did not answer.',
      permissionTitle: 'A permission is missing',
      'permission-missing': 'I may not read roles in the directory: a permission has not been granted yet.',
      again: 'Try again in a minute. If it stays so, tell whoever looks after Signpost.',
      grant: 'An administrator has to grant it once; the installation guide says how.',
    },
    'storage-unavailable': {
      title: 'The database is not available',
      gone: 'The database is out of reach.',
      full: 'The database’s disk is full.',
      busy: 'The database is in use by another process.',
      again: 'Try again in a minute. If it stays so, tell whoever looks after Signpost.',
    },
    unexpected: {
      title: 'Something went wrong',
      happened: 'Signpost made a mistake, and has noted it in its log.',
      again:
        'Send /redirect to see how things stand, and try again. If it stays so, tell whoever looks after Signpost.',
    },
    'unknown-verb': {
      title: 'I do not know that button',
      happened: 'This card comes from another version of Signpost.',
      again: 'Ask again with /redirect or help.',
    },
    'too-fast': {
      title: 'One moment',
      happened: (until: string) =>
        `You have asked more than I can answer in a minute. Nothing was changed. I will answer again from ${until}.`,
    },
  },
};
