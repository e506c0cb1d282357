import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../world/postgres.ts';
import { temporaryFolder } from '../world/settings.ts';
import { crashRounds, type Figures } from './crash-rounds.ts';

const LIMIT = { timeout: 120_000 };

function check({ changes, missing, repeats, ambiguous, unexplained }: Figures): void {
  expect(changes).toBeGreaterThan(3);
  expect({ missing, unexplained }).toEqual({ missing: 0, unexplained: 0 });
  expect(repeats).toBeLessThanOrEqual(ambiguous);
}

describe('a process that ends while it changes settings and delivers notices', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let postgres: PostgresServer;
  beforeAll(async () => {
    folder = temporaryFolder();
    postgres = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await postgres.stop();
    folder.remove();
  });

  const promise = 'no notice is lost, and none comes twice but those whose fate nobody could know';
  it(`by kill -9, ten times: ${promise}`, LIMIT, async () => {
    check(await crashRounds({ folder: `${folder.path}/killed` }, 10, 'SIGKILL'));
  });

  it(`by kill -9, on PostgreSQL: ${promise}`, LIMIT, async () => {
    check(await crashRounds({ url: (await postgres.newDatabase())() }, 5, 'SIGKILL'));
  });

  it('by SIGTERM: what was being sent is sent to its end, and nothing is left in its hands', LIMIT, async () => {
    const figures = await crashRounds({ folder: `${folder.path}/ended` }, 3, 'SIGTERM');
    check(figures);
    expect(figures.inHand).toBe(0);
  });
});
