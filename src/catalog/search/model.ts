import type { Evidence } from './evidence.ts';

/**
 * Which subject a question is about, as one softmax over the capabilities, the topics found elsewhere, and nothing at
 * all. The weights are fitted by test/answers/fit.ts; docs/answers.md says on what.
 */
export const WEIGHTS = {
  words: 8.59,
  phrase: 5.73,
  name: 1.19,
  letters: 2.75,
  portal: 3.13,
  stranger: -1.09,
  /** Every topic from elsewhere. */
  topic: 0.19,
  nothing: 6.74,
  /** By the share of the question that is made of English words that the catalogue does not use, and of no words. */
  foreign: 2.06,
  unknown: 0.38,
} as const;
export type Weights = Readonly<Record<keyof typeof WEIGHTS, number>>;

/** The probability of each subject; what is missing to 1 is that of nothing at all. `pages`: how many come first. */
export function probabilities(evidence: Evidence, pages: number, weights: Weights = WEIGHTS): Float64Array {
  const scores = new Float64Array(evidence.words.length);
  const nothing = nothingScore(evidence, weights);
  let highest = nothing;
  for (let at = 0; at < scores.length; at++) {
    const score =
      weights.words * (evidence.words[at] ?? 0) +
      weights.phrase * (evidence.phrase[at] ?? 0) +
      weights.name * (evidence.name[at] ?? 0) +
      weights.letters * (evidence.letters[at] ?? 0) +
      weights.portal * (evidence.portal[at] ?? 0) +
      weights.stranger * (evidence.stranger[at] ?? 0) +
      (at < pages ? 0 : weights.topic);
    scores[at] = score;
    if (score > highest) highest = score;
  }
  let sum = Math.exp(nothing - highest);
  for (let at = 0; at < scores.length; at++) {
    const likelihood = Math.exp((scores[at] ?? 0) - highest);
    scores[at] = likelihood;
    sum += likelihood;
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / sum;
  return scores;
}

function nothingScore({ asked }: Evidence, weights: Weights): number {
  const shares = sharesOf(asked);
  return weights.nothing + weights.foreign * shares.foreign + weights.unknown * shares.unknown;
}

/** The shares of the question's weight that are foreign, and unknown. */
export function sharesOf(asked: Evidence['asked']): { readonly foreign: number; readonly unknown: number } {
  const massOf = (kind?: string): number =>
    asked.reduce((sum, word) => sum + (kind === undefined || word.kind === kind ? word.mass : 0), 0);
  const total = massOf() || 1;
  return { foreign: massOf('foreign') / total, unknown: massOf('unknown') / total };
}
