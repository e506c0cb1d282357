import type { QuestionIndex } from '../core/answers/question-index.ts';

/** How long after the start the index is built at the latest, in milliseconds: nobody has asked yet, and it is ready before they do. */
const BUILT_AFTER = 50;

/** An index that is built at its first use, or soon after `warm`: a start need not wait for it. */
export function lateIndex(build: () => QuestionIndex): { readonly index: QuestionIndex; warm(): void } {
  let built: QuestionIndex | undefined;
  const get = (): QuestionIndex => {
    built ??= build();
    return built;
  };
  return {
    index: { find: (question, limit) => get().find(question, limit) },
    warm: () => void setTimeout(get, BUILT_AFTER).unref(),
  };
}
