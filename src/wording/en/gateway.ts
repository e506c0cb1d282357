import { count, list } from './forms.ts';

/** The frame of every page, and what the redirect gateway says. */
export const gateway = {
  page: {
    product: 'Signpost',
    footer: 'Signpost shows the way from old admin portals to new ones. It is no product of Microsoft’s.',
    search: {
      label: 'Where did a page move?',
      placeholder: 'Threat Explorer, or an old link',
      button: 'Search',
    },
    open: (portal: string) => `Open ${portal}`,
  },
  gateway: {
    unknownHost: {
      title: 'Signpost does not know this link',
      happened: 'It leads to none of the admin portals that Signpost looks after, so it was not followed.',
      do: 'If you are looking for a page of an old admin portal, ask for it by name.',
    },
    unknownPage: {
      title: 'There is no such page',
      happened: (portal: string) => `Signpost knows ${portal}, but no page of it at this address.`,
      closest: 'Were you looking for one of these?',
      home: (from: string, to: string) => `${from} moved to ${to}.`,
    },
    byHand: {
      title: (page: string) => `${page}: a few clicks from here`,
      happened: (portal: string) => `This page is now in ${portal}, and has no address of its own there.`,
      do: 'Open the portal, then click:',
    },
    gone: {
      title: (page: string) => `${page} is gone`,
      happened: (from: string) => `This page of ${from} was given up and has no successor.`,
    },
    hashRoute: {
      title: 'One moment',
      happened: (portal: string) => `Signpost is finding out which page of ${portal} this link leads to.`,
      which: 'Which page is it?',
      choose: (portal: string) =>
        `This link leads to a page of ${portal}. Which one, only a script can see at its end, and your browser runs none here. Choose the page yourself:`,
    },
    session: {
      title: 'Your session',
      pinned: 'Old links keep leading you to the portals you began with, whatever is changed meanwhile.',
      since: 'Began',
      until: 'Ends by itself',
      portal: 'What moves',
      leads: 'Old links lead to',
      theOld: (from: string) => `${from}, as before`,
      end: 'End the session',
      endLine: 'Once it has ended, old links follow the present settings.',
      none: 'You have no session',
      noneLine:
        'In a session, old links keep leading to the portals that you began with, whatever is changed meanwhile. It begins with the first old link that is redirected; until then, old links follow the present settings.',
    },
  },
  meter: {
    some: (sessions: number, until: string) =>
      `Up to ${count(sessions, 'session', 'sessions')} that began before may still be pinned to the other state. The last one ends by ${until}.`,
    nobody: 'Everybody has moved over: no session is pinned to the other state any more.',
  },
  explain: {
    title: 'Why a link goes where it goes',
    help: { say: '/redirect explain <link>', does: 'why an old link goes where it goes' },
    usage: 'Give me a link, here or like this: /redirect explain https://protection.office.com/threatexplorer',
    field: 'Old link',
    missing: 'Paste the link.',
    button: 'Explain',
    again: 'Explain another link',
    leads: (target: string) => `Leads to ${target}`,
    decisions: {
      redirected: 'Redirected to its new place.',
      off: 'Not redirected: its setting is off. It opens the old address.',
      'not-affected': 'Not redirected: no setting moves it. It opens as it is.',
      'by-hand': 'Answered with a page: the new place has no address of its own, or the page is gone.',
      'hash-route': 'Answered with a page that reads the end of the link.',
      'unknown-page': 'Answered with a page: the portal is known, this page of it is not.',
      'unknown-host': 'Answered with a page: this is no link to a portal that Signpost knows.',
    },
    steps: {
      link: {
        read: (url: string) => `Read as ${url}.`,
        'no-address': 'This is no web address.',
        'user-info': 'The address holds a user name, which no honest link to a portal does.',
        'own-address': 'The address is this server’s own.',
      },
      host: {
        'old-portal': (portal: string) => `Its host belongs to ${portal}, an old portal.`,
        'new-portal': (portal: string) => `Its host belongs to ${portal}, a new portal.`,
        'hash-route-host': (portal: string) => `Its host once served pages of ${portal}.`,
        cloud: (cloud: string) => `That is the host in the cloud ${cloud}.`,
        unknown: 'Its host belongs to no portal that pages moved from or to.',
      },
      route: {
        path: (path: string) => `The path names the page: ${path}.`,
        fragment: (path: string) => `The part after # names the page: ${path}.`,
        'hash-parameter': (path: string) => `The parameter “hash” names the page: ${path}.`,
        hidden: 'It is a root page; the page may be named after #, which the browser keeps to itself.',
      },
      page: {
        listed: (page: string, address: string) => `That is ${page}, listed as ${address}.`,
        'new-place': (page: string) => `That is already the new place of ${page}.`,
        'new-portal': 'That is just a page of a new portal.',
        'not-listed': 'The catalogue has no page at this address.',
      },
      setting: {
        on: (title: string) => `The setting that decides is on: ${title}.`,
        off: (title: string) => `The setting that decides is off: ${title}.`,
        none: 'No setting moves this page.',
      },
      destination: {
        address: (host: string) => `Its new place is on ${host}.`,
        'clicks-only': 'Only the clicks to its new place are known, not an address.',
        gone: 'It has no new place.',
      },
      parameters: {
        carried: (names: readonly string[]) => `Parameters taken along: ${list(names, 'conjunction')}.`,
        dropped: (names: readonly string[]) =>
          `Parameters left out, as the new address has its own: ${list(names, 'conjunction')}.`,
      },
      origin: {
        'behind-gateway': (host: string) =>
          `Signpost itself serves this host, so the link leads to what stands behind it: ${host}.`,
      },
    },
    setting: {
      never: 'Nobody has changed this setting yet.',
      since: (when: string, version: number) => `So since ${when} (version ${version}).`,
      until: (when: string) => `Comes on again by itself: ${when}.`,
    },
  },
};
