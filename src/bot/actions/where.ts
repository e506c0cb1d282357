import { execute } from '../../cards/actions.ts';
import { type AnswerExtras, answerCard } from '../../cards/answer.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { missesCard } from '../../cards/misses.ts';
import { askCard, choicesCard, missCard } from '../../cards/question.ts';
import { QUESTION_MAX } from '../../core/answers/answer-question.ts';
import { keepMiss, keepRating, missReport } from '../../core/answers/misses.ts';
import { pageOf, replyTo } from '../../core/answers/reply.ts';
import type { Capability } from '../../core/capability.ts';
import { MalformedInput, StorageUnavailable } from '../../core/errors.ts';
import { readFlag } from '../../core/form-fields.ts';
import { capabilityId, type TenantId } from '../../core/ids.ts';
import type { StateOf } from '../../core/links/decide.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';
import type { WherePorts } from '../where-ports.ts';

/** The tenant's present states; null where nobody can say what they are. No answer waits for more than this. */
export async function statesOf({ settings }: WherePorts, tenant: TenantId): Promise<StateOf | null> {
  if (!settings.isRead(tenant)) {
    try {
      await settings.read(tenant);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      return null;
    }
  }
  return settings.stateOf(tenant);
}

/** The field to ask in. */
export const showAsk = async ({ reader }: Turn): Promise<AdaptiveCard> => askCard(reader, QUESTION_MAX);

/** The answer to a question; one that has none is kept. */
export async function answerTo(turn: Turn, question: string): Promise<AdaptiveCard> {
  const { ports, actor, reader } = turn;
  const reply = replyTo(ports.where, await statesOf(ports.where, actor.tenant), question);
  switch (reply.kind) {
    case 'blank':
      return askCard(reader, QUESTION_MAX);
    case 'page':
      return answerCard(reader, reply.page, { rate: true });
    case 'choices':
      return choicesCard(reader, question, reply.choices);
    case 'miss':
      keepMiss(ports.where, actor.tenant, 'chat', question);
      return missCard(reader, { question, nearest: reply.nearest, home: reply.home, max: QUESTION_MAX });
  }
}

/** The page that a button names. */
function capabilityIn({ ports }: Turn, data: CardData): Capability {
  const capability = ports.where.catalog.capabilities.get(capabilityId(data.needed('capability')));
  if (!capability) throw new MalformedInput('capability', 'unknown');
  return capability;
}

async function showPage(turn: Turn, data: CardData, extras: AnswerExtras): Promise<AdaptiveCard> {
  const { ports, actor, reader } = turn;
  const capability = capabilityIn(turn, data);
  const states = await statesOf(ports.where, actor.tenant);
  return answerCard(reader, pageOf(ports.where, states, capability), extras);
}

/** A typed question, or the page behind a button. */
async function ask(turn: Turn, data: CardData): Promise<AdaptiveCard> {
  if (data.text('capability') !== undefined) return showPage(turn, data, { rate: true });
  return answerTo(turn, data.needed('question'));
}

/** The answer once more, with thanks in the place of the question whether it was right. */
async function rate(turn: Turn, data: CardData): Promise<AdaptiveCard> {
  const { ports, actor, reader } = turn;
  const { id } = capabilityIn(turn, data);
  const helpful = readFlag('helpful', data.needed('helpful'));
  keepRating(ports.where, actor.tenant, id, helpful);
  const { thanks, sorry, askAgain } = reader.words.where;
  if (helpful) return showPage(turn, data, { above: thanks });
  return showPage(turn, data, { above: sorry, first: [execute({ title: askAgain, verb: 'where.form' })] });
}

export const showMisses = async ({ ports, actor, reader }: Turn): Promise<AdaptiveCard> =>
  missesCard(reader, ports.where.catalog, await missReport({ ...ports, misses: ports.where.misses }, actor));

export const whereActions = {
  'where.form': showAsk,
  'where.ask': ask,
  'where.rate': rate,
  'where.misses': showMisses,
};
