import type { Portal } from '../../core/capability.ts';
import type { PortalId } from '../../core/ids.ts';
import type { AskedWord } from './lexicon.ts';
import { contentOf } from './words.ts';

export interface NamedPortals {
  /** Those that the question names. */
  readonly portals: ReadonlySet<PortalId>;
  /** The words of their names in it. */
  readonly words: ReadonlySet<string>;
}

/** Which portals a question names: by full, short or former name. */
export type PortalNames = (question: string) => NamedPortals;

export function buildPortalNames(
  portals: Iterable<Portal>,
  translations: ReadonlyMap<PortalId, readonly string[]>,
): PortalNames {
  const names = [...portals].flatMap((portal) =>
    [
      portal.name,
      portal.displayName,
      ...portal.shortNames,
      ...portal.formerNames.map(({ name }) => name),
      ...(translations.get(portal.id) ?? []),
    ]
      .flatMap((name) => name.replace(/\(.*?\)/g, '').split(' / '))
      .map((name) => ({ portal: portal.id, words: contentOf(name) }))
      .filter(({ words }) => words.length > 0),
  );
  return (question) => {
    const asked = contentOf(question);
    const stands = (words: readonly string[]): boolean =>
      asked.some((_, at) => words.every((word, i) => asked[at + i] === word));
    const named = names.filter(({ words }) => stands(words));
    return {
      portals: new Set(named.map(({ portal }) => portal)),
      words: new Set(named.flatMap(({ words }) => words)),
    };
  };
}

/** What the words of a portal's name count: they say where the page was, not which it is. */
const WHERE = 0.4;

/** The question with the names of portals made light; a question of nothing else stays as it is. */
export function lightenPortals(words: readonly AskedWord[], named: ReadonlySet<string>): readonly AskedWord[] {
  if (words.every(({ text }) => named.has(text))) return words;
  return words.map((word) =>
    named.has(word.text)
      ? {
          ...word,
          mass: word.mass * WHERE,
          readings: word.readings.map(({ term, weight }) => ({ term, weight: weight * WHERE })),
        }
      : word,
  );
}
