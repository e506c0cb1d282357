import { type Reading, readable } from '../read-command.ts';

/** What `/where …` asks for; without a question it asks for the field to type one in. */
export type WhereWords =
  | { readonly action: 'ask'; readonly question: string | undefined }
  | { readonly action: 'misses' };

/** Words after which `where` is part of the question: "where did Threat Explorer go". */
const SENTENCE = /^(did|do|does|is|are|was|were|has|have|had|can|could|should|would|will|to|s|the|my|our)\s/i;

/** Reads what stands after `/where`. */
export function readWhereWords(rest: string): Reading<WhereWords> {
  if (rest === '') return readable({ action: 'ask', question: undefined });
  if (rest.toLowerCase() === 'misses') return readable({ action: 'misses' });
  return readable({ action: 'ask', question: SENTENCE.test(rest) ? `where ${rest}` : rest });
}

const LINK = /^(https?:\/\/\S+|([a-z0-9-]+\.){2,}[a-z]{2,}(:\d+)?([/?#]\S*)?)$/i;
const CONTRACTION = /^where(['’]?s|['’]d)\s\S/i;
/** German and French; `ou` without its accent is `or`, unless a verb follows. */
const ABROAD = /^(?:wo|wohin|o(?:ù|u\u0300))\s\S|^ou\s(?:est|sont|se|trouve|trouver|puis|peut|ont?)[\s-]/i;

/** A pasted address is a question, and so are "where's Threat Explorer", "wo ist …" and "où est …". */
export const claimWhere = (text: string): WhereWords | undefined =>
  [LINK, CONTRACTION, ABROAD].some((pattern) => pattern.test(text)) ? { action: 'ask', question: text } : undefined;
