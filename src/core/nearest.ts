/** Damerau-Levenshtein distance (optimal string alignment): inserted, lost, wrong and swapped letters cost 1 each. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(substituted, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** Longest word compared; a longer one is nobody's misspelling of a command or an id. */
const WORD_MAX = 40;

/** The candidates that may have been meant: at most a third of the letters wrong, nearest first. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): readonly T[] {
  if (word.length > WORD_MAX) return [];
  const given = word.toLowerCase();
  return candidates
    .map((candidate) => ({
      candidate,
      wrong: distance(given, candidate.toLowerCase()),
    }))
    .filter(({ candidate, wrong }) => wrong * 3 <= Math.max(candidate.length, given.length))
    .sort((a, b) => a.wrong - b.wrong)
    .map(({ candidate }) => candidate);
}
