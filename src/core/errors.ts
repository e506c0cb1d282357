import type { MigrationId } from './ids.ts';
import type { RoleName } from './roles.ts';

/** A failure that a person is told of. `code` is stable; the facts are the subclass's fields; sentences are made at the edge. */
export abstract class SignpostError extends Error {
  abstract readonly code: string;
  constructor(facts: string, options?: ErrorOptions) {
    super(facts, options);
    this.name = new.target.name;
  }
}

/** The person holds none of the roles that may. Says nothing about the tenant's state. */
export class NotAllowed extends SignpostError {
  readonly code = 'not-allowed';
  readonly action: 'change' | 'read';
  readonly roles: readonly RoleName[];
  constructor(action: 'change' | 'read', roles: readonly RoleName[]) {
    super(`${action} needs one of: ${roles.join(', ')}`);
    this.action = action;
    this.roles = roles;
  }
}

/** No migration with a setting has this id. `near` holds ids that may have been meant, nearest first. */
export class UnknownMigration extends SignpostError {
  readonly code = 'unknown-migration';
  readonly given: string;
  readonly near: readonly MigrationId[];
  constructor(given: string, near: readonly MigrationId[]) {
    super('no such migration');
    this.given = given;
    this.near = near;
  }
}

type InputProblem = 'missing' | 'not-text' | 'unknown' | 'too-long';
/** An input that is missing, no text, not one of those offered, or too long. `limit` in characters. */
export class MalformedInput extends SignpostError {
  readonly code = 'malformed-input';
  readonly field: string;
  readonly problem: InputProblem;
  readonly limit: number | null;
  constructor(field: string, problem: InputProblem, limit: number | null = null) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
    this.limit = limit;
  }
}

type TimeProblem = 'unreadable' | 'ambiguous' | 'past' | 'too-far';
/** A time that nobody can read, that the clocks show twice, that has passed, or that is too far away. */
export class BadTime extends SignpostError {
  readonly code = 'bad-time';
  readonly given: string;
  readonly problem: TimeProblem;
  constructor(given: string, problem: TimeProblem) {
    super(`time: ${problem}`);
    this.given = given;
    this.problem = problem;
  }
}

/** Somebody was faster: the form was made for an earlier version of the setting. */
export class StaleVersion extends SignpostError {
  readonly code = 'stale-version';
  readonly migration: MigrationId;
  constructor(migration: MigrationId) {
    super(`the setting of ${migration} has changed meanwhile`);
    this.migration = migration;
  }
}

/** The form was already used by another person. */
export class FormUsed extends SignpostError {
  readonly code = 'form-used';
  constructor() {
    super('the nonce belongs to another change');
  }
}

/** The setting is on already: there is nothing to turn on. */
export class AlreadyOn extends SignpostError {
  readonly code = 'already-on';
  readonly migration: MigrationId;
  constructor(migration: MigrationId) {
    super(`${migration} is on`);
    this.migration = migration;
  }
}

export type DirectoryProblem = 'no-answer' | 'refused' | 'unreadable' | 'permission-missing' | 'no-such-person';
/** The directory gave no answer that one could rely on. A doubt is a no. */
export class DirectoryUnavailable extends SignpostError {
  readonly code = 'directory-unavailable';
  readonly problem: DirectoryProblem;
  constructor(problem: DirectoryProblem, options?: ErrorOptions) {
    super(`directory: ${problem}`, options);
    this.problem = problem;
  }
}

export type StorageProblem = 'gone' | 'full' | 'busy';
/** The database took nothing: it is out of reach, its disk is full, or it is held by another process. */
export class StorageUnavailable extends SignpostError {
  readonly code = 'storage-unavailable';
  readonly problem: StorageProblem;
  constructor(problem: StorageProblem, options?: ErrorOptions) {
    super(`storage: ${problem}`, options);
    this.problem = problem;
  }
}

/** The database's address cannot be used, or names a file that cannot be read. */
export class UnusableAddress extends SignpostError {
  readonly code = 'unusable-address';
  constructor(options?: ErrorOptions) {
    super("the database's address cannot be used, or names a file that cannot be read", options);
  }
}

/** The database was written by a newer Signpost, and is refused. */
export class NewerSchema extends SignpostError {
  readonly code = 'newer-schema';
  readonly migration: string;
  constructor(migration: string) {
    super(`the database has the migration ${migration}, which this program does not know`);
    this.migration = migration;
  }
}

/** A mistake in a catalog file: where it stands, and what it is. Without entry or field the whole file is meant. */
export class CatalogMistake extends SignpostError {
  readonly code = 'catalog-mistake';
  readonly file: string;
  readonly entry: string | null;
  readonly field: string | null;
  readonly problem: string;
  constructor(file: string, entry: string | null, field: string | null, problem: string) {
    super([file, entry && `entry ${entry}`, field, problem].filter((part) => part !== null).join(': '));
    this.file = file;
    this.entry = entry;
    this.field = field;
    this.problem = problem;
  }
}

/** All the mistakes found in the catalog's files: the start prints a line for each. */
export class CatalogMistakes extends SignpostError {
  readonly code = 'catalog-mistakes';
  readonly mistakes: readonly CatalogMistake[];
  constructor(mistakes: readonly CatalogMistake[]) {
    super(mistakes.map(({ message }) => message).join('\n'));
    this.mistakes = mistakes;
  }
}
