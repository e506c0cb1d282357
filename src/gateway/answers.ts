import type { ServerResponse } from 'node:http';
import type { Decision } from '../core/links/decision.ts';
import type { Session } from './session-cookie.ts';

/** Value of the Signpost-Decision header. `pinned`: the states of the session decided, equal to the present ones or not. */
export function describe(decision: Decision, session: Session | undefined): string {
  const { kind } = decision;
  if (kind === 'unknown-host') return kind;
  const { migration } = decision;
  const capability = 'capability' in decision ? decision.capability?.id : undefined;
  const bySetting = kind === 'redirected' || kind === 'off' || kind === 'by-hand';
  return (
    kind +
    (migration ? `; migration=${migration}` : '') +
    (capability ? `; capability=${capability}` : '') +
    (bySetting && session?.states.has(decision.migration) ? '; pinned' : '')
  );
}

/** The names and values one after the other: Node writes such a list as it is. */
export function redirect(response: ServerResponse, location: string, about: string, cookie: string | undefined): void {
  const headers = [
    'Location',
    location,
    'Cache-Control',
    'no-store',
    'Referrer-Policy',
    'no-referrer',
    'Vary',
    'Cookie',
    'Signpost-Decision',
    about,
    'Content-Length',
    '0',
  ];
  if (cookie !== undefined) headers.push('Set-Cookie', cookie);
  response.writeHead(302, headers);
  response.end();
}

/** One body for each status, as everywhere on this server. */
export function refuse(
  response: ServerResponse,
  status: number,
  error: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ error });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...more,
  });
  response.end(body);
}
