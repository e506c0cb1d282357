import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { REFRESH_MS } from '../../src/bot/channel-keys.ts';
import { gate } from '../../src/bot/gate.ts';
import { refuse } from '../../src/bot/refuse.ts';
import { BODY_MAX } from '../../src/bot/request-body.ts';
import { type GatedChannel, rogue, startGatedChannel, tokenWith } from '../world/gated-channel.ts';
import { ISSUER, signToken } from '../world/keys.ts';
import { watchFetch } from '../world/watch-fetch.ts';

let channel: GatedChannel;
beforeAll(async () => {
  channel = await startGatedChannel();
});
afterAll(() => channel.close());

const wellShaped = (kid: string): string => signToken({ alg: 'RS256', kid }, { tid: randomUUID(), iss: ISSUER }, rogue);

test('a thousand unknown keys make one refresh', async () => {
  channel.pass(REFRESH_MS);
  const watch = watchFetch();
  const tokens = Array.from({ length: 1_000 }, () => wellShaped(randomUUID()));
  const outcomes = await Promise.all(tokens.map(channel.present));
  expect(new Set(outcomes.map(({ rule }) => rule))).toEqual(new Set(['unknown-key']));
  expect(watch.stop()).toEqual([channel.keyServer.metadataUrl, channel.keyServer.keysUrl]);
});

test('thousands of tokens leave nothing behind in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const tail = (length: number): string => randomBytes(length).toString('base64url');
  const junk = (): string[] => [`${tail(4_000)}.${tail(1_000)}.${tail(1_000)}`, wellShaped(tail(90))];
  const flood = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const outcomes = await Promise.all(junk().map(channel.present));
      expect(outcomes.map(({ status }) => status)).toEqual([401, 401]);
    }
    channel.gated.verdicts.length = 0;
  };
  await flood(200);
  collect();
  const watch = watchFetch();
  const before = process.memoryUsage().heapUsed;
  await flood(1_500);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000);
  expect(watch.stop()).toEqual([]);
});

/** Waits for the end of a connection, a broken one too. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.on('error', () => {}).once('close', () => resolve()));

/** A server around the gate that says how many bytes it read. */
async function countingServer() {
  const rules: string[] = [];
  const answer: RequestListener = async (request, response) => {
    const verdict = await gate(channel.config, request);
    rules.push(verdict.pass ? 'in' : verdict.rule);
    if (verdict.pass) response.end();
    else refuse(request, response, verdict);
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  const accepted = once(server, 'connection');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  const [accept] = await accepted;
  return { socket, accept, rules, end: () => server.close() };
}

test('a body without end is cut off, and the answer is there before', async () => {
  const { socket, accept, end } = await countingServer();
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
  await closed(socket);
  end();
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(accept.bytesRead).toBeLessThan(4 * BODY_MAX);
});

const head = (length: number, token = ''): string =>
  `POST / HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: ${length}\r\n\r\n`;

test.each([
  ['a stranger', 401, head(1_000)],
  ['the channel, that announces too much', 413, head(BODY_MAX + 1, tokenWith())],
])('a body that never comes is not waited for: %s gets %i', async (_, status, request) => {
  const { socket, end } = await countingServer();
  socket.write(request);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  await closed(socket);
  end();
});

const begun = `${head(99, tokenWith())}{"type"`;

test('who stops in the middle of a body is let go', async () => {
  const { socket, accept, end } = await countingServer();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write(begun);
  for (let second = 0; second < 3_000 && !accept.destroyed; second++) {
    vi.advanceTimersByTime(1_000);
    await setImmediate();
  }
  vi.useRealTimers();
  end();
  expect(accept.destroyed).toBe(true);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

test('who goes away in the middle of a body is let go', async () => {
  const { socket, accept, rules, end } = await countingServer();
  socket.write(begun);
  await vi.waitFor(() => expect(accept.bytesRead).toBe(begun.length));
  socket.destroy();
  await vi.waitFor(() => expect(rules).toEqual(['cut-off']));
  end();
});
