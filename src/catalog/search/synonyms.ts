import { stemOf, textsOf } from './words.ts';

/** Groups of words and of several words: `strict` mean the same, `soft` often do. */
export interface SynonymGroups {
  readonly strict: readonly (readonly string[])[];
  readonly soft: readonly (readonly string[])[];
}

export interface Synonyms {
  /** The stems with each strict synonym replaced by the first of its group. */
  readonly unify: (stems: readonly string[]) => readonly string[];
  /** What the unified stem often means, too. */
  readonly softOf: (stem: string) => readonly string[];
}

interface Sequence {
  readonly stems: readonly string[];
  readonly stands: string;
}

export function buildSynonyms({ strict, soft }: SynonymGroups): Synonyms {
  // by their first stem, the longest first
  const sequences = new Map<string, Sequence[]>();
  for (const group of strict) {
    const [first = []] = group.map(stemsOf);
    const stands = first.join(' ');
    for (const stems of group.map(stemsOf)) {
      const [head] = stems;
      if (head === undefined) continue;
      sequences.set(head, [...(sequences.get(head) ?? []), { stems, stands }]);
    }
  }
  for (const list of sequences.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  const unify: Synonyms['unify'] = (stems) => {
    const unified: string[] = [];
    for (let at = 0; at < stems.length; ) {
      const stem = stems[at] ?? '';
      const known = sequences.get(stem)?.find(({ stems: parts }) => parts.every((part, i) => stems[at + i] === part));
      unified.push(known?.stands ?? stem);
      at += known?.stems.length ?? 1;
    }
    return unified;
  };
  const related = new Map<string, Set<string>>();
  for (const group of soft) {
    const stems = new Set(group.map((text) => unify(stemsOf(text)).join(' ')));
    for (const stem of stems) {
      const others = related.get(stem) ?? new Set();
      for (const other of stems) if (other !== stem) others.add(other);
      related.set(stem, others);
    }
  }
  return { unify, softOf: (stem) => [...(related.get(stem) ?? [])] };
}

const stemsOf = (text: string): readonly string[] => textsOf(text).map(stemOf);
