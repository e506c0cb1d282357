import type { AdaptiveCard, Reader } from '../../src/cards/card.ts';
import { errorCard, unknownVerbCard } from '../../src/cards/error-card.ts';
import { feedbackCard } from '../../src/cards/feedback.ts';
import { historyCard } from '../../src/cards/history.ts';
import { noticeCard } from '../../src/cards/notice.ts';
import { offForm } from '../../src/cards/off-form.ts';
import { endsSoonCard, stillOffCard } from '../../src/cards/reminder.ts';
import { enableCard, fasterCard, outcomeCard, settingCard } from '../../src/cards/setting-cards.ts';
import { statusListCard } from '../../src/cards/status-list.ts';
import { verifyCard } from '../../src/cards/verify.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import {
  BadTime,
  DirectoryUnavailable,
  FormUsed,
  MalformedInput,
  NotAllowed,
  StorageUnavailable,
  UnknownMigration,
} from '../../src/core/errors.ts';
import { migrationId, objectId, tenantId } from '../../src/core/ids.ts';
import { hasSetting } from '../../src/core/migration.ts';
import { rolesThatMayChange } from '../../src/core/policy.ts';
import { CATEGORIES } from '../../src/core/settings/feedback.ts';
import type { SettingStatus } from '../../src/core/settings/read-settings.ts';
import type { Change } from '../../src/core/settings/receipt.ts';
import type { Words } from '../../src/wording/en.ts';
import { explainSamples } from './explain-samples.ts';
import { subscriptionSamples } from './subscription-samples.ts';
import { trafficSamples } from './traffic-samples.ts';
import { whereSamples } from './where-samples.ts';

const catalog = loadCatalog({ overlayDir: null, ownHosts: [] });
export const { migrations } = catalog;
const settings = [...migrations.values()].filter(hasSetting);

const AT = Date.UTC(2026, 10, 24, 9, 30);
const HOUR = 3_600_000;

/** What somebody may write to do harm: all of it must show as text. */
export const HARM =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder that must stay text is the point
  '[click](https://evil.example) **bold** <b onclick="x">html</b> <at>Everyone</at> ${title} {{DATE(2026-01-01T00:00:00Z)}} \u202egnp.exe\n# heading';
export const LONG_NAME = 'Maximiliane-Wilhelmine Freifrau von und zu Hohenlohe-Schillingsfürst-Waldenburg';

export function change(
  number: number,
  given: Partial<Change['receipt']> = {},
  comment: string | null = 'Our reports are not there yet.',
): Change {
  const to = given.to ?? 'off';
  return {
    receipt: {
      tenant: tenantId('11111111-2222-4333-8444-555555555555'),
      number,
      migration: migrationId('mdo-scc'),
      version: number,
      at: AT + number * HOUR,
      from: 'on',
      to,
      until: to === 'off' ? AT + 72 * HOUR : null,
      cause: { kind: 'person' },
      category: to === 'off' ? 'missing-feature' : null,
      actorDigest: 'a'.repeat(64),
      commentDigest: to === 'off' ? 'c'.repeat(64) : null,
      previous: '0'.repeat(64),
      hash: `${number.toString(16).padStart(2, '0')}9f0c1d2e3b4a5f60718293a4b5c6d7e8f9`.padEnd(64, '0'),
      ...given,
    },
    actor: { salt: 's', objectId: objectId('aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'), name: 'Ada Globova' },
    feedback: to === 'off' && comment !== null ? { salt: 's', comment, contact: true, share: false } : null,
  };
}

const harmed = (number: number): Change => {
  const given = change(number, {}, HARM);
  return { ...given, actor: given.actor && { ...given.actor, name: `${LONG_NAME} [x](https://evil.example)` } };
};

/** The same change, with its comment free to be shown. */
export const shared = (given: Change): Change => ({
  ...given,
  feedback: given.feedback && { ...given.feedback, share: true },
});

export function statusSample(state: 'on' | 'off', last: Change | null, mayChange = true): SettingStatus {
  const [migration] = settings;
  if (!migration) throw new Error('the shipped catalog has a setting');
  const since = last ? last.receipt.at : null;
  return {
    migration,
    mayChange,
    setting: {
      migration: migration.id,
      state,
      version: last?.receipt.version ?? 0,
      since,
      until: last?.receipt.until ?? null,
    },
    lastChange: last,
  };
}

/** Every card with ordinary data, with the empty and with the worst. */
export function cardSamples(words: Words): Readonly<Record<string, AdaptiveCard>> {
  const reader: Reader = { words, timeZone: 'Europe/Berlin' };
  const nonce = () => '5f0c2a5e-8f3e-4b0a-9a52-0123456789ab';
  const off = statusSample('off', change(1));
  const byTimer: Change = {
    ...change(2, { from: 'off', to: 'on', cause: { kind: 'timer', setBy: 1 }, actorDigest: null }),
    actor: null,
  };
  const counts = new Map(CATEGORIES.map((category, n) => [category, n % 4]));
  const many = Array.from({ length: 8 }, (_, n) =>
    n === 3 ? harmed(8 - n) : change(8 - n, n % 2 === 0 ? {} : { from: 'off', to: 'on' }),
  );
  return {
    'status-list': statusListCard(
      reader,
      settings.map((migration, n) => ({
        ...(n === 0 ? off : statusSample('on', null)),
        migration,
        setting: {
          migration: migration.id,
          state: n === 0 ? 'off' : migration.settingDefault,
          version: n === 0 ? 1 : 0,
          since: null,
          until: n === 0 ? AT + 72 * HOUR : null,
        },
      })),
    ),
    'setting-on': settingCard(reader, statusSample('on', null), nonce),
    'setting-off': settingCard(reader, off, nonce),
    'setting-reader': settingCard(reader, statusSample('off', harmed(1), false), nonce),
    'setting-faster': fasterCard(reader, off, nonce),
    'off-form': offForm(reader, statusSample('on', null), nonce, null),
    'off-form-asked': offForm(reader, off, nonce, AT + 50 * HOUR),
    'off-form-again': offForm(reader, off, nonce, null, harmed(1)),
    'off-form-forgotten': offForm(reader, off, nonce, null, change(1, {}, null)),
    enable: enableCard(reader, off, nonce),
    'outcome-off': outcomeCard(reader, migrations, change(1)),
    'outcome-on': outcomeCard(reader, migrations, change(2, { from: 'off', to: 'on' })),
    'outcome-worst': outcomeCard(reader, migrations, change(3, {}, 'x'.repeat(2000))),
    history: historyCard(reader, migrations, { changes: many, next: 3 }, 'mdo-scc'),
    'history-empty': historyCard(reader, migrations, { changes: [], next: null }, null),
    'history-worst': historyCard(
      reader,
      migrations,
      { changes: many.map(({ receipt }) => change(receipt.number, {}, 'y '.repeat(1000))), next: null },
      null,
    ),
    feedback: feedbackCard(reader, { changes: many.filter(({ feedback }) => feedback), counts }, null),
    'feedback-empty': feedbackCard(reader, { changes: [], counts: new Map() }, null),
    'feedback-worst': feedbackCard(
      reader,
      { changes: Array.from({ length: 100 }, (_, n) => change(n + 1, {}, 'z '.repeat(1000))), counts },
      null,
    ),
    'verify-whole': verifyCard(reader, { whole: true, receipts: 42, newest: change(42).receipt }),
    'verify-broken': verifyCard(reader, { whole: false, number: 17, problem: 'edited' }),
    'verify-found': verifyCard(
      reader,
      { whole: true, receipts: 42, newest: change(42).receipt },
      { digits: '119f0c1d2e3b', found: { kind: 'found', receipt: change(17).receipt } },
    ),
    'verify-not-found': verifyCard(
      reader,
      { whole: true, receipts: 42, newest: change(42).receipt },
      { digits: 'ffffffffffff', found: { kind: 'none' } },
    ),
    ...subscriptionSamples(reader, migrations),
    'refused-change': errorCard(reader, new NotAllowed('change', rolesThatMayChange())),
    'unknown-migration': errorCard(
      reader,
      new UnknownMigration('mdo-sc [x](https://evil.example)', [migrationId('mdo-scc')]),
    ),
    malformed: errorCard(reader, new MalformedInput('comment', 'too-long', 2000)),
    'bad-time': errorCard(reader, new BadTime('someday', 'unreadable')),
    'form-used': errorCard(reader, new FormUsed()),
    'malformed-question': errorCard(reader, new MalformedInput('question', 'missing')),
    'unknown-verb': unknownVerbCard(reader),
    'unknown-migration-far': errorCard(reader, new UnknownMigration(HARM, [])),
    'directory-gone': errorCard(reader, new DirectoryUnavailable('no-answer'), { verb: 'settings.list', data: {} }),
    'permission-missing': errorCard(reader, new DirectoryUnavailable('permission-missing')),
    'storage-full': errorCard(reader, new StorageUnavailable('full'), {
      verb: 'setting.off',
      data: { migration: 'mdo-scc', version: '1', nonce: nonce(), category: 'bug', comment: HARM.padEnd(2_000, '"') },
    }),
    'notice-off': noticeCard(reader, migrations, shared(change(1)), 'channel'),
    'notice-kept-off': noticeCard(reader, migrations, change(2, { from: 'off', until: null }), 'groupChat'),
    'notice-on': noticeCard(reader, migrations, byTimer, 'personal'),
    'notice-worst': noticeCard(reader, migrations, shared(harmed(3)), 'channel'),
    'notice-longest': noticeCard(reader, migrations, change(3, {}, 'x '.repeat(1000)), 'personal'),
    'reminder-ends-soon': endsSoonCard(reader, migrations, harmed(1)),
    'reminder-still-off': stillOffCard(reader, migrations, change(1), { to: 'person', type: 'personal' }),
    'reminder-still-off-channel': stillOffCard(reader, migrations, change(1), { to: 'subscription', type: 'channel' }),
    ...whereSamples(reader, HARM),
    ...explainSamples(reader, catalog, off.setting, HARM),
    ...trafficSamples(reader, catalog, HARM),
    unexpected: errorCard(reader, new TypeError('x is undefined')),
  };
}
