import { type Answer, type Answered, type AnswerPorts, answerWith } from './answer.ts';
import type { Finding } from './question-index.ts';

/** The most answers that anybody is given. */
export const ANSWERS_MAX = 20;
const NEAREST = 3;
/**
 * No answer where it is more probable than this that the question means no page at all, or where not even the first
 * page is this probable; chosen for few false answers (docs/answers.md).
 */
const SILENT_FROM = 0.2;
const FIRST_FROM = 0.2;
/** Less probable ones are no answers beside the first. */
const ANSWER_FROM = 0.01;
/** Those at least half as probable as the first are offered beside it, three at most. */
const CHOICE_RATIO = 0.5;
export const CHOICES_MAX = 3;
/** How probable it is that one of the meanings is right which the catalog gives an ambiguous word. */
const BY_TERM = 0.95;

/** What the words mean; `question` is what was asked. */
export function answerInWords(ports: AnswerPorts, question: string, words: string): Answered {
  const { ranked, none, ambiguous } = ports.index.find(words, ANSWERS_MAX);
  const answer = ({ capability, probability, by }: Finding): Answer => answerWith(ports, capability, probability, by);
  if (ambiguous.length > 1) {
    const sum = ambiguous.reduce((total, { probability }) => total + probability, 0);
    const answers = ambiguous.map((finding) => ({
      ...answer(finding),
      confidence: (BY_TERM * finding.probability) / sum,
    }));
    return { kind: 'choice', question, answers, choices: answers.length };
  }
  if (none > SILENT_FROM || (ranked[0]?.probability ?? 0) < FIRST_FROM)
    return { kind: 'miss', question, nearest: ranked.slice(0, NEAREST).map(answer) };
  const answers = ranked.filter(({ probability }, at) => at === 0 || probability >= ANSWER_FROM).map(answer);
  const least = (answers[0]?.confidence ?? 0) * CHOICE_RATIO;
  const choices = answers.slice(0, CHOICES_MAX).filter(({ confidence }) => confidence >= least).length;
  return choices > 1 ? { kind: 'choice', question, answers, choices } : { kind: 'found', question, answers };
}
