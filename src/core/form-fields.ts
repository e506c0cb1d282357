import { MalformedInput } from './errors.ts';

/** More digits are no number of ours, and beyond what a number holds exactly. */
const WHOLE = /^\d{1,15}$/;

/** A whole number, as cards carry it. @throws MalformedInput */
export function readWhole(field: string, text: string): number {
  if (!WHOLE.test(text)) throw new MalformedInput(field, 'unknown');
  return Number(text);
}

/** What a toggle sends; a client may leave out one that was not touched. @throws MalformedInput */
export function readFlag(field: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new MalformedInput(field, 'unknown');
}

/** A field that must be filled in. @throws MalformedInput */
export function needText(field: string, text: string | undefined): string {
  if (text === undefined || text === '') throw new MalformedInput(field, 'missing');
  return text;
}
