import type { StorageUnavailable } from '../core/errors.ts';

/** What the database, the system or the network said of it, in its own words. They name users, hosts and files; no secret. */
export function reasonOf({ cause, problem }: StorageUnavailable): string {
  if (!(cause instanceof Error)) return problem;
  // Where each address of a host refuses, the error that holds all the others has a code only.
  return cause.message || ('code' in cause ? String(cause.code) : problem);
}
