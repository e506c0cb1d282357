import { loadSearchIndex } from '../../../src/catalog/search-index.ts';
import type { Answered, AnswerPorts } from '../../../src/core/answers/answer.ts';
import { answerQuestion } from '../../../src/core/answers/answer-question.ts';
import { buildShortLinks } from '../../../src/core/answers/short-links.ts';
import { catalog, index as links, OWN_HOSTS } from '../links/links.ts';

export const PORTS: AnswerPorts = {
  catalog,
  links,
  shortLinks: buildShortLinks(catalog.links),
  index: loadSearchIndex(catalog),
  stateOf: () => 'on',
  ownHosts: OWN_HOSTS,
};

export const ask = (question: string, change: Partial<AnswerPorts> = {}): Answered =>
  answerQuestion({ ...PORTS, ...change }, question);

export const answersOf = (answered: Answered) =>
  answered.kind === 'found' || answered.kind === 'choice' ? answered.answers : [];

/** The ids of what a person is shown: the answer, or the choices; none where there is no answer. */
export function shown(question: string): readonly string[] {
  const answered = ask(question);
  const count = answered.kind === 'choice' ? answered.choices : 1;
  return answersOf(answered)
    .slice(0, count)
    .map(({ capability }) => capability.id);
}

/** The id of the first answer, or what else became of the question. */
export function first(question: string): string {
  const answered = ask(question);
  return answersOf(answered)[0]?.capability.id ?? answered.kind;
}
