import { list } from './forms.ts';

/** What one can say, and what only one person may see. */
export const help = {
  help: {
    title: 'What Signpost does',
    intro: 'Signpost looks after the move from old admin portals to new ones.',
    welcomeTitle: 'Hello, this is Signpost',
    welcome:
      'I look after the move from old admin portals to new ones: I know whether old links lead to the new portal yet, and who changed that. No sign-in is needed.',
    welcomeTeam: (who: string) => `${who} added me here. I answer when I am mentioned.`,
    addedBySomebody: 'Somebody',
    setUp:
      'Administrators: for me to know who may change settings, somebody has to grant the directory permission once. The installation guide says how.',
    howShared: 'In a group or channel, mention me first.',
    inPersonalChat: 'What you yourself may do, I say in our personal chat: send “help” there.',
    may: 'You may change settings.',
    mayRead: 'You may read the settings, but not change them.',
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
      notices: 'Notices',
      misses: 'What stays unanswered',
      traffic: 'How old links were used',
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
};
