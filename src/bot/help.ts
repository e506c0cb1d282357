import { execute } from '../cards/actions.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { type HelpEntry, helpCard } from '../cards/help.ts';
import { type Line, line, subtleLine } from '../cards/message.ts';
import { plainText } from '../cards/plain-text.ts';
import { type Access, accessOf } from '../core/access.ts';
import { DirectoryUnavailable } from '../core/errors.ts';
import { rolesThatMayChange } from '../core/policy.ts';
import type { Turn } from './turn.ts';

/** What this person may do; null where the directory does not say. */
async function accessOrDoubt({ ports, actor }: Turn): Promise<Access | null> {
  try {
    return await accessOf(ports, actor);
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return null;
    throw error;
  }
}

function mayLine({ reader }: Turn, access: Access | null): Line {
  const { help } = reader.words;
  if (access === null) return line(help.unknown);
  if (access.changeable.length > 0) return line(help.may);
  if (access.readable.length > 0) return line(help.mayRead);
  return line(help.mayNot(rolesThatMayChange()));
}

const entriesFor = ({ reader, commands }: Turn, access: Access | null): HelpEntry[] =>
  commands.flatMap((command) => command.help(reader.words, access));

async function cardWith(turn: Turn, title: string, intro: readonly Line[]): Promise<AdaptiveCard> {
  const { words } = turn.reader;
  const access = await accessOrDoubt(turn);
  const reads = access !== null && access.readable.length > 0;
  return helpCard({
    title,
    lines: [...intro, mayLine(turn, access), line(words.where.how)],
    commands: entriesFor(turn, access),
    actions: [
      execute({ title: words.where.title, verb: 'where.form' }),
      ...(reads
        ? [
            execute({ title: words.buttons.status, verb: 'settings.list' }),
            execute({ title: words.buttons.history, verb: 'history.show' }),
          ]
        : []),
    ],
  });
}

/** What Signpost does, and what of it this person may do; the latter is nobody else's business. */
export async function showHelp(turn: Turn): Promise<AdaptiveCard> {
  const { title, intro } = turn.reader.words.help;
  return turn.isPersonal ? cardWith(turn, title, [line(intro)]) : sharedHelp(turn);
}

/** The same for whoever reads it: what Signpost does, how to ask, and which roles change settings. */
function sharedHelp(turn: Turn): AdaptiveCard {
  const { help, where, buttons } = turn.reader.words;
  return helpCard({
    title: help.title,
    lines: [
      line(help.intro),
      line(where.how),
      line(help.howShared),
      line(help.mayNot(rolesThatMayChange())),
      subtleLine(help.inPersonalChat),
    ],
    commands: entriesFor(turn, null),
    actions: [execute({ title: buttons.status, verb: 'settings.list' })],
  });
}

/** The first words in a personal chat. */
export const personalWelcome = (turn: Turn): Promise<AdaptiveCard> => {
  const { help } = turn.reader.words;
  return cardWith(turn, help.welcomeTitle, [line(help.welcome), subtleLine(help.setUp)]);
};

/** The one post in a team or group: who added it, and what everyone may ask. */
export function sharedWelcome({ reader, actor }: Turn): AdaptiveCard {
  const { help, where } = reader.words;
  const who = actor.name === '' ? help.addedBySomebody : plainText(actor.name);
  return helpCard({
    title: help.welcomeTitle,
    lines: [line(help.welcome), line(help.welcomeTeam(who)), subtleLine(help.setUp), line(where.how)],
    commands: [],
    actions: [execute({ title: reader.words.buttons.help, verb: 'help.show' })],
  });
}
