import { MalformedInput } from '../core/errors.ts';
import { needText, readWhole } from '../core/form-fields.ts';

/** What a card's button sent: the client's own words, read field by field. */
export interface CardData {
  /** The field's text, or undefined where it is missing. @throws MalformedInput where it is no text */
  text(field: string): string | undefined;
  /** @throws MalformedInput where it is missing, empty or no text */
  needed(field: string): string;
  /** A whole number, or undefined where it is missing. @throws MalformedInput where it is none */
  number(field: string): number | undefined;
}

export function cardData(data: unknown): CardData {
  const fields: object = typeof data === 'object' && data !== null ? data : {};
  const text = (field: string): string | undefined => {
    if (!Object.hasOwn(fields, field)) return undefined;
    const value: unknown = Reflect.get(fields, field);
    if (typeof value !== 'string') throw new MalformedInput(field, 'not-text');
    return value;
  };
  return {
    text,
    needed: (field) => needText(field, text(field)),
    number: (field) => {
      const value = text(field);
      return value === undefined ? undefined : readWhole(field, value);
    },
  };
}
