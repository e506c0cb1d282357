import type { ObjectId } from '../core/ids.ts';
import type { Directory } from '../core/ports.ts';

/** The directory of the playground: those named are Global Administrators, everybody else has no role. */
export const playgroundDirectory = (administrators: ReadonlySet<ObjectId>): Directory => ({
  standingOf: async ({ objectId }) => {
    if (objectId === null) return { kind: 'stranger' };
    return { kind: 'member', roles: new Set(administrators.has(objectId) ? ['Global Administrator' as const] : []) };
  },
});
