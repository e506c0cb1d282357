import { stemmer } from 'stemmer';

/** Words that say nothing about what is looked for: those of every sentence, and those of asking for a page. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those and or but so if then than as of to in on at by for with without from into onto over
  up out off about via per is are was were be been being am do does did doing done has have had having will would shall
  should can could may might must cant cannot dont doesnt didnt isnt arent wasnt wont couldnt ive im id ill
  i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
  what which who whom whose when where why how there here now just also too very still already again ever only
  some any each every all both more most much many other another such same own
  not no nor yes please thanks thank hi hello hey ok
  go goes going gone went move moves moved moving find finds finding located locate location locations place places
  page pages tab screen link address site portal portals console menu section
  old new old-style former formerly previous previously used use using used anymore longer nowadays currently today
  need needs want wants wanted like get gets got getting getting know look looking see way something thing things
  somewhere anywhere disappeared disappear vanished missing gone broken broke dead bookmark bookmarked tell show shows
  microsoft ms office 365`.split(/\s+/),
);

export const isStopWord = (text: string): boolean => STOP_WORDS.has(text);

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
  const plain = (IS_ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, ''))
    .toLowerCase()
    .replace(/\be-(?=mail|discovery)/g, 'e')
    .replace(/s&cc?\b/g, 'scc')
    .replace(/['’]s\b/g, '')
    .replace(/['’]/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const IS_ASCII = /^[\0-\x7f]*$/;

/** The words that say what is looked for. */
export const contentOf = (text: string): readonly string[] => textsOf(text).filter((word) => !isStopWord(word));
