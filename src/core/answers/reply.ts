import type { Capability, Catalog } from '../capability.ts';
import { migrationId } from '../ids.ts';
import type { StateOf } from '../links/decide.ts';
import { DEFAULT_MIGRATION } from '../migration.ts';
import { defaultStateOf } from '../settings/setting.ts';
import { type Answer, type AnswerPorts, answerWith } from './answer.ts';
import { answerQuestion } from './answer-question.ts';
import { homeOf, type PortalHome, type Whereabouts, whereabouts } from './whereabouts.ts';

/** What is said to a person's question. */
export type Reply =
  | { readonly kind: 'blank' }
  /** `more`: what else may be meant, the likeliest first. */
  | { readonly kind: 'page'; readonly page: Whereabouts; readonly more: readonly Whereabouts[] }
  /** Several may be meant, the likeliest first. */
  | { readonly kind: 'choices'; readonly choices: readonly Whereabouts[] }
  /** Nothing is good enough; `nearest` may be empty. `home`: where to look for it. */
  | { readonly kind: 'miss'; readonly nearest: readonly Whereabouts[]; readonly home: PortalHome };

/** By what questions are answered, whoever's settings count. */
export interface ReplyPorts extends Omit<AnswerPorts, 'stateOf'> {
  /** Told of what is said to each person. */
  readonly onReply?: (reply: Pick<Reply, 'kind'>) => void;
}

/** A less probable page is not worth a word beside the answer: nine in ten look for something else. */
const WORTH_A_WORD = 0.1;

/** `stateOf` is null while the settings cannot be read: nothing is said of them then. */
export function replyTo(ports: ReplyPorts, stateOf: StateOf | null, question: string): Reply {
  const reply = replyFor(ports, stateOf, question);
  ports.onReply?.(reply);
  return reply;
}

/** Whether something fits a text that was perhaps not meant as a question: nothing has been said to it yet. */
export function hasReply(ports: ReplyPorts, text: string): boolean {
  const { kind } = replyFor(ports, null, text);
  return kind === 'page' || kind === 'choices';
}

function replyFor(ports: ReplyPorts, stateOf: StateOf | null, question: string): Reply {
  const { catalog } = ports;
  const answered = answerQuestion({ ...ports, stateOf: stateOf ?? defaultStateOf(catalog.migrations) }, question);
  const all = (answers: readonly Answer[]) => answers.map((answer) => whereabouts(catalog, answer, stateOf !== null));
  switch (answered.kind) {
    case 'blank':
      return { kind: 'blank' };
    case 'found': {
      const [page, ...more] = all(answered.answers);
      if (!page) return missOf(catalog, []);
      return { kind: 'page', page, more: more.filter(({ answer }) => answer.confidence >= WORTH_A_WORD) };
    }
    case 'choice':
      return { kind: 'choices', choices: all(answered.answers.slice(0, answered.choices)) };
    case 'miss':
      return missOf(catalog, all(answered.nearest));
  }
}

/** This very page. */
export function pageOf({ catalog }: ReplyPorts, stateOf: StateOf | null, capability: Capability): Whereabouts {
  const states = stateOf ?? defaultStateOf(catalog.migrations);
  const answer = answerWith({ catalog, stateOf: states }, capability, 1, { kind: 'name', text: capability.name });
  return whereabouts(catalog, answer, stateOf !== null);
}

/** Where to look for what nobody knows: the portal of what comes nearest, else the one that most pages moved to. */
function missOf(catalog: Catalog, nearest: readonly Whereabouts[]): Reply {
  const moved = catalog.migrations.get(migrationId(DEFAULT_MIGRATION)) ?? [...catalog.migrations.values()][0];
  return { kind: 'miss', nearest, home: nearest[0]?.home ?? homeOf(catalog, moved?.toPortalId) };
}
