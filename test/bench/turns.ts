import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Json, message } from '../world/activity.ts';
import { freePort } from '../world/free-port.ts';
import { openWorld, type Resident, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { cpuOf } from './cpu.ts';
import { compare } from './figures.ts';

const ROUNDS = 7;
/** Connections at once, and turns of one slice. */
const CONNECTIONS = 16;
const TURNS = 800;
/** A text that is answered by one card without asking the directory. */
const TEXT = '/redirct off';

type Headers = Readonly<Record<string, string>>;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function post(origin: string, body: string, headers: Headers): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/messages`, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.setHeader('content-type', 'application/json');
    sent.on('error', reject).end(body);
  });
}

/** Sends `count` requests over all connections; gives requests a second. */
async function load(origin: string, count: number, body: () => string, headers: Headers): Promise<number> {
  const began = performance.now();
  let left = count;
  const worker = async () => {
    while (left-- > 0) await post(origin, body(), headers).catch(() => 0);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (count * 1000) / (performance.now() - began);
}

/** CPU milliseconds that one request of this kind costs the process. */
async function cost(pid: number, count: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuOf(pid);
  await work();
  return ((cpuOf(pid) - before) * 1000) / count;
}

/** The card that Signpost answers with: the peer sends the same. */
async function cardOf(world: World, origin: string, ada: Resident): Promise<Json> {
  await post(origin, JSON.stringify(message(world.bot, ada, ada.chat, TEXT)), {
    authorization: `Bearer ${world.token()}`,
  });
  const [sent] = await world.connector.until(ada.chat.id, 1);
  const attachments = sent?.activity.attachments as readonly { readonly content: Json }[]; // what the bot sends
  return attachments[0]?.content ?? {};
}

async function startPeer(card: Json): Promise<{ readonly origin: string; stop(): void }> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), PEER_CARD: JSON.stringify(card) };
  const child = spawn(process.execPath, ['test/bench/peer-bot.ts'], { env, stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await delay(20);
  return { origin, stop: () => void child.kill('SIGKILL') };
}

/** Turns a second with a verified token and one reply, beside an Application behind no gate; what a stranger costs beside a turn. */
export async function run(): Promise<void> {
  const world = await openWorld();
  const signpost = await startSignpost(world, world.newDataDir(), { LOG_LEVEL: 'info' });
  const ada = world.person('Ada Globova', []);
  const card = await cardOf(world, signpost.origin, ada);
  world.connector.admits = () => true; // the peer has no registration, and so no token
  const peer = await startPeer(card);

  const turn = () => JSON.stringify(message(world.bot, ada, ada.chat, TEXT));
  const right = { authorization: `Bearer ${world.token()}` };
  const forged = { authorization: `Bearer ${world.token().slice(0, -8)}AAAAAAAA` };
  const big = { ...right, 'content-length': '300000' };

  const rates: { ours: number[]; peers: number[] } = { ours: [], peers: [] };
  const costs: { turn: number[]; token: number[]; body: number[] } = { turn: [], token: [], body: [] };
  for (let round = -1; round < ROUNDS; round++) {
    let ours = 0;
    const perTurn = await cost(signpost.pid, TURNS, async () => {
      ours = await load(signpost.origin, TURNS, turn, right);
    });
    const peers = await load(peer.origin, TURNS, turn, {});
    const token = await cost(signpost.pid, TURNS, () => load(signpost.origin, TURNS, turn, forged));
    const body = await cost(signpost.pid, TURNS / 4, () => load(signpost.origin, TURNS / 4, () => '', big));
    if (round < 0) continue;
    rates.ours.push(ours);
    rates.peers.push(peers);
    costs.turn.push(perTurn);
    costs.token.push(token);
    costs.body.push(body);
  }
  peer.stop();
  await stopSignpost(signpost);
  await world.close();
  agent.destroy();
  compare('turns with a verified token', 'a second', rates.ours, rates.peers, '≥ 0.7');
  compare('CPU of a forged token, beside a turn', 'ms', costs.token, costs.turn, '≤ 0.25');
  compare('CPU of a body that is too big, beside a turn', 'ms', costs.body, costs.turn, '≤ 0.25');
}
