import { answerCard } from '../../src/cards/answer.ts';
import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { dialogCard } from '../../src/cards/dialog.ts';
import { missesCard } from '../../src/cards/misses.ts';
import { askCard, choicesCard, missCard } from '../../src/cards/question.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { capabilityId } from '../../src/core/ids.ts';
import type { State } from '../../src/core/migration.ts';
import { MISSES_SHOWN, type MissReport } from '../../src/core/misses.ts';
import { type Whereabouts, whereabouts } from '../../src/core/whereabouts.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });

/** What is said of a page of the shipped catalogue; null: nobody knows the settings. */
export function pageSample(id: string, state: State | null = 'on'): Whereabouts {
  const capability = catalog.capabilities.get(capabilityId(id));
  if (!capability) throw new Error(`the shipped catalog has ${id}`);
  return whereabouts(catalog, capability, state && (() => state));
}

const longest = (): Whereabouts => {
  const page = pageSample('permissions');
  const text = 'Very long menu label of a portal '.repeat(3);
  const capability = { ...page.capability, name: text, notes: text.repeat(3) };
  return {
    ...page,
    capability,
    place: page.place && { ...page.place, navigation: Array.from({ length: 6 }, () => text) },
  };
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
  const miss = { kind: 'miss', nearest } as const;
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
    'answer-worst': answerCard(reader, longest(), { rate: true }),
    ask: askCard(reader, 2_000),
    choices: choicesCard(reader, 'dashboard', choices),
    'choices-worst': choicesCard(reader, harm, [...choices, ...choices]),
    miss: missCard(reader, { question: 'the flux capacitor', nearest, home, max: 2_000 }),
    'miss-worst': missCard(reader, { question: harm, nearest: [], home, max: 2_000 }),
    misses: missesCard(reader, catalog, misses),
    'misses-empty': missesCard(reader, catalog, { misses: [], more: false, unhelpful: [] }),
    'dialog-page': dialogCard(reader, { kind: 'page', page: pageSample('explorer'), more: [] }, null),
    'dialog-choices': dialogCard(reader, { kind: 'choices', choices }, null),
    'dialog-miss': dialogCard(reader, miss, home),
  };
}
