import { readFileSync, statSync } from 'node:fs';
import type { ZodIssue, ZodType, ZodTypeDef } from 'zod';

/** Takes down one mistake; null: the whole entry, the whole file. */
export type Report = (file: string, entry: string | null, field: string | null, problem: string) => void;

/** One entry and the file that it stands in. */
export interface Row<T> {
  readonly file: string;
  readonly entry: T;
}

/** The shipped files together are a fifteenth of this; a larger one is no catalog. */
const FILE_MAX_BYTES = 4 * 1024 * 1024;

/** Reads one raw entry. */
export type Schema<T> = ZodType<T, ZodTypeDef, unknown>;

/**
 * Reads a file's entries: those with the right shape are returned, each mistake of the others is reported.
 * `schemaOf` chooses by the raw entry; `key` is the field that names an entry, once in the file.
 */
export function readEntries<T>(
  file: string,
  schemaOf: (raw: unknown) => Schema<T>,
  key: 'id' | 'term',
  report: Report,
): readonly Row<T>[] {
  const raw = readJson(file, report);
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) {
    report(file, null, null, 'must be an array of entries');
    return [];
  }
  const names = new Set<string>();
  return raw.flatMap((element: unknown, at) => {
    const result = schemaOf(element).safeParse(element);
    const name = nameOf(element, key) ?? `number ${at + 1}`;
    if (!result.success) {
      for (const issue of result.error.issues) reportIssue(file, name, issue, report);
      return [];
    }
    if (names.has(name.toLowerCase())) report(file, name, key, 'stands twice in this file');
    names.add(name.toLowerCase());
    return [{ file, entry: result.data }];
  });
}

/** Reads a file that is one object; its keys are its entries. Each mistake is reported, and then there is nothing. */
export function readObject<T>(file: string, schema: Schema<T>, report: Report): T | undefined {
  const raw = readJson(file, report);
  if (raw === undefined) return undefined;
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const [key, ...path] = issue.path;
    reportIssue(file, key === undefined ? null : String(key), { ...issue, path }, report);
  }
  return undefined;
}

function readJson(file: string, report: Report): unknown {
  let content: string;
  try {
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > FILE_MAX_BYTES) {
      report(file, null, null, `must be a file of at most ${FILE_MAX_BYTES} bytes`);
      return undefined;
    }
    content = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    report(file, null, null, `cannot be read as UTF-8: ${messageOf(error)}`);
    return undefined;
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    report(file, null, null, `is no JSON: ${messageOf(error)}`);
    return undefined;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function nameOf(raw: unknown, key: string): string | undefined {
  const name = isRecord(raw) ? raw[key] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function reportIssue(file: string, entry: string | null, issue: ZodIssue, report: Report): void {
  const field = (path: readonly (string | number)[]): string | null => (path.length === 0 ? null : path.join('.'));
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report(file, entry, field([...issue.path, key]), 'is no field of such an entry');
  } else if (issue.code === 'invalid_type' && issue.received === 'undefined') {
    report(file, entry, field(issue.path), 'is missing');
  } else {
    report(file, entry, field(issue.path), issue.message);
  }
}
