import type { QuestionIndex } from '../core/answers/question-index.ts';

/**
 * An index that is built with the first question: it takes longer than the rest of the start and more memory than all
 * else that Signpost keeps, and a server that only redirects never needs it.
 */
export function lateIndex(build: () => QuestionIndex): QuestionIndex {
  let built: QuestionIndex | undefined;
  return {
    find(question, limit) {
      built ??= build();
      return built.find(question, limit);
    },
  };
}
