import { isEntraId, isGuid, type TenantId, tenantId } from '../core/ids.ts';
import { Secret } from './secret.ts';
import { BadValue, type Parse } from './variables.ts';

/** Any text. */
export const text: Parse<string> = (given) => given;

export const secret: Parse<Secret> = (given) => new Secret(given);

export const oneOf =
  <T extends string>(choices: readonly T[]): Parse<T> =>
  (given) => {
    const choice = choices.find((candidate) => candidate === given);
    if (choice === undefined) throw new BadValue(`must be one of ${choices.join(', ')}`);
    return choice;
  };

export const wholeNumber =
  (least: number, most: number): Parse<number> =>
  (given) => {
    const number = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new BadValue(`must be a whole number from ${least} to ${most}`);
  };

/** An id of Entra's, in lower case. */
export const guid: Parse<string> = (given) => {
  if (!isGuid(given)) throw new BadValue('must be a GUID, as 00000000-0000-0000-0000-000000000000');
  return given.toLowerCase();
};

/** The same, or an id of the Agents Playground, which is none. */
export const playgroundId: Parse<string> = (given) => {
  if (!isEntraId(given)) throw new BadValue('must be a GUID, or an id of the Agents Playground');
  return given.toLowerCase();
};

export const entraTenant: Parse<TenantId> = (given) => tenantId(guid(given));

/** A comma-separated list, each entry read by `parse`; white space around an entry does not count. */
export const list =
  <T>(parse: Parse<T>): Parse<readonly T[]> =>
  (given) =>
    given.split(',').map((entry, index) => {
      try {
        if (entry.trim() === '') throw new BadValue('is empty');
        return parse(entry.trim());
      } catch (error) {
        if (error instanceof BadValue) throw new BadValue(`entry ${index + 1} of the list: ${error.message}`);
        throw error;
      }
    });

/** A key as long as the SHA-256 that it keys: RFC 2104, section 3. */
const KEY_BYTES = 32;

export const key: Parse<Secret> = (given) => {
  if (Buffer.byteLength(given) < KEY_BYTES) throw new BadValue(`must have at least ${KEY_BYTES} bytes`);
  return new Secret(given);
};
