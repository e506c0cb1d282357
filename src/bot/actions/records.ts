import type { AdaptiveCard } from '../../cards/card.ts';
import { feedbackCard } from '../../cards/feedback.ts';
import { historyCard } from '../../cards/history.ts';
import { trafficCard } from '../../cards/traffic.ts';
import { verifyCard } from '../../cards/verify.ts';
import { readerAccess } from '../../core/access.ts';
import { MalformedInput } from '../../core/errors.ts';
import { migrationId } from '../../core/ids.ts';
import { traffic } from '../../core/links/traffic.ts';
import { feedbackReport, history } from '../../core/settings/read-settings.ts';
import { areDigits } from '../../core/settings/receipt.ts';
import { verify, verifyDigits } from '../../core/settings/verify-chain.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';

/** Receipts with what they changed, newest first; `before`: those with a smaller number. */
export async function showHistory(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
  before?: number,
): Promise<AdaptiveCard> {
  const page = await history(ports, actor, migration, before);
  return historyCard(
    reader,
    ports.migrations,
    page,
    migration === undefined ? null : migrationId(migration.toLowerCase()),
  );
}

/** What people wrote; `from`: the rest of it as text to copy. */
export async function showFeedback(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
  from?: number,
): Promise<AdaptiveCard> {
  const report = await feedbackReport(ports, actor, migration);
  return feedbackCard(reader, report, migration === undefined ? null : migrationId(migration.toLowerCase()), from);
}

/** How old links were used. */
export async function showTraffic(
  { ports, actor, reader }: Turn,
  migration: string | undefined,
): Promise<AdaptiveCard> {
  const used = await traffic(ports, actor, migration, reader.timeZone);
  const of = migration === undefined ? null : migrationId(migration.toLowerCase());
  return trafficCard(reader, ports.where.catalog, used, of);
}

/** Whether the chain holds, and, where digits are given, whether it holds that receipt. */
export async function showVerdict({ ports, actor, reader }: Turn, digits: string | undefined): Promise<AdaptiveCard> {
  if (digits === undefined) return verifyCard(reader, await verify(ports, actor));
  const { verdict, found } = await verifyDigits(ports, actor, digits);
  return verifyCard(reader, verdict, { digits, found });
}

/** @throws MalformedInput */
export function readNumber(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new MalformedInput(field, 'unknown');
  return Number(text);
}

export const recordActions = {
  'history.show': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showHistory(turn, data.text('migration'), readNumber('before', data.text('before')));
  },
  'feedback.show': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showFeedback(turn, data.text('migration'), readNumber('from', data.text('from')));
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
