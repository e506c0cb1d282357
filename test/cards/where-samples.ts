import { answerCard } from '../../src/cards/answer.ts';
import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { dialogCard } from '../../src/cards/dialog.ts';
import { missesCard } from '../../src/cards/misses.ts';
import { askCard, choicesCard, missCard } from '../../src/cards/question.ts';
import type { Why } from '../../src/core/answers/answer.ts';
import { MISSES_SHOWN, type MissReport } from '../../src/core/answers/misses.ts';
import { pageOf } from '../../src/core/answers/reply.ts';
import type { Whereabouts } from '../../src/core/answers/whereabouts.ts';
import { capabilityId } from '../../src/core/ids.ts';
import type { State } from '../../src/core/migration.ts';
import { questions, shippedPage } from '../world/questions.ts';

/** What is said of a page of the shipped catalogue; null: nobody knows the settings. */
const pageSample = (id: string, state: State | null = 'on'): Whereabouts =>
  pageOf(questions, state && (() => state), shippedPage(id));

const foundBy = (why: Why): Whereabouts => {
  const page = pageSample('explorer');
  return { ...page, answer: { ...page.answer, why } };
};

const longest = (): Whereabouts => {
  const page = pageSample('permissions');
  const text = 'Very long menu label of a portal '.repeat(3);
  const { capability, place } = page.answer;
  const answer = {
    ...page.answer,
    capability: { ...capability, name: text, notes: text.repeat(3) },
    place: place && { ...place, navigation: Array.from({ length: 6 }, () => text) },
  };
  return { ...page, answer };
};

/** The cards around questions, with ordinary, empty and worst data. `harm`: what somebody may write. */
export function whereSamples(reader: Reader, harm: string): Readonly<Record<string, AdaptiveCard>> {
  const choices = [
    'security-dashboard',
    'alerts-dashboard',
    'reports-dashboard',
    'mail-flow-dashboard',
    'data-governance-dashboard',
    'gdpr-dashboard',
  ].map((id) => pageSample(id));
  const nearest = choices.slice(0, 3);
  const { home } = pageSample('explorer');
  const miss = { kind: 'miss', nearest, home } as const;
  const misses: MissReport = {
    misses: Array.from({ length: MISSES_SHOWN }, (_, n) => ({
      question: n === 0 ? harm.slice(0, 200) : 'x '.repeat(100),
      chat: 20 - n,
      web: n,
      lastDay: Date.UTC(2026, 10, 24),
    })),
    more: true,
    unhelpful: [
      { capability: capabilityId('explorer'), helpful: 3, unhelpful: 9 },
      { capability: capabilityId('no-longer-there'), helpful: 0, unhelpful: 1 },
    ],
  };
  return {
    answer: answerCard(reader, pageSample('explorer'), { rate: true }),
    'answer-off': answerCard(reader, pageSample('explorer', 'off'), { rate: true }),
    'answer-unknown-setting': answerCard(reader, pageSample('explorer', null)),
    'answer-thanks': answerCard(reader, pageSample('explorer'), { above: reader.words.where.thanks }),
    'answer-not-affected': answerCard(reader, pageSample('message-trace'), { rate: true }),
    'answer-moved-on': answerCard(reader, pageSample('audit-log-search'), { rate: true }),
    'answer-gone': answerCard(reader, pageSample('document-deletion-policies'), { rate: true }),
    'answer-by-alias': answerCard(reader, foundBy({ kind: 'alias', text: 'threat explorer' })),
    'answer-by-task': answerCard(reader, foundBy({ kind: 'task', text: 'see who got a bad mail' })),
    'answer-by-menu': answerCard(reader, foundBy({ kind: 'menu', text: null })),
    'answer-by-link': answerCard(reader, foundBy({ kind: 'old-link', text: `https://x.example/?${harm}` })),
    'answer-unsure': answerCard(reader, { ...pageSample('explorer'), isSure: false }, { rate: true }),
    'answer-worst': answerCard(reader, longest(), { rate: true }),
    ask: askCard(reader, 2_000),
    choices: choicesCard(reader, 'dashboard', choices),
    'choices-worst': choicesCard(reader, harm, [...choices, ...choices]),
    miss: missCard(reader, { question: 'the flux capacitor', nearest, home, max: 2_000 }),
    'miss-worst': missCard(reader, { question: harm, nearest: [], home, max: 2_000 }),
    misses: missesCard(reader, questions.catalog, misses),
    'misses-empty': missesCard(reader, questions.catalog, { misses: [], more: false, unhelpful: [] }),
    'dialog-page': dialogCard(reader, { kind: 'page', page: pageSample('explorer'), more: [] }),
    'dialog-choices': dialogCard(reader, { kind: 'choices', choices }),
    'dialog-miss': dialogCard(reader, miss),
  };
}
