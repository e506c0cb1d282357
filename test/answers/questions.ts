import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What kind of words a question is made of; `none`: it sounds near and has no answer. */
export const KINDS = ['short-name', 'old-name', 'typo', 'complaint', 'url', 'task', 'none'] as const;

const question = z.object({
  q: z.string(),
  /** The capabilities that answer it; empty: none does. */
  expect: z.array(z.string()),
  kind: z.enum(KINDS),
});
export type Question = z.output<typeof question>;

/** The questions of a set, a file of this folder. */
export function readQuestions(set: 'practice' | 'blind-1' | 'blind-de' | 'blind-fr' | 'final'): readonly Question[] {
  const lines = readFileSync(new URL(`./${set}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => question.parse(JSON.parse(line)));
}
