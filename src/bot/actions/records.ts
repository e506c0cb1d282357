import type { AdaptiveCard } from '../../cards/card.ts';
import { feedbackCard } from '../../cards/feedback.ts';
import { historyCard } from '../../cards/history.ts';
import { trafficCard } from '../../cards/traffic.ts';
import { verifyCard } from '../../cards/verify.ts';
import { readerAccess } from '../../core/access.ts';
import { MalformedInput } from '../../core/errors.ts';
import { type MigrationId, migrationId } from '../../core/ids.ts';
import { traffic } from '../../core/links/traffic.ts';
import { feedbackReport, history } from '../../core/settings/read-settings.ts';
import { areDigits } from '../../core/settings/receipt.ts';
import { verify, verifyDigits } from '../../core/settings/verify-chain.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';

/** The migration that was asked for, which the core has found by this name; null: all of them. */
const idOf = (given: string | undefined): MigrationId | null =>
  given === undefined ? null : migrationId(given.toLowerCase());

/** Receipts with what they changed, newest first; `before`: those with a smaller number. */
export async function showHistory(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
  before?: number,
): Promise<AdaptiveCard> {
  const page = await history(ports, actor, migration, before);
  return historyCard(reader, ports.migrations, page, idOf(migration));
}

/** What people wrote; `from`: the rest of it as text to copy. */
export async function showFeedback(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
  from?: number,
): Promise<AdaptiveCard> {
  const report = await feedbackReport(ports, actor, migration);
  return feedbackCard(reader, report, idOf(migration), from);
}

/** How old links were used. */
export async function showTraffic(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
): Promise<AdaptiveCard> {
  const used = await traffic(ports, actor, migration, reader.timeZone);
  return trafficCard(reader, ports.where.catalog, used, idOf(migration));
}

/** Whether the chain holds, and, where digits are given, whether it holds that receipt. */
export async function showVerdict({ ports, actor, reader }: Turn, digits: string | undefined): Promise<AdaptiveCard> {
  if (digits === undefined) return verifyCard(reader, await verify(ports, actor));
  const { verdict, found } = await verifyDigits(ports, actor, digits);
  return verifyCard(reader, verdict, { digits, found });
}

export const recordActions = {
  'history.show': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showHistory(turn, data.text('migration'), data.number('before'));
  },
  'feedback.show': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showFeedback(turn, data.text('migration'), data.number('from'));
  },
  'traffic.show': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showTraffic(turn, data.text('migration'));
  },
  'chain.verify': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    const digits = data.text('digits');
    if (digits !== undefined && !areDigits(digits)) throw new MalformedInput('digits', 'unknown');
    return showVerdict(turn, digits);
  },
};
