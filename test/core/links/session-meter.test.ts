import { describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../src/core/errors.ts';
import { migrationId } from '../../../src/core/ids.ts';
import { readStates, type SessionCount, type States, writeStates } from '../../../src/core/links/session-counts.ts';
import { type SessionMeter, stillPinned } from '../../../src/core/links/session-meter.ts';
import { SessionTally } from '../../../src/core/links/session-tally.ts';
import { MDO, NOON, OTHER_TENANT, TENANT } from '../../world/settings.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ON: States = new Map([
  [MDO.id, 'on'],
  [migrationId('mde'), 'off'],
]);
const OFF: States = new Map([
  [MDO.id, 'off'],
  [migrationId('mde'), 'off'],
]);

describe('States as text', () => {
  it('are read as they were written', () => {
    for (const states of [ON, OFF, new Map()]) expect(readStates(writeStates(states))).toEqual(states);
    expect(writeStates(ON)).toBe('mdo-scc.mde');
  });
});

describe('The tally of sessions', () => {
  it('counts them by the hour and the states they began with', () => {
    const tally = new SessionTally();
    tally.record(NOON, ON);
    tally.record(NOON + MINUTE, ON);
    tally.record(NOON + 2 * MINUTE, OFF);
    tally.record(NOON + HOUR, OFF);
    expect(tally.take()).toEqual([
      { hour: NOON, states: 'mdo-scc.mde', count: 2, lastAt: NOON + MINUTE },
      { hour: NOON, states: '.mdo-scc_mde', count: 1, lastAt: NOON + 2 * MINUTE },
      { hour: NOON + HOUR, states: '.mdo-scc_mde', count: 1, lastAt: NOON + HOUR },
    ]);
    expect(tally.take()).toEqual([]);
  });

  it('adds up what began with equal states that came and went', () => {
    const tally = new SessionTally();
    for (const states of [ON, OFF, new Map(ON)]) tally.record(NOON, states);
    expect(tally.take().map(({ count }) => count)).toEqual([2, 1]);
  });

  it('keeps what could not be stored', () => {
    const tally = new SessionTally();
    tally.record(NOON, ON);
    tally.putBack(tally.take());
    tally.record(NOON + MINUTE, ON);
    expect(tally.take()).toEqual([{ hour: NOON, states: 'mdo-scc.mde', count: 2, lastAt: NOON + MINUTE }]);
  });

  it('stays small, however long nothing can be stored', () => {
    const tally = new SessionTally();
    for (let n = 0; n < 5_000; n++) tally.record(NOON + n * HOUR, ON);
    const counts = tally.take();
    expect(counts.length).toBeLessThanOrEqual(1_000);
    expect(counts[0]).toMatchObject({ hour: NOON, count: 1 });
  });
});

describe('Who is not over yet', () => {
  const counted = (states: States, count: number, lastAt: number): SessionCount => ({
    hour: NOON,
    states: writeStates(states),
    count,
    lastAt,
  });
  const meterOf = (counts: readonly SessionCount[]): SessionMeter => ({
    counts: { since: async (_tenant, time) => counts.filter(({ lastAt }) => lastAt > time) },
    tenant: TENANT,
    sessionHours: 12,
  });
  const off = { migration: MDO.id, state: 'off', version: 1 } as const;
  const ask = (counts: readonly SessionCount[], at = NOON + HOUR, setting: typeof off | { version: number } = off) =>
    stillPinned(meterOf(counts), TENANT, { ...off, ...setting }, at);

  it('are the sessions that began with the other state, until the last of them ends', async () => {
    const counts = [counted(ON, 3, NOON), counted(ON, 4, NOON + 30 * MINUTE), counted(OFF, 5, NOON + 40 * MINUTE)];
    expect(await ask(counts)).toEqual({ sessions: 7, lastEnds: NOON + 30 * MINUTE + 12 * HOUR });
  });

  it('are no sessions that began with the same state, nor those of other migrations', async () => {
    expect(await ask([counted(OFF, 5, NOON)])).toEqual({ sessions: 0, lastEnds: null });
    expect(await ask([counted(new Map([[migrationId('mde'), 'on']]), 5, NOON)])).toMatchObject({ sessions: 0 });
  });

  it('are no sessions that must have ended', async () => {
    expect(await ask([counted(ON, 3, NOON)], NOON + 12 * HOUR)).toEqual({ sessions: 0, lastEnds: null });
  });

  it('nobody can say of a setting that was never changed, or that no gateway follows', async () => {
    const counts = [counted(ON, 3, NOON)];
    expect(await ask(counts, NOON, { version: 0 })).toBeNull();
    expect(await stillPinned(null, TENANT, off, NOON)).toBeNull();
    expect(await stillPinned(meterOf(counts), OTHER_TENANT, off, NOON)).toBeNull();
  });

  it('nobody can say while the database is out of reach, and no card fails for it', async () => {
    const since = () => Promise.reject(new StorageUnavailable('gone'));
    expect(await stillPinned({ ...meterOf([]), counts: { since } }, TENANT, off, NOON)).toBeNull();
  });
});
