import type { Answered, AnswerPorts } from './answer.ts';
import { answerByLink } from './answer-by-link.ts';
import { answerInWords } from './answer-in-words.ts';

/** A longer question is cut, in UTF-16 units. */
export const QUESTION_MAX = 2000;

/** Where something moved, by its name, its old link or what it was for. Any text gets an answer or a miss. */
export function answerQuestion(ports: AnswerPorts, text: string): Answered {
  const question = text.slice(0, QUESTION_MAX).toWellFormed().trim();
  if (question === '') return { kind: 'blank', question };
  return answerByLink(ports, question) ?? answerInWords(ports, question, question);
}
