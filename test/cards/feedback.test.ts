import { describe, expect, it } from 'vitest';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { feedbackCard } from '../../src/cards/feedback.ts';
import { csvOf, fittingCsv } from '../../src/cards/feedback-csv.ts';
import type { Category } from '../../src/core/settings/feedback.ts';
import { FEEDBACK_SHOWN } from '../../src/core/settings/read-settings.ts';
import type { Change } from '../../src/core/settings/receipt.ts';
import { en } from '../../src/wording/en.ts';
import { change } from './samples.ts';

const reader = { words: en, timeZone: 'UTC' };
const QUOTES = '"'.repeat(2_000);

/** So many comments as the report holds, of more that there are. */
const written = (comment: string, name = 'Ada Globova'): readonly Change[] =>
  Array.from({ length: FEEDBACK_SHOWN }, (_, n) => {
    const made = change(n + 1, {}, comment);
    return { ...made, actor: made.actor && { ...made.actor, name } };
  });

/** The card with these comments, and those that its button for more leads to. */
function cardsOf(changes: readonly Change[], all = changes.length): readonly AdaptiveCard[] {
  const report = { changes, counts: new Map([['bug', all]] as const) };
  const cards = [feedbackCard(reader, report, null)];
  for (;;) {
    const next = /"from":"(\d+)"/.exec(JSON.stringify(cards.at(-1)))?.[1];
    if (next === undefined || cards.length > FEEDBACK_SHOWN + 1) return cards;
    cards.push(feedbackCard(reader, report, null, Number(next)));
  }
}

interface Csv {
  readonly label: string;
  readonly value: string;
}
const csvIn = ({ body }: AdaptiveCard): Csv | undefined =>
  (body as (Csv & { id?: string })[]).find(({ id }) => id === 'csv'); // its template

describe('the card of feedback', () => {
  it('has a hundred comments to copy of usual length', () => {
    const [card, ...more] = cardsOf(
      written('We cannot find the page where a message is released from quarantine.'),
      150,
    );
    expect(more).toEqual([]);
    expect(
      card && csvIn(card)?.value.split('We cannot find the page where a message is released from quarantine.'),
    ).toHaveLength(FEEDBACK_SHOWN + 1);
    expect(card && csvIn(card)?.label).toContain('1 to 100 of 150');
    expect(JSON.stringify(card)).toContain('150 comments');
  });

  it.each([
    ['sentences', 'We cannot find the page where a message is released from the quarantine of somebody else.', 'Ada'],
    ['the longest', 'x'.repeat(2_000), 'Ada'],
    ['the longest of characters beyond Unicode’s first plane', '😀'.repeat(1_000), '😀'.repeat(128)],
    ['the longest in JSON', QUOTES, '"'.repeat(256)],
  ])(
    'stays below 25 KB where they are %s, says how many it shows, and leads to the others',
    (_which, comment, name) => {
      const cards = cardsOf(written(comment, name), 150);
      const texts = cards.flatMap((card) => csvIn(card) ?? []);
      for (const card of cards) expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25 * 1024);
      const numbers = texts.flatMap(({ value }) =>
        [...value.matchAll(/^(\d+),2026-/gm)].map(([, number]) => Number(number)),
      );
      expect(numbers).toEqual(written('').map(({ receipt }) => receipt.number));
      expect(texts.at(-1)?.label).toMatch(/to 100 of 150.*signpost feedback --csv$/);
    },
  );

  it('counts what somebody has put there for a reason, too', () => {
    const noReason = 'banana' as Category; // the database passes on what stands there
    const counts = new Map<Category, number>([
      ['bug', 1],
      [noReason, 2],
    ]);
    const card = JSON.stringify(feedbackCard(reader, { changes: [change(1)], counts }, null));
    expect(card).toContain('3 comments');
    expect(card).toContain('{"x":"(unreadable)","y":2}');
  });
});

describe('feedback as CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes a cell that begins like %j harmless', (comment) => {
    for (const text of [csvOf(en, [change(1, {}, comment)]), fittingCsv(en, [change(1, {}, comment)], 1_000).text])
      expect(text).toContain(`"'${comment}"`);
  });
  it('doubles quotes, and ends each row as RFC 4180 says', () => {
    expect(csvOf(en, [change(1, {}, 'say "no"\nnow')])).toContain(',"true","say ""no""\nnow"\r\n');
  });
  it('on a card is quoted only where it must be: what its JSON escapes takes room', () => {
    const { text } = fittingCsv(en, [change(1, {}, 'say "no"\nnow'), change(2, {}, 'one; two'), change(3)], 1_000);
    expect(text).toContain(',Ada Globova,A feature is missing,true,"say ""no""\nnow"\r\n');
    expect(text).toContain(',"one; two"\r\n');
    expect(text).toContain(',Our reports are not there yet.\r\n');
  });
  it('gives whole rows only, as many as fit into a card as JSON', () => {
    const changes = [change(2, {}, '"quoted"'), change(1)];
    const whole = JSON.stringify(fittingCsv(en, changes, 1_000).text).slice(1, -1).length;
    expect(fittingCsv(en, changes, whole).rows).toBe(2);
    expect(fittingCsv(en, changes, whole - 1).rows).toBe(1);
  });
});
