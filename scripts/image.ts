/**
 * Builds the image by docker, podman or buildah, starts it as it is meant to run, asks it `/readyz` and `/redirect`,
 * and prints how large it is, what is in it, and how fast it starts beside the bare program.
 */
import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bot, message, newPerson, personalChat } from '../test/world/activity.ts';
import { startConnector } from '../test/world/connector.ts';
import { freePort } from '../test/world/free-port.ts';
import { chooseTool, type Running, startBare, type Tool } from './image-tools.ts';

const STARTS = 9;
const START_LIMIT_MS = 30_000;
const STEP_MS = 5;
const TAG = 'signpost';

type Start = (environment: Readonly<Record<string, string>>) => Promise<Running>;

/** Milliseconds from the start to ready. */
async function untilReady(start: Start, environment: Readonly<Record<string, string>>) {
  const running = await start(environment);
  const { began } = running;
  while (performance.now() - began < START_LIMIT_MS) {
    const ready = await fetch(`http://127.0.0.1:${environment.PORT}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { running, ms: performance.now() - began };
    await delay(STEP_MS);
  }
  await running.stop();
  throw new Error('not ready in 30 s');
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Milliseconds from start to ready on an empty database. */
async function startOf(start: Start, more: Readonly<Record<string, string>>): Promise<number> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'signpost-start-'));
  const environment = { MODE: 'playground', PORT: String(await freePort()), DATA_DIR, ...more };
  const { running, ms } = await untilReady(start, environment);
  await running.stop();
  rmSync(DATA_DIR, { recursive: true, force: true });
  return ms;
}

/** The answer's first card to `/redirect`, said by somebody in their personal chat. */
async function askRedirect(tool: Tool): Promise<string> {
  const connector = await startConnector();
  const port = await freePort();
  const { running } = await untilReady((environment) => tool.start(TAG, environment), {
    MODE: 'playground',
    PORT: String(port),
  });
  try {
    const person = newPerson('Asker', 'playground');
    const chat = personalChat(person);
    const bot: Bot = { id: 'signpost', serviceUrl: connector.serviceUrl };
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message(bot, person, chat, '/redirect')),
    });
    assert.equal(response.status, 200, await response.text());
    const [sent] = await connector.until(chat.id, 1);
    return JSON.stringify(sent?.activity.attachments);
  } finally {
    await running.stop();
    await connector.close();
  }
}

const tool = await chooseTool();
if (tool === null) {
  console.error('image: needs docker, podman or buildah; on Debian: apt-get install buildah, and run this as root');
  process.exit(1);
}
console.log(`image: built by ${tool.name}`);
await tool.build(TAG);
for (const line of await tool.contents(TAG)) console.log(`image: ${line}`);

const card = await askRedirect(tool);
assert.match(card, /AdaptiveCard/);
console.log('image: ready, and /redirect was answered by a card');

const cache = await mkdtemp(join(tmpdir(), 'signpost-cache-'));
const times: { image: number[]; bare: number[] } = { image: [], bare: [] };
// by turns, so that both meet the same machine; the first of each fills the caches
for (let round = -1; round < STARTS; round++) {
  const bare = await startOf(startBare, { NODE_COMPILE_CACHE: cache });
  const image = await startOf((environment) => tool.start(TAG, environment), { DATA_DIR: '/data' });
  if (round < 0) continue;
  times.bare.push(bare);
  times.image.push(image);
}
rmSync(cache, { recursive: true, force: true });
const overhead = await tool.overheadMs(TAG);
const [image, bare] = [median(times.image), median(times.bare)];
const ratio = median(times.image.map((ms, round) => (ms - overhead) / (times.bare[round] ?? Number.NaN)));
console.log(
  `image: ready after ${image.toFixed(0)} ms, of which ${tool.name} itself takes ${overhead.toFixed(0)} ms; ` +
    `the bare program ${bare.toFixed(0)} ms; ratio ${ratio.toFixed(2)}`,
);
