import { connect, type Socket } from 'node:net';

const CONNECTIONS = 64;
/** Where an answer without a body ends. */
const END_OF_HEAD = '\r\n\r\n';

/** What one slice measured. */
export interface Slice {
  readonly requests: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds from a request to its answer that 99 % stayed below. */
  readonly p99: number;
  /** Answers that were no 302. */
  readonly wrong: number;
}

/**
 * Asks over keep-alive connections for `ms` milliseconds, the next request as soon as the answer is there. Plain sockets:
 * a client library would cost more than the server. Every answer ends with `end`.
 */
export async function load(port: number, requests: readonly string[], ms: number, end = END_OF_HEAD): Promise<Slice> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  const buffers = requests.map((request) => Buffer.from(request));
  const times: number[] = [];
  let [next, wrong] = [0, 0];
  const began = performance.now();
  const until = began + ms;
  const run = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let head = '';
      let sent = 0;
      const ask = () => {
        sent = performance.now();
        if (sent >= until) return resolve();
        socket.write(buffers[next++ % buffers.length] ?? '');
      };
      socket.on('error', reject).on('close', () => reject(new Error('the server closed a connection')));
      socket.on('data', (data) => {
        head += data.toString('latin1');
        if (!head.endsWith(end)) return;
        if (!head.startsWith('HTTP/1.1 302')) wrong++;
        head = '';
        times.push(performance.now() - sent);
        ask();
      });
      ask();
    });
  await Promise.all(sockets.map(run));
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    rate: times.length / seconds,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    wrong,
  };
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject).once('connect', () => resolve(socket));
  });

/** A request as a browser sends it, with what tells nothing left out. */
export const requestFor = (path: string, cookie: string | undefined): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: signpost.example',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-GB,en;q=0.9',
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    '',
    '',
  ].join('\r\n');
