/** An address that stands in a question, and the question without it. */
interface QuestionLink {
  readonly url: URL;
  /** It was written with its scheme: a link for certain, and no word with a dot. */
  readonly certain: boolean;
  readonly words: string;
}

/** Outlook puts the links in mails behind this host, and the address itself into a parameter. */
const SAFE_LINKS_HOST = '.safelinks.protection.outlook.com';
const BEFORE = /^[\s([{<"'`*_]+/;
const AFTER = /[\s)\]}>"'`*_.,;:!?]+$/;
const BARE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#]\S*)?$/i;

/** The first address in a question, if any. */
export function linkIn(question: string): QuestionLink | undefined {
  const tokens = question.split(/\s+/);
  const links = tokens.map(readToken);
  const at = [links.findIndex((link) => link?.certain), links.findIndex((link) => link)].find((index) => index >= 0);
  const link = at === undefined ? undefined : links[at];
  if (!link) return undefined;
  return {
    ...link,
    words: tokens
      .filter((_, index) => index !== at)
      .join(' ')
      .trim(),
  };
}

type TokenLink = Omit<QuestionLink, 'words'>;

function readToken(token: string): TokenLink | undefined {
  const scheme = token.search(/https?:\/\//i);
  const text = (scheme > 0 ? token.slice(scheme) : token).replace(BEFORE, '').replace(AFTER, '');
  const certain = scheme >= 0;
  if (!certain && !BARE.test(text)) return undefined;
  const url = URL.parse(certain ? text : `https://${text}`);
  return url ? { url: unwrapped(url), certain } : undefined;
}

function unwrapped(url: URL): URL {
  if (!url.hostname.endsWith(SAFE_LINKS_HOST)) return url;
  return URL.parse(url.searchParams.get('url') ?? '') ?? url;
}

/** What an address says in words: its host without the domain, its path and its fragment. */
export const wordsOfUrl = ({ hostname, pathname, hash }: URL): string =>
  [...hostname.split('.').slice(0, -2), ...`${pathname} ${hash}`.split(/[^\p{L}\p{N}]+/u)].join(' ').trim();
