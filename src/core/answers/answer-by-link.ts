import type { Capability, Catalog, ShortLink } from '../capability.ts';
import { decide } from '../links/decide.ts';
import { readHostPattern } from '../links/portal-host.ts';
import { type Answered, type AnswerPorts, answerWith, type Why } from './answer.ts';
import { ANSWERS_MAX, answerInWords, CHOICES_MAX } from './answer-in-words.ts';
import { linkIn, wordsOfUrl } from './question-link.ts';

/** A link that the catalog lists leaves no doubt but the catalog's own. */
const BY_LINK = 0.99;
/** What a link is said to have been decides only where it names a page this surely. */
const SURE_FROM = 0.9;

/** A question with an address in it is answered by the address, where that says anything. */
export function answerByLink(ports: AnswerPorts, question: string): Answered | undefined {
  const link = linkIn(question);
  if (!link) return undefined;
  const short = ports.shortLinks(link.url);
  if (short) return answerByShortLink(ports, question, short);
  const page = pageAt(ports, link.url.href);
  if (page) {
    const answered =
      answerAt(ports, question, page, { kind: page.kind, text: link.url.href }) ??
      (link.words === '' ? undefined : answerInWords(ports, question, link.words));
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

/** By where it leads; where nobody knows that, by what it is said to have been. */
function answerByShortLink(ports: AnswerPorts, question: string, { link, target, what }: ShortLink): Answered {
  const page = pageAt(ports, target ?? link);
  const answered = page && answerAt(ports, question, page, { kind: 'short-link', text: link });
  if (answered) return answered;
  const inWords = answerInWords(ports, question, what);
  const isSure = target === null && inWords.kind === 'found' && (inWords.answers[0]?.confidence ?? 0) >= SURE_FROM;
  return isSure ? inWords : { kind: 'miss', question, nearest: [] };
}

function answerAt(ports: AnswerPorts, question: string, page: Page, why: Why): Answered | undefined {
  if (!page.capability) return undefined;
  const there = page.kind === 'new-link' ? capabilitiesAt(ports.catalog, page.url) : [page.capability];
  const sharing = there.length > 1 ? there : [page.capability];
  const confidence = BY_LINK / sharing.length;
  const answers = sharing.slice(0, ANSWERS_MAX).map((capability) => answerWith(ports, capability, confidence, why));
  if (answers.length === 1) return { kind: 'found', question, answers };
  return { kind: 'choice', question, answers, choices: Math.min(CHOICES_MAX, answers.length) };
}

/** Capabilities that are now at this very address: reports, for one, share theirs. */
function capabilitiesAt({ capabilities }: Catalog, url: string): readonly Capability[] {
  const plain = (address: string | null): string =>
    (address ?? '')
      .replace(/\?[^#]*/, '')
      .replace(/\/$/, '')
      .toLowerCase();
  const wanted = plain(url);
  return [...capabilities.values()].filter(
    ({ destination }) => destination && [destination.url, destination.currentUrl].some((at) => plain(at) === wanted),
  );
}

interface Page {
  readonly kind: 'old-link' | 'new-link';
  readonly url: string;
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
      return {
        kind: 'old-link',
        url: address,
        capability: null,
        closest: decision.closest.map(({ capability }) => capability),
      };
    case 'not-affected':
      return {
        kind: decision.migration ? 'old-link' : 'new-link',
        url: decision.target,
        capability: decision.capability,
        closest: [],
      };
    case 'redirected':
    case 'off':
    case 'by-hand':
      return { kind: 'old-link', url: address, capability: decision.capability, closest: [] };
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
