import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Actor, Standing } from '../../src/core/actor.ts';
import { DirectoryUnavailable } from '../../src/core/errors.ts';
import { type ObjectId, objectId, tenantId } from '../../src/core/ids.ts';
import type { Directory } from '../../src/core/ports.ts';
import type { RoleName } from '../../src/core/roles.ts';
import { createAppTokens } from '../../src/directory/app-token.ts';
import { graphDirectory } from '../../src/directory/graph.ts';
import { type Authority, startAuthority } from '../world/authority.ts';
import { type Graph, startGraph, type User } from '../world/graph.ts';

/** The directory with a Graph and an authority of its own, both without faults and requests when a test begins. */
export interface DirectoryWorld {
  readonly tenant: Actor['tenant'];
  authority: Authority;
  graph: Graph;
  /** Has no token yet when a test begins. */
  directory: Directory;
  /** A directory that asks Graph at this origin. */
  directoryAt(graphOrigin: string): Directory;
  /** Somebody whom Graph knows, of `tenant` where nothing else is said. */
  person(user?: Partial<User>): Actor & { readonly objectId: ObjectId };
}

export function useDirectory(): DirectoryWorld {
  const app = { id: randomUUID(), secret: `secret~${randomUUID()}` };
  const systemCertificates = getCACertificates('default');
  const world: Omit<DirectoryWorld, 'authority' | 'graph' | 'directory'> = {
    tenant: tenantId(randomUUID()),
    directoryAt(graphOrigin) {
      const identity = { type: 'MultiTenant', botId: app.id, password: app.secret } as const;
      return graphDirectory(createAppTokens({ ...identity, authorityHost: running.authority.origin }), graphOrigin);
    },
    person(user = {}) {
      const actor = { tenant: running.tenant, objectId: objectId(randomUUID()), name: 'Ada' };
      running.graph.add({ ...actor, ...user });
      return actor;
    },
  };
  const running = world as DirectoryWorld; // whole before the first test

  beforeAll(async () => {
    running.authority = await startAuthority(app);
    setDefaultCACertificates([...systemCertificates, running.authority.certificate.cert]);
    running.graph = await startGraph(running.authority.grantOf);
  });
  afterAll(async () => {
    setDefaultCACertificates(systemCertificates);
    await Promise.all([running.authority.close(), running.graph.close()]);
  });
  beforeEach(() => {
    running.directory = running.directoryAt(running.graph.origin);
    running.graph.requests.length = 0;
    running.authority.requests.length = 0;
    running.graph.fault = undefined;
    running.authority.fault = undefined;
  });
  return running;
}

export const member = (...roles: readonly RoleName[]): Standing => ({ kind: 'member', roles: new Set(roles) });

/** The problem of a lookup that ends in a doubt. */
export async function problemOf(work: Promise<Standing>): Promise<string> {
  const error = await work.then(
    (standing) => new Error(`a standing: ${standing.kind}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DirectoryUnavailable)) throw new Error('not DirectoryUnavailable', { cause: error });
  expect(error.cause, 'what the operator needs to know').toBeInstanceOf(Error);
  return error.problem;
}
