import { stemmer } from 'stemmer';
import { isStopWord } from './stop-words.ts';

const stems = new Map<string, string>();
/** How many stems are remembered: the catalogue's words and those of the questions of a while. */
const STEMS_MAX = 20_000;

export function stemOf(text: string): string {
  let stem = stems.get(text);
  if (stem === undefined) {
    stem = stemmer(text);
    if (stems.size >= STEMS_MAX) stems.clear();
    stems.set(text, stem);
  }
  return stem;
}

/** The text's words in order. Accents, case, hyphens and the genitive's `'s` tell no two words apart. */
export function textsOf(text: string): readonly string[] {
  if (IS_PLAIN.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/\be-(?=mail|discovery)/g, 'e')
    .replace(/s&cc?\b/g, 'scc')
    .replace(ELISION, '')
    .replace(/['’]s\b/g, '')
    .replace(/['’]/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What French writes before a vowel: l’audit, d’alerte, qu’elle, quelqu’un. */
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|(?:jus|lors|puis|quel)?qu)['’](?=\p{L})/gu;
/** Most texts: no accent, and nothing that is put right before the words are taken. */
const IS_PLAIN = /^[^\x80-\uffff'&-]*$/;

/** The words that say what is looked for. */
export const contentOf = (text: string): readonly string[] => textsOf(text).filter((word) => !isStopWord(word));
