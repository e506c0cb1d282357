import { distance } from '../../core/nearest.ts';
import { type Reading, readable, unreadable } from '../read-command.ts';

interface HelpWords {
  readonly action: 'help';
}
const HELP: HelpWords = { action: 'help' };

const GREETINGS = new Set([
  ...['help', 'hi', 'hiya', 'hey', 'hello', 'thanks', 'thank', 'thankyou', 'thx', 'ty', 'cheers'],
  ...['hilfe', 'hallo', 'guten', 'moin', 'servus', 'danke', 'vielen', 'aide', 'bonjour', 'bonsoir', 'salut', 'merci'],
]);
/** Long enough that one wrong letter leaves no doubt. */
const MISSPELT = ['help', 'hello', 'thanks', 'thank'];
const COMPANY = new Set(
  `there you u me please signpost bot all everyone team again a lot so very much
  tag morgen abend dank dir euch ihnen bitte sehr zusammen nochmal à tous toutes beaucoup encore`.split(/\s+/),
);

/** Longest greeting, in words. */
const GREETING_MAX = 6;

/** Reads what stands after `/help`: a topic is answered with all of the help, a sentence is not for this command. */
export const readHelpWords = (rest: string): Reading<HelpWords> =>
  rest.includes(' ') && claimHelp(`help ${rest}`) === undefined ? unreadable() : readable(HELP);

/** Nothing at all, a greeting or thanks, with small misspellings. */
export function claimHelp(text: string): HelpWords | undefined {
  const [greeting = '', ...company] = text.toLowerCase().split(/[\s,]+/, GREETING_MAX + 1);
  const greets = greeting === '' || GREETINGS.has(greeting) || MISSPELT.some((word) => isOneOff(greeting, word));
  return greets && company.length < GREETING_MAX && company.every((word) => COMPANY.has(word)) ? HELP : undefined;
}

const isOneOff = (given: string, word: string): boolean =>
  Math.abs(given.length - word.length) <= 1 && distance(given, word) === 1;
