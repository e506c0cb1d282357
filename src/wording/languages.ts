import { en, type Words } from './en.ts';

/** The sentences for a BCP 47 locale such as `en-US`: the nearest language there is, else English. */
export const wordsFor = (_locale: string | undefined): Words => en;
