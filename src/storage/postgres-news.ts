import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import type { Schema } from './schema.ts';

const CHANNEL = 'signpost_settings';
/** Pause before a broken connection is made anew, and longest wait for it, in milliseconds. */
const [PAUSE, CONNECT_TIMEOUT] = [1_000, 2_000];

/** Part of a transaction: the others hear of it when it commits, and not at all where it does not. */
export async function tellOthers(db: Kysely<Schema>): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(db);
}

/**
 * Hears of other processes' changes on a connection of its own. What was said while that was broken is lost, so `onNews`
 * is called after each connecting, too.
 */
export class PostgresNews {
  readonly #url: string;
  readonly #onNews: () => void;
  #client: Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string, onNews: () => void) {
    this.#url = url;
    this.#onNews = onNews;
    this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    await this.#client?.end().catch(() => {});
  }

  #connect(): void {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'signpost news',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
    });
    this.#client = client;
    client.on('notification', this.#onNews);
    client.on('error', () => {}); // followed by `end`
    client.once('end', () => this.#connectLater());
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(this.#onNews, () => client.end().catch(() => {}));
  }

  #connectLater(): void {
    if (!this.#closed) this.#again = setTimeout(() => this.#connect(), PAUSE).unref();
  }
}
