import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Migrations } from '../core/ports.ts';
import { wordsForRequest } from '../pages/accept-language.ts';
import { sendPage } from '../pages/send-page.ts';
import type { Session, SessionCookies } from './session-cookie.ts';
import { sessionPage } from './session-page.ts';

interface Asked {
  readonly cookies: SessionCookies;
  readonly migrations: Migrations;
  /** In UTC milliseconds. */
  readonly now: number;
  readonly home: string | undefined;
}

/** What this browser is pinned to: JSON for programs, a page for people. */
export function showSession(
  request: IncomingMessage,
  response: ServerResponse,
  { cookies, migrations, now, home }: Asked,
): void {
  const session = cookies.find(request.headers.cookie, now);
  const pinned = session && { session, until: cookies.endOf(session) };
  if (wantsJson(request)) {
    const body = JSON.stringify(pinned ? describe(pinned.session, pinned.until) : NOT_PINNED);
    const about = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    response.writeHead(200, { ...HEADERS, ...about });
    response.end(body);
    return;
  }
  const page = sessionPage({ words: wordsForRequest(request), migrations, home }, pinned);
  sendPage(request, response, 200, page, { vary: HEADERS.vary });
}

/** Ends the session: the next old link begins a new one, with the states of then. */
export function endSession(request: IncomingMessage, response: ServerResponse, { end }: SessionCookies): void {
  const headers = { ...HEADERS, 'set-cookie': end };
  if (wantsJson(request)) response.writeHead(204, headers);
  else response.writeHead(303, { ...headers, location: '/go/session', 'content-length': '0' });
  response.end();
}

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'Accept, Cookie',
} as const;

const NOT_PINNED = { pinned: false, since: null, until: null, states: {} };

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

const describe = ({ begin, states }: Session, until: number) => ({
  pinned: true,
  since: iso(begin),
  until: iso(until),
  states: Object.fromEntries(states),
});

/** Browsers ask for text/html by name. */
const wantsJson = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  /\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
