import { describe, expect, it } from 'vitest';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { statusListCard } from '../../src/cards/status-list.ts';
import { migrationId } from '../../src/core/ids.ts';
import type { SettingStatus } from '../../src/core/settings/read-settings.ts';
import { en } from '../../src/wording/en.ts';
import { change, LONG_NAME, statusSample } from './samples.ts';

const reader = { words: en, timeZone: 'Europe/Berlin' };

/** So many settings: those of an organisation's own portals come last. */
const settings = (count: number, like: SettingStatus): SettingStatus[] =>
  Array.from({ length: count }, (_, n) => ({
    ...like,
    migration: { ...like.migration, id: migrationId(`move-${n + 1}`), title: `Move ${n + 1}.` },
  }));

const shownIn = (card: AdaptiveCard): number[] =>
  [...JSON.stringify(card).matchAll(/"migration":"move-(\d+)","verb"/g)].map(([, n]) => Number(n));

const written = change(1, {}, 'x'.repeat(2_000));
const worst = statusSample('off', {
  ...written,
  actor: written.actor && { ...written.actor, name: LONG_NAME },
});

describe('the list of settings', () => {
  it('shows each with its button, those of portals beside the shipped six included', () => {
    const card = statusListCard(reader, settings(9, statusSample('on', null)));
    expect(shownIn(card)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(JSON.stringify(card)).not.toContain('more setting');
  });

  it('shows as many as fit into 25 KB, and says how to get the others', () => {
    for (const like of [statusSample('on', null), worst]) {
      const card = statusListCard(reader, settings(40, like));
      const { length } = shownIn(card);
      expect(length).toBeGreaterThanOrEqual(6);
      expect(JSON.stringify(card)).toContain(`and ${40 - length} more settings`);
      expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(25 * 1024);
    }
  });

  it('leads through all of them by its button for more, each shown once', () => {
    for (const like of [statusSample('on', null), worst]) {
      const seen: number[] = [];
      for (let from: number | undefined = 0; from !== undefined; ) {
        const card = statusListCard(reader, settings(40, like), from);
        seen.push(...shownIn(card));
        const next: string | undefined = /"from":"(\d+)"/.exec(JSON.stringify(card))?.[1];
        from = next === undefined ? undefined : Number(next);
      }
      expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    }
  });
});
