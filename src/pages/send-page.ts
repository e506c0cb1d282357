import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Page, page } from './layout.ts';

/** As many random bytes as the standard asks of a nonce: https://www.w3.org/TR/CSP3/#security-nonces */
const NONCE_BYTES = 16;

/** Answers with a page that runs nothing but its own script, loads nothing, is in no frame and in no cache. */
export function sendPage(
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  content: Page,
  more: Readonly<Record<string, string>> = {},
): void {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const body = page(content, nonce);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': policy(content, nonce),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...more,
    vary: more.vary === undefined ? 'Accept-Language' : `Accept-Language, ${more.vary}`,
  });
  response.end(method === 'HEAD' ? undefined : body);
}

function policy({ script, home }: Page, nonce: string): string {
  const search = home === undefined ? '' : ` ${new URL(home).origin}`;
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
    `form-action 'self'${search}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
