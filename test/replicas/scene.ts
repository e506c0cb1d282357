import { tenantId } from '../../src/core/ids.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ROLES } from '../world/graph.ts';
import { type PostgresServer, startPostgres } from '../world/postgres.ts';
import { Replicas } from '../world/replicas.ts';
import { openWorld, type Resident, type World } from '../world/signpost.ts';
import { Admin, type History } from './admin.ts';
import { checkHistory } from './check-history.ts';

/** Replicas of the real program on a real PostgreSQL of their own, and a tenant's administrators. */
export interface Scene {
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  readonly world: World;
  readonly replicas: Replicas;
  /** The database as one more process sees it. */
  readonly storage: Storage;
  person(name: string): Resident;
  /** Somebody whose looks and clicks are noted. */
  admin(name: string): Admin;
  /** All that is wrong with what those were told until now. */
  problems(): Promise<string[]>;
  /** The number of the newest receipt. */
  newest(): Promise<number>;
  close(): Promise<void>;
}

/** One replica for each of `clocks`: by how many milliseconds its clock is ahead. */
export async function openScene(clocks: readonly number[]): Promise<Scene> {
  const server = await startPostgres();
  const databaseUrl = (await server.newDatabase())();
  const world = await openWorld();
  const tenant = tenantId(world.tenant);
  const replicas = await Replicas.start(world, databaseUrl, clocks);
  const storage = await openPostgres(databaseUrl);
  const history: History = { looks: [], attempts: [] };
  const person = (name: string) => world.person(name, [ROLES.globalAdministrator]);
  return {
    server,
    databaseUrl,
    world,
    replicas,
    storage,
    person,
    admin: (name) => new Admin(world, person(name), history),
    problems: () => checkHistory(storage, tenant, history),
    newest: async () => (await storage.settings.head(tenant))?.number ?? 0,
    close: async () => {
      await replicas.stop();
      await storage.close();
      await world.close();
      await server.stop();
    },
  };
}
