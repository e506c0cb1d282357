import type { SQLInputValue } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { settingSentences } from '../../src/cards/explain.ts';
import { feedbackCard } from '../../src/cards/feedback.ts';
import { csvOf } from '../../src/cards/feedback-csv.ts';
import { historyCard } from '../../src/cards/history.ts';
import { noticeCard } from '../../src/cards/notice.ts';
import { offForm } from '../../src/cards/off-form.ts';
import { endsSoonCard, stillOffCard } from '../../src/cards/reminder.ts';
import { enableCard, fasterCard, outcomeCard, settingCard } from '../../src/cards/setting-cards.ts';
import { statusListCard } from '../../src/cards/status-list.ts';
import { verifyCard } from '../../src/cards/verify.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { feedbackReport, history, statusOfAll } from '../../src/core/settings/read-settings.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { Chains, histories } from '../world/chains.ts';
import { ADA, NOON, settingsPorts } from '../world/settings.ts';

let chains: Chains;
beforeAll(async () => {
  chains = await Chains.open();
});
afterAll(() => chains.close());

const COLUMNS = {
  receipts: ['version', 'at', 'from_state', 'to_state', 'until', 'cause', 'category', 'previous', 'hash', 'number'],
  actors: ['name'],
  feedback: ['comment', 'contact', 'share', 'at'],
  settings: ['state', 'version', 'since', 'until'],
} as const;
const cell = fc.constantFrom(
  ...Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => ({ table, column }))),
);

/** Values of no kind that Signpost writes, and some that it writes elsewhere. */
const value: fc.Arbitrary<SQLInputValue> = fc.oneof(
  fc.constantFrom<SQLInputValue>('on', 'off', 'toString', '__proto__', '', '2026-11-24', '1,2,3', NOON, -1, null),
  fc.constantFrom<SQLInputValue>(10n ** 18n, 2n ** 53n, -8_640_000_000_000_001, 0.5, Number.POSITIVE_INFINITY),
  fc.uint8Array({ maxLength: 8 }),
  fc.string({ unit: 'binary' }),
);

const words = fc.constantFrom(...LANGUAGES.values());

/** Every card that tells of what is stored of this tenant. */
async function cardsOf(tenant: TenantId, language: Parameters<typeof csvOf>[0]): Promise<readonly AdaptiveCard[]> {
  const ports = settingsPorts(chains.storage.settings);
  const actor = { ...ADA, tenant };
  const reader = { words: language, timeZone: 'Europe/Berlin' };
  const { migrations } = ports;
  const nonce = () => 'nonce';
  const statuses = await statusOfAll(ports, actor);
  const page = await history(ports, actor, undefined);
  const report = await feedbackReport(ports, actor, undefined);
  csvOf(language, report.changes);
  for (const { setting } of statuses) settingSentences(reader, setting);
  return [
    statusListCard(reader, statuses),
    historyCard(reader, migrations, page, null),
    feedbackCard(reader, report, null),
    ...statuses.flatMap((status) => [
      settingCard(reader, status, nonce),
      fasterCard(reader, status, nonce),
      enableCard(reader, status, nonce),
      offForm(reader, status, nonce, null, status.lastChange),
    ]),
    ...page.changes.flatMap((change) => [
      outcomeCard(reader, migrations, change),
      noticeCard(reader, migrations, change, 'channel'),
      endsSoonCard(reader, migrations, change),
      stillOffCard(reader, migrations, change, { to: 'person', type: 'personal' }),
      verifyCard(reader, { whole: true, receipts: 1, newest: change.receipt }),
    ]),
  ];
}

describe('whatever somebody puts into the database', () => {
  it('each card is made, in each language, and says nothing that nobody wrote', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cell, value, words, async (steps, { table, column }, to, language) => {
        const { tenant } = await chains.history(steps);
        chains.edit(table, column, to, 'tenant = ?', tenant);
        for (const card of await cardsOf(tenant, language)) {
          expect(JSON.stringify(card)).not.toMatch(/undefined|NaN|Invalid Date|\[object|"text":null|"title":null/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
