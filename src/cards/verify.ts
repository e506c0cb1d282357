import { digitsOf } from '../core/settings/receipt.ts';
import type { DigitsFound, Verdict } from '../core/settings/verify-chain.ts';
import { execute } from './actions.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { type Line, line, messageCard, strongLine, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

function foundLines({ words, timeZone }: Reader, digits: string, found: DigitsFound): Line[] {
  const { verify, time } = words;
  const shown = plainText(digits);
  switch (found.kind) {
    case 'found':
      return [strongLine(verify.found(shown, found.receipt.number, time(found.receipt.at, timeZone)))];
    case 'several':
      return [line(verify.several(shown, found.count))];
    case 'none':
      return [strongLine(verify.notFound(shown), 'attention'), line(verify.notFoundDo)];
  }
}

/** Whether the chain of receipts holds, and, where it was asked for, whether one receipt is in it. */
export function verifyCard(
  reader: Reader,
  verdict: Verdict,
  asked: { readonly digits: string; readonly found: DigitsFound } | null = null,
): AdaptiveCard {
  const { verify, time } = reader.words;
  const actions = [execute({ title: reader.words.buttons.history, verb: 'history.show' })];
  const about = asked ? foundLines(reader, asked.digits, asked.found) : [];
  if (!verdict.whole) {
    return messageCard({
      title: verify.broken,
      tone: 'attention',
      lines: [
        ...about,
        strongLine(verify.brokenAt(verdict.number)),
        line(verify.breaks[verdict.problem]),
        line(verify.brokenDo),
      ],
      actions,
    });
  }
  const { newest } = verdict;
  return messageCard({
    title: verify.whole,
    lines: [
      ...about,
      line(newest ? verify.wholeLine(verdict.receipts) : verify.empty),
      ...(newest ? [subtleLine(verify.newest(newest.number, digitsOf(newest), time(newest.at, reader.timeZone)))] : []),
    ],
    actions,
  });
}
