import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Refusal } from './gate.ts';
import { isDeclaredTooLarge } from './request-body.ts';

/** How long a refused sender may take to read the answer before the connection is cut. */
const LINGER_MS = 1_000;

/** One body a status, whatever the reason was: a Bot Framework error. */
function bodyOf(status: Refusal['status']): string {
  const message = STATUS_CODES[status] ?? '';
  return JSON.stringify({ error: { code: message.replaceAll(' ', ''), message } });
}

/**
 * Answers a refusal, and lets go of what is left of the request's body. A small rest is read and thrown away, so that the
 * connection can serve again. A large or endless one is not read: the sender has a moment to see the answer, which a
 * connection that is cut at once would take from them, and then it is.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, { status }: Refusal): void {
  const body = bodyOf(status);
  const endless = request.headers['transfer-encoding'] !== undefined || isDeclaredTooLarge(request);
  const readOn = request.complete || !endless;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(!readOn && { connection: 'close' }),
  });
  if (readOn) {
    response.end(body);
    request.resume();
  } else {
    response.write(body); // ending it would cut the connection
  }
  if (request.closed) return;
  const cut = setTimeout(() => request.destroy(), LINGER_MS);
  request.on('error', () => {}).once('close', () => clearTimeout(cut));
}
