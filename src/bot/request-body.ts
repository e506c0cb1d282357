import type { IncomingMessage } from 'node:http';

/** Largest activity, in bytes: what Teams documents for a message is 100 KB in UTF-16, and an invoke stays below it. */
export const BODY_MAX = 262_144;

/** A sender that needs longer for one body is broken: the channel itself gives up on an answer after 15 seconds. */
const BODY_MS = 10_000;

type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The sender went away or was too slow. */
  | { readonly kind: 'cut-off' };

export const isDeclaredTooLarge = (request: IncomingMessage): boolean =>
  Number(request.headers['content-length'] ?? 0) > BODY_MAX;

/** Reads a body of at most BODY_MAX bytes, and stops reading where there is more. */
export function readBody(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (body: Body): void => {
      clearTimeout(slow);
      request.off('data', take).off('end', end).off('close', cutOff).off('error', cutOff);
      request.pause();
      resolve(body);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > BODY_MAX) settle({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    const end = (): void => settle({ kind: 'whole', bytes: Buffer.concat(chunks, size) });
    const cutOff = (): void => settle({ kind: 'cut-off' });
    const slow = setTimeout(cutOff, BODY_MS);
    request.on('data', take).once('end', end).once('close', cutOff).once('error', cutOff);
  });
}
