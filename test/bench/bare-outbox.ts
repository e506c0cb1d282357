import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

/** Claimed in one statement. */
const BATCH = 50;

/** An outbox of two statements: claim some by a lease, settle one. */
export interface BareOutbox {
  insert(jobs: number): Promise<void>;
  claim(): Promise<readonly Job[]>;
  settle(job: Job): Promise<void>;
  close(): Promise<void>;
}
interface Job {
  readonly seq: number;
  readonly attempts: number;
}

const TABLE = 'create table jobs (seq bigint primary key, next_at bigint, attempts integer not null, payload text)';
const INDEX = 'create index jobs_next on jobs (next_at)';

/** Jobs a second, claimed and settled one after the other. */
export async function bareJobs(outbox: BareOutbox, jobs: number): Promise<number> {
  await outbox.insert(jobs);
  const began = performance.now();
  for (let done = 0; done < jobs; ) {
    for (const job of await outbox.claim()) {
      await outbox.settle(job);
      done++;
    }
  }
  const rate = (jobs * 1_000) / (performance.now() - began);
  await outbox.close();
  return rate;
}

export function bareSqlite(file: string): BareOutbox {
  const db = new DatabaseSync(file);
  db.exec(`pragma journal_mode = wal; pragma synchronous = full; ${TABLE}; ${INDEX}`);
  const insert = db.prepare("insert into jobs values (?, 0, 0, 'x')");
  const claim = db.prepare(
    'update jobs set next_at = ? + 30000, attempts = attempts + 1 where seq in (select seq from jobs where next_at <= ? order by seq limit ?) returning seq, attempts',
  );
  const settle = db.prepare('delete from jobs where seq = ? and attempts = ?');
  return {
    insert: async (jobs) => {
      db.exec('begin');
      for (let seq = 0; seq < jobs; seq++) insert.run(seq);
      db.exec('commit');
    },
    claim: async () => {
      const now = Date.now();
      return claim.all(now, now, BATCH).map(({ seq, attempts }) => ({ seq: Number(seq), attempts: Number(attempts) }));
    },
    settle: async ({ seq, attempts }) => void settle.run(seq, attempts),
    close: async () => db.close(),
  };
}

export async function barePostgres(url: string): Promise<BareOutbox> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`${TABLE}; ${INDEX}`);
  return {
    insert: async (jobs) => {
      await client.query("insert into jobs select n, 0, 0, 'x' from generate_series(1, $1::int) as n", [jobs]);
    },
    claim: async () => {
      const { rows } = await client.query<Job>({
        name: 'claim',
        text: `update jobs set next_at = $1::bigint + 30000, attempts = attempts + 1 where seq in
          (select seq from jobs where next_at <= $1::bigint order by seq limit $2 for update skip locked) returning seq, attempts`,
        values: [Date.now(), BATCH],
      });
      return rows;
    },
    settle: async ({ seq, attempts }) => {
      const text = 'delete from jobs where seq = $1 and attempts = $2';
      await client.query({ name: 'settle', text, values: [seq, attempts] });
    },
    close: () => client.end(),
  };
}
