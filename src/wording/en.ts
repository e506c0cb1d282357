const LOCALE = 'en-GB';

const list = (items: readonly string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(LOCALE, { type }).format(items);

const plural = new Intl.PluralRules(LOCALE);
const count = (n: number, one: string, other: string): string =>
  `${new Intl.NumberFormat(LOCALE).format(n)} ${plural.select(n) === 'one' ? one : other}`;

const path = (steps: readonly string[]): string => steps.join(' > ');

/** Every sentence a person reads, in English. */
export const en = {
  language: 'en',
  time: (at: number, timeZone: string) =>
    new Intl.DateTimeFormat(LOCALE, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }).format(at),
  number: (n: number) => new Intl.NumberFormat(LOCALE).format(n),
  or: (items: readonly string[]) => list(items, 'disjunction'),

  state: { on: 'On', off: 'Off' },
  categories: {
    'missing-feature': 'A feature is missing',
    'cannot-find': 'People cannot find their pages',
    permissions: 'Permissions do not fit',
    performance: 'Performance: it is slow',
    bug: 'Something is broken (bug)',
    timing: 'The timing is bad',
    other: 'Something else',
  },
  durations: {
    none: 'Until somebody turns it on again',
    PT4H: 'For 4 hours',
    P1D: 'For 1 day',
    P3D: 'For 3 days',
    P7D: 'For 7 days',
    P14D: 'For 14 days',
    asked: (until: string) => `Until ${until}`,
  },

  status: {
    title: 'Portal redirection',
    intro: 'Where old links go, for everyone in this organisation.',
    on: (from: string, to: string) => `On: old links to ${from} lead to ${to}.`,
    off: (from: string) => `Off: old links open ${from} as before.`,
    never: 'Nobody has changed it yet.',
    turnedOff: (who: string, when: string) => `Turned off by ${who}, ${when}.`,
    turnedOn: (who: string, when: string) => `Turned on by ${who}, ${when}.`,
    keptOff: (who: string, when: string) => `Kept off by ${who}, ${when}.`,
    byTimer: (when: string, number: number) =>
      `Turned on by Signpost, ${when}: the time set by change ${number} was over.`,
    somebody: 'somebody who has been deleted',
    why: (category: string, comment: string | null) =>
      comment === null ? `Why: ${category}.` : `Why: ${category}. “${comment}”`,
    until: (when: string) => `Comes on again by itself: ${when}.`,
    open: 'Until somebody turns it on again.',
    id: (id: string) => `Migration ${id}`,
    more: (n: number) =>
      `and ${count(n, 'more setting', 'more settings')}. Ask for one with /redirect status and its name.`,
  },
  consequences: {
    title: 'Good to know',
    moves: (items: readonly string[]) => `Moves: ${items.join('; ')}.`,
    movesAll: (from: string) => `Moves: the pages of ${from}.`,
    notAffected: (items: readonly string[]) => `Not affected: ${items.join('; ')}.`,
    sessions:
      'Nobody is thrown out. People who are signed in keep the portal they began with until they sign in again.',
    reversible: 'You can turn it back at any time.',
    own: 'This is Signpost’s own setting, for old links that come through Signpost.',
    vendor: (portal: string, steps: readonly string[]) => `${portal} has a switch of its own: ${path(steps)}.`,
  },
  form: {
    title: (to: string) => `Turn off redirection to ${to}`,
    titleKeep: (to: string) => `Keep redirection to ${to} off`,
    intro: (from: string) =>
      `Old links will open ${from} again, for everyone. Please say why: it goes to the people who run the move.`,
    category: 'What is the main reason?',
    categoryPlaceholder: 'Choose a reason',
    categoryMissing: 'Choose the main reason.',
    comment: 'What happened, or what do you need?',
    commentPlaceholder: 'For example: our reports are not there yet',
    commentMissing: 'Write a few words, at most 2,000 characters.',
    duration: 'How long?',
    durationPlaceholder: 'Choose how long',
    durationMissing: 'Choose how long it stays off.',
    contactLabel: 'Questions',
    contact: 'You may ask me about it',
    shareLabel: 'Notices',
    share: 'My comment may be shown in channel notices',
    submit: 'Disable & share feedback',
    cancel: 'Cancel',
  },
  enable: {
    title: (to: string) => `Turn on redirection to ${to}`,
    intro: (from: string, to: string) => `Old links to ${from} will lead to ${to}, for everyone.`,
    button: 'Enable',
  },
  outcome: {
    off: 'Redirection is off',
    on: 'Redirection is on',
    offLine: (from: string) => `Old links open ${from} as before.`,
    onLine: (from: string, to: string) => `Old links to ${from} lead to ${to}.`,
    receipt: (number: number, digits: string) => `Receipt ${number} · ${digits}`,
  },
  buttons: {
    turnOff: 'Turn off…',
    keepOff: 'Keep off…',
    details: 'Details',
    change: 'Open',
    status: 'Show status',
    all: 'All settings',
    history: 'History',
    feedback: 'Feedback',
    older: 'Older changes',
    verify: 'Check the receipts',
    help: 'What can I do?',
    open: 'Open for me',
  },
  history: {
    title: 'History',
    titleOf: (title: string) => `History: ${title}`,
    empty: 'Nothing has been changed yet.',
    diff: (from: string, to: string) => `${from} → ${to}`,
    keptOff: 'Off → Off, new time and reason',
    end: (when: string) => `Until ${when}.`,
    noEnd: 'No end set.',
    forgotten: 'The comment has been deleted.',
  },
  feedback: {
    title: 'Feedback',
    empty: 'Nobody has left feedback yet. It is asked for when redirection is turned off.',
    intro: (n: number) => `${count(n, 'comment', 'comments')}, newest first.`,
    chart: 'Comments by reason',
    reason: 'Reason',
    comments: 'Comments',
    askable: (names: readonly string[]) => `You may ask: ${list(names, 'conjunction')}.`,
    nobodyAskable: 'Nobody has offered to be asked.',
    csv: 'As CSV, to copy',
    csvPart: (shown: number, all: number) =>
      `As CSV, to copy: the newest ${shown} of ${all}. All of it: signpost feedback --csv`,
    csvHead: ['receipt', 'time (UTC)', 'migration', 'name', 'reason', 'may be asked', 'comment'],
  },
  verify: {
    whole: 'The chain of receipts is whole',
    wholeLine: (n: number) => `${count(n, 'receipt', 'receipts')} checked: none was edited, deleted or moved.`,
    empty: 'There are no receipts yet: nothing has been changed.',
    newest: (number: number, digits: string, when: string) => `Newest: receipt ${number} · ${digits}, ${when}.`,
    broken: 'The chain of receipts is broken',
    brokenAt: (number: number) => `The first receipt that does not hold is number ${number}.`,
    breaks: {
      edited: 'It was edited after it was written.',
      missing: 'It is missing.',
      moved: 'It does not follow the receipt before it.',
      'cut-off': 'The chain ends before it, although it was written.',
      'setting-differs': 'The setting is not what this receipt made it.',
    },
    brokenDo: 'Keep the database as it is, and tell whoever looks after Signpost and your security team.',
    found: (digits: string, number: number, when: string) => `Yes: ${digits} is receipt ${number}, ${when}.`,
    notFound: (digits: string) => `No: the chain holds no receipt that begins with ${digits}.`,
    notFoundDo: 'If you have it from an answer or a notice of Signpost’s, that receipt was removed or changed.',
    several: (digits: string, n: number) =>
      `${count(n, 'receipt begins', 'receipts begin')} with ${digits}. Give more digits.`,
  },
  where: {
    title: 'Where did a page move?',
    later: 'You will be able to ask where a page moved: “where did threat explorer go?”. That part is not here yet.',
    laterDo: 'Until then, look for the page in the new portal’s search box.',
  },
  notify: {
    title: 'Notices',
    later: 'You will be able to subscribe a channel to changes with /notify here. That part is not here yet.',
    laterDo: 'Until then, ask for the status with /redirect.',
  },
  help: {
    title: 'What Signpost does',
    intro: 'Signpost looks after the move from old admin portals to new ones.',
    welcomeTitle: 'Hello, this is Signpost',
    welcome:
      'I look after the move from old admin portals to new ones: whether old links lead to the new portal, and who changed that. No sign-in is needed.',
    welcomeTeam: (who: string) => `${who} added me here. I answer when I am mentioned.`,
    addedBySomebody: 'Somebody',
    setUp:
      'Administrators: for me to know who may change settings, somebody has to grant the directory permission once. The installation guide says how.',
    may: 'You may change settings.',
    mayRead: 'You may read the settings; changing them is for others.',
    mayNot: (roles: readonly string[]) => `Changing settings is for ${list(roles, 'disjunction')}.`,
    unknown: 'The directory did not answer, so I cannot say whether you may change settings. Ask again in a minute.',
    commands: {
      status: {
        say: '/redirect',
        does: 'whether old links are redirected, who changed it and why',
      },
      off: {
        say: '/redirect off',
        does: 'turn redirection off for a while, and say why',
      },
      on: { say: '/redirect on', does: 'turn it on again' },
      history: {
        say: '/redirect history',
        does: 'each change with its receipt',
      },
      feedback: {
        say: '/redirect feedback',
        does: 'what people wrote when they turned it off',
      },
      verify: {
        say: '/redirect verify',
        does: 'check that no receipt was changed',
      },
    },
  },
  didYouMean: {
    title: 'I do not know that command',
    line: (given: string) => `“${given}” is none of mine. Did you mean one of these?`,
  },
  inPrivate: {
    title: (what: string) => `${what}: for one person`,
    line: 'Not everyone here may see this, so it opens only for the person who presses the button.',
    topics: {
      status: 'Portal redirection',
      off: 'Turning redirection off',
      on: 'Turning redirection on',
      history: 'History',
      feedback: 'Feedback',
      verify: 'Receipts',
      change: 'A change',
    },
  },
  refused: {
    change: 'You may not change this setting',
    read: 'You may not see this',
    roles: (roles: readonly string[]) =>
      `It takes one of these roles in Microsoft Entra: ${list(roles, 'disjunction')}.`,
    unchanged: 'Nothing was changed.',
    ask: 'If you think that you should, ask an administrator of your organisation. A role that was given just now can take a few minutes.',
  },
  errors: {
    nothingChanged: 'Nothing was changed.',
    'unknown-migration': {
      title: 'There is no such setting',
      happened: (given: string) => `I know no migration called “${given}”.`,
      near: (ids: readonly string[]) => `Did you mean ${list(ids, 'disjunction')}?`,
      all: 'Send /redirect to see all of them.',
    },
    'malformed-input': {
      title: 'The form is not complete',
      missing: (field: string) => `${field} is missing.`,
      'not-text': (field: string) => `${field} was not sent as text.`,
      unknown: (field: string) => `${field} has a value that is not one of the choices.`,
      'too-long': (field: string, limit: number) =>
        `${field} is too long: at most ${new Intl.NumberFormat(LOCALE).format(limit)} characters.`,
      again: 'Correct it and send it again, or ask for a new form with /redirect off.',
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
      by: (who: string, when: string) => `${who} changed this setting, ${when}, after your card was made.`,
      unchanged: 'Your click changed nothing. Here is how it is now.',
    },
    'form-used': {
      title: 'This form has been used',
      happened: 'This form was sent already, by somebody else or for something else.',
      again: 'Ask for a form of your own with /redirect off.',
    },
    'directory-unavailable': {
      title: 'The directory did not answer',
      happened: 'I could not find out which roles you hold: the directory did not answer.',
      'permission-missing': 'I may not read roles in the directory: a permission has not been granted yet.',
      again: 'Try again in a minute. If it stays so, tell whoever looks after Signpost.',
      grant: 'An administrator has to grant it once; the installation guide says how.',
    },
    'storage-unavailable': {
      title: 'It could not be saved',
      gone: 'The database is out of reach.',
      full: 'The database’s disk is full.',
      busy: 'The database is in use by another process.',
      again: 'Try again in a minute. If it stays so, tell whoever looks after Signpost.',
    },
    unexpected: {
      title: 'Something went wrong',
      happened: 'Signpost made a mistake, and has noted it in its log.',
      again: 'Try again. If it stays so, tell whoever looks after Signpost.',
    },
    'unknown-verb': {
      title: 'I do not know that button',
      happened: 'This card comes from another version of Signpost.',
      again: 'Ask anew with /redirect or help.',
    },
    'too-fast': {
      title: 'One moment',
      happened: (until: string) =>
        `You have asked more than I can answer in a minute. I will answer again from ${until}.`,
    },
  },
};

/** The shape of a language: one file has it, and what is missing there does not compile. */
export type Words = typeof en;
