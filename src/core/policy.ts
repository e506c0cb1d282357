import type { Standing } from './actor.ts';
import type { Migration } from './migration.ts';
import type { RoleName } from './roles.ts';

const CHANGE_ROLES: readonly RoleName[] = ['Global Administrator', 'Security Administrator'];
const READER_ROLES: readonly RoleName[] = ['Global Reader', 'Security Reader'];

const holdsOneOf = (standing: Standing, roles: readonly RoleName[]): boolean =>
  standing.kind === 'member' && roles.some((role) => standing.roles.has(role));

/** The roles that may change this migration's setting; without a migration, those that may change most of them. */
export const rolesThatMayChange = (migration?: Migration): readonly RoleName[] =>
  migration?.changeRoles ?? CHANGE_ROLES;

/** The roles that may read this migration's status, history and feedback. */
export const rolesThatMayRead = (migration?: Migration): readonly RoleName[] => [
  ...rolesThatMayChange(migration),
  ...READER_ROLES,
];

export const mayChange = (standing: Standing, migration: Migration): boolean =>
  holdsOneOf(standing, rolesThatMayChange(migration));

export const mayRead = (standing: Standing, migration: Migration): boolean =>
  holdsOneOf(standing, rolesThatMayRead(migration));
