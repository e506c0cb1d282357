import { type Answer, answerWith, type Why } from './answer.ts';
import type { Capability, Catalog } from './capability.ts';
import { decide, type StateOf } from './decide.ts';
import type { LinkIndex } from './legacy-links.ts';
import { readHostPattern } from './portal-host.ts';
import type { Finding, QuestionIndex } from './question-index.ts';
import { linkIn, wordsOfUrl } from './question-link.ts';
import type { ShortLinks } from './short-links.ts';

export interface AnswerPorts {
  readonly catalog: Catalog;
  readonly links: LinkIndex;
  readonly shortLinks: ShortLinks;
  readonly index: QuestionIndex;
  readonly stateOf: StateOf;
  /** This server's own host names, in lower case, without port. */
  readonly ownHosts: ReadonlySet<string>;
}

/** What became of a question. `question`: trimmed, and cut to QUESTION_MAX. */
export type Answered =
  | { readonly kind: 'blank'; readonly question: string }
  /** The first answer is it; the others follow best first. */
  | { readonly kind: 'found'; readonly question: string; readonly answers: readonly Answer[] }
  /** Best first; the first `choices` of them are so near that a person should choose. */
  | {
      readonly kind: 'choice';
      readonly question: string;
      readonly answers: readonly Answer[];
      readonly choices: number;
    }
  /** Nothing is good enough. `nearest`: what comes closest, at most NEAREST. */
  | { readonly kind: 'miss'; readonly question: string; readonly nearest: readonly Answer[] };

/** A longer question is cut, in UTF-16 units. */
export const QUESTION_MAX = 2000;
/** The most answers that anybody is given. */
export const ANSWERS_MAX = 20;
const NEAREST = 3;
/**
 * No answer where it is more probable than this that the question means no page at all, or where not even the first
 * page is this probable; chosen for few false answers (docs/answers.md).
 */
const SILENT_FROM = 0.22;
const FIRST_FROM = 0.2;
/** Less probable ones are no answers beside the first. */
const ANSWER_FROM = 0.01;
/** Those at least half as probable as the first are offered beside it, three at most. */
const CHOICE_RATIO = 0.5;
const CHOICES_MAX = 3;
/** A link that the catalog lists leaves no doubt but the catalog's own; so does a word that it calls ambiguous. */
const BY_LINK = 0.99;
const BY_TERM = 0.95;

/** Where something moved, by its name, its old link or what it was for. Any text gets an answer or a miss. */
export function answerQuestion(ports: AnswerPorts, text: string): Answered {
  const question = text.slice(0, QUESTION_MAX).toWellFormed().trim();
  if (question === '') return { kind: 'blank', question };
  return answerByLink(ports, question) ?? answerInWords(ports, question, question);
}

function answerInWords(ports: AnswerPorts, question: string, words: string): Answered {
  const { ranked, none, ambiguous } = ports.index.find(words, ANSWERS_MAX);
  const answer = ({ capability, probability, by }: Finding): Answer => answerWith(ports, capability, probability, by);
  if (ambiguous.length > 1) {
    const sum = ambiguous.reduce((total, { probability }) => total + probability, 0);
    const answers = ambiguous.map((finding) => ({
      ...answer(finding),
      confidence: (BY_TERM * finding.probability) / sum,
    }));
    return { kind: 'choice', question, answers, choices: answers.length };
  }
  if (none > SILENT_FROM || (ranked[0]?.probability ?? 0) < FIRST_FROM)
    return { kind: 'miss', question, nearest: ranked.slice(0, NEAREST).map(answer) };
  const answers = ranked.filter(({ probability }, at) => at === 0 || probability >= ANSWER_FROM).map(answer);
  const least = (answers[0]?.confidence ?? 0) * CHOICE_RATIO;
  const choices = answers.slice(0, CHOICES_MAX).filter(({ confidence }) => confidence >= least).length;
  return choices > 1 ? { kind: 'choice', question, answers, choices } : { kind: 'found', question, answers };
}

/** A question with an address in it is answered by the address, where that says anything. */
function answerByLink(ports: AnswerPorts, question: string): Answered | undefined {
  const link = linkIn(question);
  if (!link) return undefined;
  const short = ports.shortLinks(link.url);
  if (short) {
    const led = short.target === null ? undefined : pageAt(ports, short.target);
    if (led?.capability) return found(ports, question, led.capability, { kind: 'short-link', text: short.link });
    return answerInWords(ports, question, short.what);
  }
  const page = pageAt(ports, link.url.href);
  if (page?.capability) return found(ports, question, page.capability, { kind: page.kind, text: link.url.href });
  if (page) {
    const answered = link.words === '' ? undefined : answerInWords(ports, question, link.words);
    if (answered && answered.kind !== 'miss') return answered;
    const nearest = page.closest.map((capability) => answerWith(ports, capability, 0, { kind: 'menu', text: null }));
    return { kind: 'miss', question, nearest };
  }
  if (!link.certain) return undefined;
  return answerInWords(
    ports,
    question,
    isRelated(ports, link.url) ? `${wordsOfUrl(link.url)} ${link.words}` : link.words,
  );
}

const found = (ports: AnswerPorts, question: string, capability: Capability, why: Why): Answered => ({
  kind: 'found',
  question,
  answers: [answerWith(ports, capability, BY_LINK, why)],
});

interface Page {
  readonly kind: 'old-link' | 'new-link';
  readonly capability: Capability | null;
  readonly closest: readonly Capability[];
}

/** The page that an address names; undefined where it lies on no portal that the catalog knows. */
function pageAt({ links, stateOf, ownHosts }: AnswerPorts, address: string): Page | undefined {
  const decision = decide(links, stateOf, address, { fragment: 'final', ownHosts });
  switch (decision.kind) {
    case 'unknown-host':
    case 'hash-route':
      return undefined;
    case 'unknown-page':
      return { kind: 'old-link', capability: null, closest: decision.closest.map(({ capability }) => capability) };
    case 'not-affected':
      return { kind: decision.migration ? 'old-link' : 'new-link', capability: decision.capability, closest: [] };
    case 'redirected':
    case 'off':
    case 'by-hand':
      return { kind: 'old-link', capability: decision.capability, closest: [] };
  }
}

/** Whether the address lies beside a portal, as securescore.office.com beside protection.office.com. */
function isRelated({ catalog }: AnswerPorts, { hostname }: URL): boolean {
  const domainOf = (host: string): string => host.split('.').slice(-2).join('.');
  const domain = domainOf(hostname);
  return [...catalog.portals.values()].some(({ hosts }) =>
    hosts.some((host) => domainOf(readHostPattern(host)?.host ?? '') === domain),
  );
}
