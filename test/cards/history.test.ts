import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { historyCard } from '../../src/cards/history.ts';
import { turnOff } from '../../src/core/settings/change-setting.ts';
import { HISTORY_PAGE, history } from '../../src/core/settings/read-settings.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { ADA, MDO, offForm, openSettingsWorld, type SettingsWorld } from '../world/settings.ts';

/** Of every length and kind, and the longest in JSON. */
const COMMENTS = [
  '"'.repeat(2_000),
  '😀'.repeat(1_000),
  'x'.repeat(2_000),
  'It is slow.',
  '\n'.repeat(999).padEnd(2_000, '\\'),
];
const NAMES = ['"'.repeat(256), 'Ada', '😀'.repeat(128)];
const CHANGES = 90;

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
  for (let n = 0; n < CHANGES; n++) {
    const name = NAMES[n % NAMES.length] ?? '';
    const comment = COMMENTS[n % COMMENTS.length] ?? '';
    await turnOff(world.ports, { ...ADA, name }, offForm({ version: String(n), comment: `x${comment.slice(1)}` }));
  }
});
afterAll(() => world.close());

const receiptsOn = (card: AdaptiveCard): number[] =>
  [...JSON.stringify(card).matchAll(/ (\d+) · [0-9a-f]{12}"/g)].map(([, number]) => Number(number));

describe.each([...LANGUAGES])('the history in %s', (_language, words) => {
  it.each([
    ['a short title', 'Old to new'],
    ['a long title', 'The move of everything that was in the old portal '.repeat(8)],
  ])('of %s leads to the first change by its button for older ones, each shown once, below 25 KB', async (_, title) => {
    const migrations = new Map([[MDO.id, { ...MDO, title }]]);
    const seen: number[] = [];
    for (let before: number | undefined; ; ) {
      const page = await history(world.ports, ADA, undefined, before);
      const card = historyCard({ words, timeZone: 'Europe/Berlin' }, migrations, page, null);
      expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25 * 1024);
      const shown = receiptsOn(card);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.length).toBeLessThanOrEqual(HISTORY_PAGE);
      seen.push(...shown);
      const next: string | undefined = /"before":"(\d+)"/.exec(JSON.stringify(card))?.[1];
      if (next === undefined) break;
      before = Number(next);
    }
    expect(seen).toEqual(Array.from({ length: CHANGES }, (_, n) => CHANGES - n));
  });
});
