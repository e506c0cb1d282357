import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import type { TenantId } from '../core/ids.ts';
import type { Decision } from '../core/links/decision.ts';
import type { LinkRules } from '../core/links/explain-link.ts';
import type { States } from '../core/links/session-counts.ts';
import type { Clock, Migrations } from '../core/ports.ts';
import type { SettingsInMemory } from '../core/settings/settings-in-memory.ts';
import { wordsForRequest } from '../pages/accept-language.ts';
import { sendPage } from '../pages/send-page.ts';
import { describe, redirect, refuse } from './answers.ts';
import { DecidedLinks } from './decided-links.ts';
import { decisionPage } from './decision-pages.ts';
import { hostOf, type LinkQuestion, readQuestion } from './question.ts';
import { SessionCookies } from './session-cookie.ts';
import { endSession, showSession } from './session-routes.ts';

export interface GatewayOptions {
  readonly links: LinkRules;
  readonly migrations: Migrations;
  readonly settings: SettingsInMemory;
  /** Whose settings old links follow. */
  readonly tenant: TenantId;
  /** Keys of session cookies: the first signs, all verify. */
  readonly secrets: readonly string[];
  readonly sessionHours: number;
  /** The origin at which people reach this server. */
  readonly publicUrl: string;
  readonly trustedProxies: BlockList;
  readonly clock: Clock;
  /** Told of each link and its decision before the answer leaves, and so in no time. */
  readonly onDecision: (decision: Decision, link: string) => void;
  /** Told of each session that begins, likewise; `now` in UTC milliseconds. */
  readonly onSession: (now: number, states: States) => void;
}

/** Answers what is the gateway's, at once; false where the request is for somebody else. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => boolean;

const METHODS = { link: ['GET', 'HEAD'], session: ['GET', 'HEAD'], 'end-session': ['POST'] };

export function createGateway(options: GatewayOptions): Gateway {
  const { migrations, settings, tenant, publicUrl, trustedProxies, clock } = options;
  const { index, ownHosts, origins } = options.links;
  const links = new DecidedLinks(options.links);
  const presentStateOf = settings.stateOf(tenant);
  const catalog = { migrations, portals: index.portals };
  const cookies = new SessionCookies({
    secrets: options.secrets,
    tenant,
    hours: options.sessionHours,
    secure: publicUrl.startsWith('https:'),
    presentStateOf,
  });
  /** Where pages find the search page: host mode's are not on its host. */
  const homeOf = (request: IncomingMessage): string | undefined =>
    origins.has(hostOf(request, trustedProxies)) ? `${publicUrl}/` : undefined;

  const answerLink = (request: IncomingMessage, response: ServerResponse, { link, fragment }: LinkQuestion): void => {
    const now = clock();
    const session = cookies.find(request.headers.cookie, now);
    const decision = links.decide(link, fragment, session?.stateOf ?? presentStateOf);
    options.onDecision(decision, link);
    const about = describe(decision, session);
    if (!('target' in decision)) {
      const words = wordsForRequest(request);
      const { status, ...content } = decisionPage(decision, { words, catalog, home: homeOf(request) });
      sendPage(request, response, status, content, { 'signpost-decision': about, vary: 'Cookie' });
    } else if (session || !settings.isRead(tenant)) {
      // Nobody is pinned to what are but the catalog's defaults.
      redirect(response, decision.target, about, undefined);
    } else {
      const states = settings.statesOf(tenant);
      options.onSession(now, states);
      redirect(response, decision.target, about, cookies.begin(states, now));
    }
  };

  return (request, response) => {
    const question = readQuestion(request, origins, trustedProxies);
    if (!question) return false;
    const allowed = METHODS[question.route];
    if (!allowed.includes(request.method ?? '')) {
      refuse(response, 405, 'method not allowed', { allow: allowed.join(', ') });
    } else if (question.route === 'link') {
      answerLink(request, response, question);
    } else if (question.route === 'session') {
      showSession(request, response, { cookies, migrations, now: clock(), home: homeOf(request) });
    } else if (isFromOurPage(request, [hostOf(request, trustedProxies), ...ownHosts])) {
      endSession(request, response, cookies);
    } else {
      refuse(response, 403, 'forbidden');
    }
    return true;
  };
}

/**
 * A browser says where a form was sent from; a program that says nothing acts for itself. `null` is no origin, unless the
 * browser vouches for it: a page that tells no other site of itself keeps its origin back in forms, too.
 */
function isFromOurPage({ headers }: IncomingMessage, hosts: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (headers.origin === undefined || (headers.origin === 'null' && site === 'same-origin')) return true;
  const hostname = URL.parse(headers.origin)?.hostname;
  return hostname !== undefined && hosts.includes(hostname);
}
