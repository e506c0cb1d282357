import { killInTurn } from '../replicas/kills.ts';
import { whileNobodyHears } from '../replicas/listeners.ts';
import { pauseThroughLease } from '../replicas/pause.ts';
import { race } from '../replicas/races.ts';
import { openScene, type Scene } from '../replicas/scene.ts';
import { seeChanges } from '../replicas/seen.ts';
import { median } from './figures.ts';

const RACES = 500;
/** Changes that are waited for at the other replicas: while these are notified, and while not. */
const [CHANGES, CHANGES_UNHEARD] = [500, 60];
/** Each of the three replicas is killed so many times. */
const ROUNDS = 10;
/** Far beyond the contract's bounds, in milliseconds: what is slower ends the measurement. */
const LIMIT = 30_000;

/** Three replicas of the real program on one PostgreSQL: races, how fast a change is seen, and what kill -9 and SIGSTOP do to notices. */
export async function run(): Promise<void> {
  const scene = await openScene([0, 0, 0]);
  await races(scene);
  seen('change → seen by new sessions at another replica', await seeChanges(scene, CHANGES, LIMIT), 1_000);
  const unheard = whileNobodyHears(scene.databaseUrl, seeChanges(scene, CHANGES_UNHEARD, LIMIT));
  seen('the same while each listener is cut', await unheard, 5_000);
  await kills(scene);
  await scene.close();
  const { begun, held } = await pauseThroughLease();
  process.stdout.write(
    `one of two replicas stopped for longer than its lease: ${begun.missing + held.missing} of ` +
      `${begun.notices + held.notices} notices lost (bound 0); what it held was repeated ${held.repeats} times (bound 0), ` +
      `what it was sending ${begun.repeats} times (bound 1)\n`,
  );
}

async function races(scene: Scene): Promise<void> {
  const began = performance.now();
  const winners = await race(scene, RACES);
  const seconds = (performance.now() - began) / 1_000;
  const won = winners.filter((count) => count === 1).length;
  process.stdout.write(
    `${RACES} races of two administrators at two replicas, one looking at the third: ${won} with one winner ` +
      `(bound ${RACES}), ${(await scene.problems()).length} answers that fit no order (bound 0); ${seconds.toFixed(1)} s\n`,
  );
}

function seen(what: string, times: readonly number[], bound: number): void {
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
  process.stdout.write(
    `${what}, ${times.length} times: p50 ${median(times).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
      `longest ${sorted.at(-1)?.toFixed(1)} ms, bound ${bound} ms\n`,
  );
}

async function kills(scene: Scene): Promise<void> {
  const { changes, notices, missing, repeats, ambiguous, unexplained } = await killInTurn(scene, ROUNDS);
  process.stdout.write(
    `${ROUNDS * scene.replicas.all.length} kills of three replicas in turn: ${changes} changes, ` +
      `${(await scene.problems()).length} answers that did not hold (bound 0); ${notices} notices, ${missing} lost ` +
      `(bound 0), ${repeats} repeats of ${ambiguous} ambiguous sends, ${unexplained} of them unexplained (bound 0)\n`,
  );
}
