import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { fr } from './fr.ts';

/** Each language by the first subtag of its BCP 47 tags, ISO 639. */
export const LANGUAGES: ReadonlyMap<string, Words> = new Map([en, de, fr].map((words) => [words.language, words]));

/** The sentences in the language of a BCP 47 tag: `de-AT` gets German; undefined where Signpost does not speak it. */
export const wordsIn = (tag: string): Words | undefined => LANGUAGES.get(tag.toLowerCase().split('-')[0] ?? '');

/** The sentences for a locale, as `fr-CA`; English for one that is unknown or missing. */
export const wordsFor = (locale: string | undefined): Words => wordsIn(locale ?? '') ?? en;
